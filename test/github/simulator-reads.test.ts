import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { Scope } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { checkedFetch } from "../support/checked-fetch.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { optionsFor } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const repository = (name: string): Scope => ({
  kind: "repository",
  owner: "acme",
  repository: name,
});

/** A reader of a simulator, with every request and answer held against GitHub's description. */
async function readerOf(seed: unknown, token?: string, responses = true) {
  const simulator = createSimulator(seed);
  const github = checkedFetch(simulator.fetch, { responses });
  const credentials = token === undefined ? {} : { credentials: { token: new Secret(token) } };
  const reader = await createGitHubReader(optionsFor(github, credentials));
  return { reader, simulator, violations: github.violations };
}

describe("hooks", () => {
  test("150 of them come on two pages", async () => {
    const hooks = Array.from({ length: 150 }, (_, index) => ({
      url: `https://h${index}.example.com/`,
    }));
    const { reader, simulator, violations } = await readerOf({
      organizations: { acme: { hooks } },
    });
    const read = await reader.listHooks(acme);
    expect(new Set(read.map((hook) => hook.url.reveal()))).toEqual(
      new Set(hooks.map(({ url }) => url)),
    );
    const pages = [{ per_page: "100" }, { per_page: "100", page: "2" }];
    // Read, and looked at again.
    expect(simulator.requests.map(({ query }) => query)).toEqual([...pages, ...pages.toReversed()]);
    expect(violations).toEqual([]);
  });

  test("of every age and kind are read", async () => {
    const url = "https://old.example.com/";
    const hooks = [
      { config: { url } },
      { config: { url: `${url}2`, secret: "", insecure_ssl: "1" } },
      { config: { url: `${url}3`, content_type: "application/json", token: "hidden" } },
      { name: "travis", config: {} },
      { name: "cli", config: { url: `${url}4`, ws_url: "wss://x" } },
      { url: `${url}5`, secret: "s3cret", active: false, events: ["push", "*"] },
    ];
    // Their configs are older than GitHub's description of them.
    const seed = { organizations: { acme: { repositories: { api: { hooks } } } } };
    const { reader, simulator } = await readerOf(seed, undefined, false);
    const read = await reader.listHooks(repository("api"));
    const seen = read.map(({ name, contentType, insecureSsl, hasSecret, unknownConfigKeys }) => [
      name,
      contentType,
      insecureSsl,
      hasSecret,
      unknownConfigKeys,
    ]);
    expect(seen).toHaveLength(6);
    expect(seen).toEqual(
      expect.arrayContaining([
        ["web", "form", false, false, []],
        ["web", "form", true, false, []],
        ["web", "application/json", false, false, ["token"]],
        ["travis", "form", false, false, []],
        ["cli", "form", false, false, ["ws_url"]],
      ]),
    );
    const masked = read.find((hook) => hook.hasSecret);
    expect(masked).toMatchObject({ active: false, events: ["*", "push"] });
    const [first] = simulator.hooks("acme/api");
    expect((await reader.getHook(repository("api"), first?.id ?? 0)).id).toBe(first?.id);
  });
});

