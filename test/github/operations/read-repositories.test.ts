import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../../src/github/create-clients.ts";
import { parseProperties, parseRepository } from "../../../src/github/operations/repositories.ts";
import { githubErrorOf } from "../support/expect-error.ts";
import { fakeGitHub, json, optionsFor } from "../support/fake-github.ts";

const hello = {
  name: "Hello",
  owner: { login: "octocat" },
  archived: false,
  private: true,
  visibility: "private",
  topics: ["B", "a"],
};

describe("parseRepository", () => {
  test("reads what selectors ask for", () => {
    const custom_properties = { tier: "gold", zones: ["eu", "us"], unset: null };
    expect(parseRepository({ ...hello, custom_properties })).toEqual({
      owner: "octocat",
      name: "Hello",
      archived: false,
      visibility: "private",
      topics: ["a", "b"],
      properties: new Map<string, unknown>([
        ["tier", "gold"],
        ["zones", ["eu", "us"]],
      ]),
    });
  });

  test.each([
    [true, "private"],
    [false, "public"],
  ])("of a server that knows only private: %j", (isPrivate, visibility) => {
    const old = { ...hello, visibility: undefined, topics: undefined, private: isPrivate };
    expect(parseRepository(old)).toMatchObject({ visibility, topics: [] });
  });

  test.each([null, undefined, "tier", 7, ["tier"]])("takes properties of %j for none", (value) => {
    const { properties } = parseRepository({ ...hello, custom_properties: value });
    expect(properties).toEqual(new Map());
  });

  test.each([
    ["text"],
    [{ ...hello, name: "" }],
    [{ ...hello, owner: null }],
    [{ ...hello, owner: {} }],
    [{ ...hello, archived: undefined }],
    [{ ...hello, visibility: undefined, private: undefined }],
  ])("refuses %j", (value) => {
    expect(() => parseRepository(value)).toThrow(
      expect.objectContaining({ code: "malformed-answer" }),
    );
  });
});

test.each([
  [{ repository_name: "api" }],
  [{ repository_name: "api", properties: [{ value: "x" }] }],
  [{ properties: [] }],
])("parseProperties refuses %j", (value) => {
  expect(() => parseProperties(value)).toThrow(
    expect.objectContaining({ code: "malformed-answer" }),
  );
});

test("a list with what is no repository says once what it was for", async () => {
  const github = fakeGitHub(json(200, [{ ...hello, name: "" }]));
  const reader = await createGitHubReader(optionsFor(github.fetch));
  const list = reader.listRepositories("octocat", "organization", { properties: false });
  const error = await githubErrorOf(list);
  expect(error.message).toBe("cannot list the repositories of octocat: a repository has no name");
});

describe("repositories of a user", () => {
  test.each([
    ["the token's own", json(200, { login: "OctoCat" }), "/user/repos"],
    ["another's", json(200, { login: "hubot" }), "/users/octocat/repos"],
    ["an App's, which is nobody", json(403, { message: "No" }), "/users/octocat/repos"],
  ])("by %s", async (_, user, path) => {
    const stranger = { ...hello, owner: { login: "acme" } };
    const github = fakeGitHub(({ url }) =>
      url.pathname === "/user" ? user() : json(200, [hello, stranger, hello])(),
    );
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const repositories = await reader.listRepositories("octocat", "user", { properties: true });
    expect(repositories.map(({ owner, name }) => `${owner}/${name}`)).toEqual(["octocat/Hello"]);
    expect(github.requests.map(({ url }) => url.pathname)).toEqual(["/user", path]);
    expect(github.requests[1]?.url.searchParams.get("per_page")).toBe("100");
  });

  test.each([
    [401, "Bad credentials", "bad-credentials"],
    [403, "Your account was suspended.", "account-suspended"],
    [
      403,
      "API rate limit exceeded. You have exceeded a secondary rate limit.",
      "secondary-rate-limit",
    ],
  ])("fail where it cannot be known whose they are: %i %s", async (status, message, code) => {
    const github = fakeGitHub(({ url }) =>
      url.pathname === "/user" ? json(status, { message })() : json(200, [hello])(),
    );
    const reader = await createGitHubReader({ ...optionsFor(github.fetch), noWait: true });
    const list = reader.listRepositories("octocat", "user", { properties: false });
    expect((await githubErrorOf(list)).code).toBe(code);
  });
});

test("properties that may not be read name their permission", async () => {
  const github = fakeGitHub(({ url }) =>
    url.pathname.endsWith("/values")
      ? json(403, { message: "Resource not accessible by integration" })()
      : json(200, [])(),
  );
  const reader = await createGitHubReader(optionsFor(github.fetch));
  const list = reader.listRepositories("acme", "organization", { properties: true });
  const error = await githubErrorOf(list);
  expect(error.code).toBe("missing-permission");
  expect(error.help).toContain("organization_custom_properties: read");
});
