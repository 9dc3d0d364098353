import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../../src/github/create-clients.ts";
import { parseApiUrl } from "../../../src/github/http/api-url.ts";
import { listPages } from "../../../src/github/http/list-pages.ts";
import { openHttpClient } from "../../../src/github/open-clients.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { githubErrorOf } from "../support/expect-error.ts";
import {
  answers,
  fakeGitHub,
  hookJson,
  json,
  optionsFor,
  tokenValue,
} from "../support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const api: Scope = { kind: "repository", owner: "acme", repository: "api" };

function next(url: string): Readonly<Record<string, string>> {
  return { link: `<${url}>; rel="next", <https://api.github.com/x>; rel="first"` };
}

describe("requests", () => {
  test("carry what GitHub wants of every request", async () => {
    const github = fakeGitHub(answers(json(200, [])));
    await (await createGitHubReader(optionsFor(github.fetch))).listHooks(acme);
    const [request] = github.requests;
    expect(request?.method).toBe("GET");
    expect(request?.url.href).toBe("https://api.github.com/orgs/acme/hooks?per_page=100");
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      accept: "application/vnd.github+json",
      authorization: `Bearer ${tokenValue}`,
      "user-agent": "hookfleet/0.1.0",
      "x-github-api-version": "2022-11-28",
    });
  });

  test("encode names", async () => {
    const github = fakeGitHub(answers(json(200, [])));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    await reader.listHooks({ kind: "repository", owner: "a/../b", repository: "{x}:name?y" });
    expect(github.requests[0]?.url.pathname).toBe("/repos/a%2F..%2Fb/%7Bx%7D%3Aname%3Fy/hooks");
  });

  test("stay below the path of the API URL", async () => {
    const github = fakeGitHub(answers(json(200, hookJson(5))));
    const apiUrl = {
      url: "https://ghes.example.com/api/v3",
      kind: "ghes",
      hooksPerEvent: 250,
      deliveryDays: 7,
    } as const;
    const reader = await createGitHubReader(optionsFor(github.fetch, { apiUrl }));
    expect((await reader.getHook(api, 5)).id).toBe(5);
    expect(github.requests[0]?.url.href).toBe(
      "https://ghes.example.com/api/v3/repos/acme/api/hooks/5",
    );
  });
});