describe("what a credential may not see", () => {
  const seed = {
    tokens: {
      classic: { scopes: ["gist"] },
      granular: { kind: "fine-grained", permissions: { metadata: "read" } },
      outsider: {
        kind: "fine-grained",
        permissions: { repository_hooks: "read" },
        only: ["other"],
      },
      actions: { kind: "actions" },
    },
    organizations: {
      acme: { repositories: { api: {}, old: { moved_to: "acme/api" } } },
      vault: { saml: true },
    },
  };

  test.each([
    ["classic", "not-found", 404, /admin:repo_hook/],
    ["granular", "missing-permission", 403, /repository_hooks[=:] ?read/],
    ["outsider", "not-found", 404, /repository_hooks: read/],
    ["actions", "missing-permission", 403, /never/],
    ["unknown", "bad-credentials", 401, /GITHUB_TOKEN/],
  ])("%s: %s", async (token, code, status, help) => {
    const { reader, simulator } = await readerOf(seed, token);
    const error = await githubErrorOf(reader.listHooks(repository("api")));
    expect(error).toMatchObject({ code, status });
    expect(error.message).toContain("acme/api");
    expect(error.help).toMatch(help);
    expect(simulator.requests).toHaveLength(1);
  });

  test("single sign-on", async () => {
    const { reader } = await readerOf({ ...seed, tokens: { admin: {} } }, "admin");
    const error = await githubErrorOf(reader.listHooks({ kind: "organization", owner: "vault" }));
    expect(error.code).toBe("saml");
    expect(error.help).toContain("/orgs/vault/sso.");
  });

  test("is unreadable, beside what can be read", async () => {
    const { reader } = await readerOf({ organizations: seed.organizations });
    const scopes = [acme, repository("api"), repository("old"), repository("gone")];
    const live = await readLiveState(reader, scopes);
    expect([...live.values()].map((reading) => reading.status)).toEqual([
      "read",
      "read",
      "unreadable",
      "unreadable",
    ]);
    expect(live.get("acme/old")).toMatchObject({
      diagnostic: {
        code: "moved",
        scope: "acme/old",
        message: expect.stringContaining("acme/api"),
      },
    });
    expect(live.get("acme/gone")).toMatchObject({ diagnostic: { code: "not-found" } });
  });
});

describe("repositories", () => {
  const properties = { tier: "gold", zones: ["eu", "us"] };
  const seed = {
    tokens: {
      octocat: {},
      hubot: { login: "hubot" },
    },
    organizations: {
      acme: {
        repositories: {
          Api: { visibility: "internal", topics: ["deployed", "api"], properties },
          web: { archived: true, visibility: "public" },
        },
      },
    },
    users: { octocat: { repositories: { hello: {}, diary: { visibility: "private" } } } },
  };
  const api = {
    owner: "acme",
    name: "Api",
    archived: false,
    visibility: "internal",
    topics: ["api", "deployed"],
  };

  test("of an organization, with and without properties", async () => {
    const { reader, simulator, violations } = await readerOf(seed, "octocat");
    const plain = await reader.listRepositories("acme", "organization", { properties: false });
    expect(plain.find(({ name }) => name === "Api")).toMatchObject(api);
    expect(plain.find(({ name }) => name === "web")).toMatchObject({
      archived: true,
      visibility: "public",
    });
    expect(simulator.requests).toHaveLength(1);
    const full = await reader.listRepositories("ACME", "organization", { properties: true });
    expect(full.find(({ name }) => name === "Api")).toEqual({
      ...api,
      properties: new Map<string, unknown>(Object.entries(properties)),
    });
    expect(violations).toEqual([]);
  });

  test("one by one", async () => {
    const { reader, violations } = await readerOf(seed, "octocat");
    expect(await reader.repository("acme", "api")).toMatchObject(api);
    const error = await githubErrorOf(reader.repository("acme", "gone"));
    expect(error).toMatchObject({ code: "not-found" });
    expect(error.message).toContain("acme/gone");
    expect(violations).toEqual([]);
  });

  test.each([
    ["its own token: private ones, too", "octocat", ["diary", "hello"]],
    ["another's: public ones", "hubot", ["hello"]],
  ])("of a user, by %s", async (_, token, names) => {
    const { reader } = await readerOf(seed, token);
    const repositories = await reader.listRepositories("octocat", "user", { properties: true });
    expect(repositories.map(({ name }) => name).toSorted()).toEqual(names);
  });

  test("more than a page", async () => {
    const repositories = Object.fromEntries(
      Array.from({ length: 230 }, (_, index) => [`r${index}`, { properties: { n: `${index}` } }]),
    );
    const { reader, simulator } = await readerOf({ organizations: { acme: { repositories } } });
    const read = await reader.listRepositories("acme", "organization", { properties: true });
    expect(read).toHaveLength(230);
    expect(read.every(({ name, properties: has }) => `r${has.get("n")}` === name)).toBe(true);
    expect(simulator.requests).toHaveLength(12);
  });
});
