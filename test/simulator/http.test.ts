import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { acme, hook, hooks, organizationHook, talkTo } from "./talk.ts";

const many = {
  organizations: {
    acme: {
      id: 7,
      hooks: Array.from({ length: 65 }, (_, index) => ({
        id: index + 1,
        url: `https://r${index}.example.com/`,
      })),
      repositories: Object.fromEntries(
        Array.from({ length: 5 }, (_, index) => [`r${index}`, { topics: [`t${index}`] }]),
      ),
    },
  },
};

test("lists come in pages of 30 unless told, and Link leads on by numbers", async () => {
  const { call } = talkTo(many);
  const first = await call("GET", "/orgs/acme/hooks");
  expect(first.body.map(({ id }) => id)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1));
  const base = "https://api.github.com/organizations/7/hooks";
  expect(first.headers.get("link")).toBe(
    `<${base}?page=2>; rel="next", <${base}?page=3>; rel="last"`,
  );
  const last = await call("GET", "/organizations/7/hooks?page=3&per_page=30");
  expect(last.body).toHaveLength(5);
  expect(last.headers.get("link")).toBe(
    `<${base}?page=2&per_page=30>; rel="prev", <${base}?page=1&per_page=30>; rel="first"`,
  );
});

test.each([
  ["per_page=100", 65, false],
  ["per_page=1000", 65, false],
  ["per_page=0", 30, true],
  ["per_page=x&page=y", 30, true],
  ["page=9", 0, true],
])("?%s gives %i hooks", async (query, count, linked) => {
  const { call } = talkTo(many);
  const { body, headers } = await call("GET", `/orgs/acme/hooks?${query}`);
  expect([body.length, headers.get("link") !== null]).toEqual([count, linked]);
});

test("no page holds more than 100", async () => {
  const names = Array.from({ length: 130 }, (_, index) => [`r${index}`, {}]);
  const { call } = talkTo({ organizations: { acme: { repositories: Object.fromEntries(names) } } });
  const length = async (query: string) =>
    (await call("GET", `/orgs/acme/repos?${query}`)).body.length;
  expect([await length("per_page=130"), await length("per_page=130&page=2")]).toEqual([100, 30]);
});

test("repositories can be sorted and filtered", async () => {
  const { call } = talkTo(many);
  const names = async (query: string) =>
    (await call("GET", `/orgs/acme/repos?${query}`)).body.map(({ name }) => name);
  expect(await names("per_page=2")).toEqual(["r4", "r3"]);
  expect(await names("sort=full_name&per_page=2")).toEqual(["r0", "r1"]);
  expect(await names("type=public")).toEqual([]);
});

test("users show what is public, and themselves everything", async () => {
  const { call } = talkTo({
    users: { octocat: { repositories: { open: {}, closed: { visibility: "private" } } } },
  });
  const names = async (path: string) => (await call("GET", path)).body.map(({ name }) => name);
  expect(await names("/users/octocat/repos")).toEqual(["open"]);
  expect(await names("/user/repos?affiliation=owner")).toEqual(["closed", "open"]);
});

test("properties of repositories are listed by organization", async () => {
  const { call } = talkTo(acme);
  const { body } = await call("GET", "/orgs/acme/properties/values");
  expect(body[0]).toEqual({
    repository_id: 70,
    repository_name: "api",
    repository_full_name: "Acme/api",
    properties: [
      { property_name: "tier", value: "gold" },
      { property_name: "teams", value: ["a", "b"] },
    ],
  });
});

test.each([hooks, hook, organizationHook])(
  "GET %s has a weak ETag; what is known comes as 304 and costs nothing",
  async (path) => {
    const { call, simulator } = talkTo(acme);
    const first = await call("GET", path);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^W\/"[0-9a-f]{64}"$/);
    const again = await call("GET", path, undefined, { "if-none-match": tag });
    expect([again.status, again.body, again.headers.get("etag")]).toEqual([304, undefined, tag]);
    expect(again.headers.get("x-ratelimit-used")).toBe("1");
    const scope = path === organizationHook ? "acme" : "acme/api";
    simulator.editByHand(scope, path === organizationHook ? 11 : 21, { active: false });
    expect((await call("GET", path, undefined, { "if-none-match": tag })).status).toBe(200);
  },
);