describe("pages", () => {
  test("are read to the last, and hooks that come twice are one", async () => {
    const second = "https://api.github.com/organizations/1/hooks?per_page=100&page=2&note=a:b{c}";
    const github = fakeGitHub(({ url }) =>
      url.searchParams.get("page") === "2"
        ? json(200, [hookJson(2), hookJson(3, { name: "cli", config: {} })])()
        : json(200, [hookJson(1), hookJson(2)], next(second))(),
    );
    const hooks = await (await createGitHubReader(optionsFor(github.fetch))).listHooks(acme);
    expect(hooks.map((hook) => hook.id)).toEqual([1, 2, 3]);
    expect(github.requests[1]?.url.searchParams.get("page")).toBe("2");
    expect(github.requests[1]?.url.searchParams.get("note")).toBe("a:b{c}");
  });

  test.each([
    ["another server", "https://ghes.internal:8443/api/v3/organizations/1/hooks?page=2"],
    ["a server over plain http", "http://ghes.example.com/api/v3/organizations/1/hooks?page=2"],
    ["no server", "/api/v3/organizations/1/hooks?page=2"],
    ["the query alone", "?page=2"],
  ])("that name %s are asked for where the first was", async (_, link) => {
    const github = fakeGitHub(({ url }) =>
      url.searchParams.get("page") === "2"
        ? json(200, [hookJson(2)])()
        : json(200, [hookJson(1)], next(link))(),
    );
    const apiUrl = parseApiUrl("https://ghes.example.com/api/v3");
    const reader = await createGitHubReader(optionsFor(github.fetch, { apiUrl }));
    expect(await reader.listHooks(acme)).toHaveLength(2);
    expect(new Set(github.requests.map(({ url }) => url.origin))).toEqual(
      new Set(["https://ghes.example.com"]),
    );
  });

  test.each([
    "https://evil.example/p2",
    "https://ghes.example.com/login?page=2",
    "/api/v3x/orgs/acme/hooks?page=2",
    "https://ghes.example.com/api/v3/../../login?page=2",
    "https://[",
  ])("at %s are not asked for: that is not the API", async (link) => {
    const github = fakeGitHub(answers(json(200, [hookJson(1)], next(link))));
    const apiUrl = parseApiUrl("https://ghes.example.com/api/v3");
    const reader = await createGitHubReader(optionsFor(github.fetch, { apiUrl }));
    const error = await githubErrorOf(reader.listHooks(acme));
    expect(error.code).toBe("malformed-answer");
    expect(error.message).toContain("acme");
    expect(github.requests).toHaveLength(1);
  });

  test.each([
    "<https://api.github.com/p2>; rel=next",
    '<https://api.github.com/p2>; x="y"; rel="next"',
  ])("named %s are an error, not the end of the list", async (link) => {
    const github = fakeGitHub(answers(json(200, [hookJson(1)], { link })));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect((await githubErrorOf(reader.listHooks(acme))).code).toBe("malformed-answer");
  });

  test("that are the same for ever come to an end at once", async () => {
    const github = fakeGitHub((_, index) =>
      json(200, [hookJson(1)], next(`https://api.github.com/orgs/acme/hooks?page=${index + 2}`))(),
    );
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect((await githubErrorOf(reader.listHooks(acme))).code).toBe("malformed-answer");
    expect(github.requests).toHaveLength(2);
  });

  test("that link in circles come to an end", async () => {
    const github = fakeGitHub(
      answers(json(200, [hookJson(1)], next("https://api.github.com/orgs/acme/hooks?page=2"))),
    );
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect((await githubErrorOf(reader.listHooks(acme))).code).toBe("malformed-answer");
    expect(github.requests).toHaveLength(2);
  });

  test("without end come to one", async () => {
    const github = fakeGitHub((_, index) =>
      json(200, [], next(`https://api.github.com/orgs/acme/hooks?page=${index + 2}`))(),
    );
    const client = await openHttpClient(optionsFor(github.fetch), "read");
    const pages = listPages(client, { kind: "list-hooks", scope: acme });
    expect((await githubErrorOf(pages)).code).toBe("malformed-answer");
    expect(github.requests).toHaveLength(1_000);
  });

  test.each([409, 404, 500])("answered %d in the middle fail the list", async (status) => {
    const github = fakeGitHub(
      answers(
        json(200, [hookJson(1)], next("https://api.github.com/orgs/acme/hooks?page=2")),
        json(status, { message: "no" }),
      ),
    );
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect((await githubErrorOf(reader.listHooks(acme))).status).toBe(status);
  });
});