test("the ETag of one token says nothing to another", async () => {
  const { call } = talkTo(acme);
  const tag = (await call("GET", hooks)).headers.get("etag") ?? "";
  const headers = { "if-none-match": tag, authorization: "token other" };
  expect((await call("GET", hooks, undefined, headers)).status).toBe(200);
});

test("an ETag is the SHA-256 of what the answer depends on, and of the body", async () => {
  const { simulator } = talkTo(acme);
  const accept = "application/vnd.github+json";
  const headers = { accept, authorization: "Bearer any", "x-other": "1" };
  const response = await simulator.fetch(`https://api.github.com${hooks}`, { headers });
  const hash = createHash("sha256").update(`${accept}:Bearer any:${await response.text()}`);
  expect(response.headers.get("etag")).toBe(`W/"${hash.digest("hex")}"`);
});

test("If-None-Match takes lists and stars, If-Modified-Since seconds", async () => {
  const { call } = talkTo(acme);
  const { headers } = await call("GET", hook);
  const status = async (name: string, value: string) =>
    (await call("GET", hook, undefined, { [name]: value })).status;
  expect(await status("if-none-match", `"x", ${headers.get("etag")}`)).toBe(304);
  // Proxies make strong tags weak and the other way round.
  expect(await status("if-none-match", (headers.get("etag") ?? "").slice(2))).toBe(304);
  expect(await status("if-none-match", "*")).toBe(304);
  expect(await status("if-modified-since", headers.get("last-modified") ?? "")).toBe(304);
  expect(await status("if-modified-since", "Mon, 01 Jan 2024 00:00:00 GMT")).toBe(200);
});

test("a ping changes the ETag of a repository's hook, but not of an organization's", async () => {
  const { call, pass } = talkTo(acme);
  const tags = async (path: string) => {
    const before = (await call("GET", path)).headers.get("etag");
    await call("POST", `${path}/pings`);
    pass(2000);
    return before === (await call("GET", path)).headers.get("etag");
  };
  expect([await tags(hook), await tags(organizationHook)]).toEqual([false, true]);
});

test.each([
  [undefined, 200, "2022-11-28"],
  ["2022-11-28", 200, "2022-11-28"],
  ["2026-03-10", 200, "2026-03-10"],
  ["2021-01-01", 400, null],
])("version %s", async (version, status, selected) => {
  const { call } = talkTo(acme);
  const headers = version === undefined ? {} : { "x-github-api-version": version };
  const reply = await call("GET", hooks, undefined, headers);
  expect([reply.status, reply.headers.get("x-github-api-version-selected")]).toEqual([
    status,
    selected,
  ]);
});

test("a request without a User-Agent is refused; fetch always sends one", async () => {
  const { simulator, call } = talkTo(acme);
  const headers = { authorization: "token any" };
  const request = new Request(`https://api.github.com${hooks}`, { headers });
  expect((await simulator.handle(request)).status).toBe(403);
  expect((await call("GET", hooks)).status).toBe(200);
});

test("URLs start with where the request went", async () => {
  const simulator = createSimulator(acme);
  const urlOf = async (path: string) => {
    const response = await simulator.fetch(path, { headers: { authorization: "token any" } });
    return ((await response.json()) as { url: string }).url;
  };
  const enterprise = "https://ghe.example.com/api/v3";
  expect(await urlOf(`${enterprise}${hook}`)).toBe(`${enterprise}/repos/Acme/api/hooks/21`);
  expect(await urlOf(`http://127.0.0.1:8080${hook}`)).toBe(
    "http://127.0.0.1:8080/repos/Acme/api/hooks/21",
  );
});

test("every answer has a request id of its own", async () => {
  const { call } = talkTo(acme);
  const ids = [await call("GET", hook), await call("GET", hook)].map(({ headers }) =>
    headers.get("x-github-request-id"),
  );
  expect(new Set(ids).size).toBe(2);
  expect(ids[0]).toMatch(/^[0-9A-F:]+$/);
});