describe("answers that are not what they should be", () => {
  const html = "<!DOCTYPE html><html><body>Sign in</body></html>";

  test.each([
    ["a web page instead of JSON", "text/html", "Sign in"],
    ["a web page instead of JSON", "application/json", html],
    ["empty or never arrived", "text/html", " \n"],
    ["not JSON, or broke off in the middle", "application/json", '[{"id":1'],
  ])("are said to be %s: %s %j", async (said, type, body) => {
    const respond = () => new Response(body, { headers: { "content-type": type } });
    const reader = await createGitHubReader(optionsFor(fakeGitHub(answers(respond)).fetch));
    expect((await githubErrorOf(reader.listHooks(api))).message).toContain(`answer is ${said}`);
  });

  test.each<[string, () => Response]>([
    ["a web page", () => new Response(html, { headers: { "content-type": "text/html" } })],
    [
      "a web page in disguise",
      () => new Response(html, { headers: { "content-type": "application/json" } }),
    ],
    [
      "broken off",
      () => new Response('[{"id":1,"na', { headers: { "content-type": "application/json" } }),
    ],
    ["empty", () => new Response("", { headers: { "content-type": "application/json" } })],
    ["nothing", () => new Response(null, { status: 204 })],
    ["an object", json(200, { total_count: 0, hooks: [] })],
    ["null", json(200, null)],
    ["a text", json(200, "hooks")],
    ...[201, 202, 203, 206].map((status): [string, () => Response] => [
      `a list with status ${status}`,
      json(status, [hookJson(1)]),
    ]),
    ["nested without end", () => new Response(`${"[".repeat(1e5)}${"]".repeat(1e5)}`)],
    [
      "one hook twice, each time differently",
      json(200, [hookJson(1), hookJson(1, { events: ["star"] })]),
    ],
    [
      "a redirect to a login",
      () => new Response(null, { status: 302, headers: { location: "/login" } }),
    ],
    ["a list of something else", json(200, [hookJson(1), null])],
  ])("%s", async (_, respond) => {
    const github = fakeGitHub(answers(respond));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const error = await githubErrorOf(reader.listHooks(api));
    expect(error).toMatchObject({ code: "malformed-answer", mayHaveHappened: false });
    expect(error.message).toMatch(/^cannot list the hooks of acme\/api: /);
    expect(`${error.message}${error.help}`).not.toContain("<");
    expect(github.requests).toHaveLength(1);
  });
});

describe("an address that is not that of the API", () => {
  const page = "<!DOCTYPE html><html><body>Sign in</body></html>";
  test.each<[string, () => Response]>([
    ["a page", () => new Response(page, { headers: { "content-type": "text/html" } })],
    ["a page that is not found", () => new Response(page, { status: 404 })],
    ["nothing", json(404, { message: "Not Found" })],
    ["that it has no JSON", () => new Response(null, { status: 406 })],
    ["that it wants another login", json(401, { message: "Must authenticate" })],
    [
      "a redirect to a login",
      () => new Response(null, { status: 302, headers: { location: "/login" } }),
    ],
  ])("answers %s, and the help names the likely one", async (_, respond) => {
    const github = fakeGitHub(answers(respond));
    const wrong = { apiUrl: parseApiUrl("https://ghes.example.com") };
    const reader = await createGitHubReader(optionsFor(github.fetch, wrong));
    expect((await githubErrorOf(reader.listHooks(acme))).help).toMatch(
      /^https:\/\/ghes\.example\.com may not be .*: try --api-url https:\/\/ghes\.example\.com\/api\/v3\.(?: |$)/,
    );
    const right = { apiUrl: parseApiUrl("https://ghes.example.com/api/v3") };
    const other = await createGitHubReader(optionsFor(github.fetch, right));
    const { help = "" } = await githubErrorOf(other.listHooks(acme));
    expect(help).not.toContain("--api-url");
  });

  test("may be that of a gateway: nothing is said where it answers", async () => {
    const github = fakeGitHub(answers(json(200, [hookJson(1)])));
    const apiUrl = parseApiUrl("https://gateway.example.com/github");
    const reader = await createGitHubReader(optionsFor(github.fetch, { apiUrl }));
    expect(await reader.listHooks(acme)).toHaveLength(1);
  });
});

test("a hook that is listed twice alike is one, whatever its receiver answered last", async () => {
  const later = { last_response: { code: 500, status: "active", message: "no" } };
  const github = fakeGitHub(answers(json(200, [hookJson(1), hookJson(1, later)])));
  const reader = await createGitHubReader(optionsFor(github.fetch));
  expect(await reader.listHooks(api)).toHaveLength(1);
});

test("a reader has no way to write", async () => {
  const reader = await createGitHubReader(optionsFor(fakeGitHub(answers(json(200, []))).fetch));
  expect(Object.keys(reader).toSorted()).toEqual([
    "account",
    "getDelivery",
    "getHook",
    "getHookConfig",
    "githubTime",
    "grants",
    "hasLimitPerOwner",
    "isKept",
    "listDeliveries",
    "listHooks",
    "listOwner",
    "listRepositories",
    "login",
    "notices",
    "rateLimit",
    "readRateLimit",
    "repository",
    "requests",
  ]);
});
