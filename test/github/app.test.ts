import { describe, expect, test } from "vitest";
import { appTokens } from "../../src/github/app/app-tokens.ts";
import { createGitHubReader, createGitHubWriter } from "../../src/github/create-clients.ts";
import { refuseWrites } from "../../src/github/http/request-guard.ts";
import { createRequestSender } from "../../src/github/http/request-sender.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { Scope } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { everythingPrinted, githubErrorOf } from "./support/expect-error.ts";
import { appCredentials, appWorld, privateKey } from "./support/fake-app.ts";
import { temporaryCache } from "./support/temporary-cache.ts";

const organization = (owner: string): Scope => ({ kind: "organization", owner });
const repository = (owner: string, name: string): Scope => ({
  kind: "repository",
  owner,
  repository: name,
});
const acme = organization("acme");
const api = repository("acme", "api");
const hello = repository("octocat", "hello-world");
const hour = 3_600_000;

describe("a GitHub App", () => {
  test("finds its installation on each account, once, and takes a token for it", async () => {
    const { options, asApp } = appWorld();
    const reader = await createGitHubReader(options);
    const scopes = [acme, api, repository("Acme", "web"), organization("umbrella"), hello];
    const live = await readLiveState(reader, scopes);
    expect([...live.values()].map(({ status }) => status)).toEqual(scopes.map(() => "read"));
    expect(asApp().toSorted()).toEqual([
      "/app/installations/77/access_tokens",
      "/app/installations/78/access_tokens",
      "/app/installations/79/access_tokens",
      "/orgs/acme/installation",
      "/orgs/octocat/installation",
      "/orgs/umbrella/installation",
      "/users/octocat/installation",
    ]);
    expect(reader.requests()).toBe(12);
    expect(reader.notices()).toEqual([]);
  });

  test("writes, and a reader of it does not", async () => {
    const { options, simulator } = appWorld();
    const writer = await createGitHubWriter(options);
    const [found] = await writer.listHooks(api);
    await writer.updateHook(api, found?.id ?? 0, { events: ["issues"], active: true });
    expect(simulator.hooks("acme/api")[0]?.events).toEqual(["issues"]);
    const reader = await createGitHubReader(options);
    expect(Object.keys(reader)).not.toContain("updateHook");
  });

  test("once it has written trusts no list that was kept, not even of another scope", async () => {
    const { options, log } = appWorld();
    const cache = { directory: temporaryCache() };
    const writer = await createGitHubWriter({ ...options, cache });
    const [found] = await writer.listHooks(api);
    await writer.listHooks(acme);
    await writer.listHooks(acme);
    await writer.removeHook(api, found?.id ?? 0);
    await writer.listHooks(acme);
    const ofHooks = log.filter(({ path }) => path.includes("/hooks"));
    expect(ofHooks.map(({ status }) => status)).toEqual([200, 200, 304, 204, 200]);
  });

  test("lists the repositories of an organization, and all of a user's that it may see", async () => {
    const { options } = appWorld();
    const reader = await createGitHubReader(options);
    const names = async (owner: string, kind: "organization" | "user") =>
      (await reader.listRepositories(owner, kind, { properties: false })).map(({ name }) => name);
    expect((await names("acme", "organization")).toSorted()).toEqual(["api", "web"]);
    expect((await names("octocat", "user")).toSorted()).toEqual(["hello-world", "hidden"]);
  });

  test("takes a new token before the old one expires", async () => {
    const { options, clock, asApp, log } = appWorld();
    const reader = await createGitHubReader(options);
    await reader.listHooks(acme);
    await clock.sleep(hour - 6 * 60_000, undefined);
    await reader.listHooks(acme);
    expect(asApp()).toHaveLength(2);
    await clock.sleep(2 * 60_000, undefined);
    await Promise.all([reader.listHooks(acme), reader.listHooks(api)]);
    expect(asApp()).toHaveLength(3);
    expect(log.every(({ status }) => status < 300)).toBe(true);
  });

  test("takes a new token where one is refused in the middle of a run, once", async () => {
    const { options, asApp, simulator, log } = appWorld();
    const writer = await createGitHubWriter(options);
    const [found] = await writer.listHooks(api);
    const refused = { kind: "status", status: 401, body: { message: "Bad credentials" } } as const;
    simulator.addFault({ ...refused, path: /hooks/ });
    await writer.updateHook(api, found?.id ?? 0, { events: ["issues"], active: true });
    expect(asApp()).toHaveLength(3);
    expect(log.slice(-3).map(({ status, attempt }) => [status, attempt])).toEqual([
      [401, 1],
      [201, 1],
      [200, 2],
    ]);
    simulator.addFault({ ...refused, path: /hooks/, times: 9 });
    const error = await githubErrorOf(writer.listHooks(api));
    expect(error).toMatchObject({ code: "app-token-refused", status: 401, mayHaveHappened: false });
    expect(asApp()).toHaveLength(4);
  });

  test.each([
    ["90 s behind", 90_000],
    ["90 s ahead", -90_000],
    ["2 h behind", 2 * hour],
    ["2 h ahead", -2 * hour],
  ])("on every account at once with a clock that is %s", async (_, ahead) => {
    const { options, clock, log } = appWorld({ ahead });
    const reader = await createGitHubReader(options);
    const scopes = [acme, organization("umbrella"), hello];
    const readAll = async () =>
      [...(await readLiveState(reader, scopes)).values()].map(({ status }) => status);
    expect(await readAll()).toEqual(scopes.map(() => "read"));
    const refused = log.filter(({ status }) => status === 401).length;
    expect(refused).toBeLessThanOrEqual(scopes.length);
    // The correction holds for later tokens, of the App and of its installations.
    await clock.sleep(2 * hour, undefined);
    expect(await readAll()).toEqual(scopes.map(() => "read"));
    expect(log.filter(({ status }) => status === 401)).toHaveLength(refused);
  });

  test("also after this machine's clock was set right in the middle of a run", async () => {
    let ahead = -2 * hour;
    const { options, clock } = appWorld({ ahead: () => ahead });
    const reader = await createGitHubReader(options);
    const scopes = [acme, organization("umbrella"), hello];
    for (const next of [0, 2 * hour, 0]) {
      const live = await readLiveState(reader, scopes);
      expect([...live.values()].map(({ status }) => status)).toEqual(scopes.map(() => "read"));
      ahead = next;
      await clock.sleep(hour, undefined);
    }
  });

  test("also where this machine's clock is wrong", async () => {
    const { options, log, asApp, clock } = appWorld({ ahead: -hour });
    const reader = await createGitHubReader(options);
    expect(await reader.listHooks(acme)).toHaveLength(1);
    expect(log.map(({ status }) => status)).toEqual([401, 200, 201, 200]);
    // How long the token lasts is told by the server's clock as well.
    await clock.sleep(hour - 6 * 60_000, undefined);
    await reader.listHooks(acme);
    expect(asApp()).toHaveLength(3);
  });

  test("has a limit of its own on each account", async () => {
    const { options } = appWorld({ rate_limit: { limit: 5_000, remaining: 10, reset_in: 600 } });
    const waits: unknown[] = [];
    const reader = await createGitHubReader({ ...options, onWait: (wait) => waits.push(wait) });
    for (let index = 0; index < 10; index += 1) await reader.listHooks(acme);
    await reader.listHooks(organization("umbrella"));
    expect(waits).toEqual([]);
    expect(reader.rateLimit("ACME")?.remaining).toBe(0);
    expect(reader.rateLimit("umbrella")?.remaining).toBe(9);
    expect(reader.rateLimit()?.remaining).toBe(0);
    expect((await reader.readRateLimit("octocat"))?.remaining).toBe(10);
    await reader.listHooks(acme);
    expect(waits).toMatchObject([{ reason: "rate-limited", owner: "acme" }]);
  });

  test("the tightest limit is the one of all, whichever account was asked first", async () => {
    const { options } = appWorld({ rate_limit: { limit: 5_000, remaining: 10, reset_in: 600 } });
    const reader = await createGitHubReader(options);
    await reader.listHooks(organization("umbrella"));
    await reader.listHooks(acme);
    await reader.listHooks(acme);
    expect(reader.rateLimit("umbrella")?.remaining).toBe(9);
    expect(reader.rateLimit("acme")?.remaining).toBe(8);
    expect(reader.rateLimit()?.remaining).toBe(8);
  });
});

describe("what an App cannot do is said", () => {
  test("where it is not installed, and the others go on", async () => {
    const { options, asApp } = appWorld();
    const reader = await createGitHubReader(options);
    const scopes = [organization("nobody"), repository("nobody", "x"), acme];
    const live = await readLiveState(reader, scopes);
    expect(live.get("nobody")).toMatchObject({ diagnostic: { code: "app-not-installed" } });
    expect(live.get("nobody/x")).toMatchObject({ diagnostic: { code: "app-not-installed" } });
    expect(live.get("acme")).toMatchObject({ status: "read" });
    expect(asApp().filter((path) => path.includes("nobody"))).toHaveLength(2);
  });

  test.each([
    ["organization", acme, "organization_hooks: read"],
    ["repository", api, "repository_hooks: read"],
  ])("where it lacks the permission of the %s", async (_, scope, permission) => {
    const { options } = appWorld({ installations: { acme: { id: 77, permissions: {} } } });
    const error = await githubErrorOf((await createGitHubReader(options)).listHooks(scope));
    expect(error).toMatchObject({ code: "missing-permission", status: 403 });
    expect(error.help).toContain(permission);
    expect(error.help).not.toContain("classic");
  });

  test("where it is suspended", async () => {
    const { options } = appWorld({ installations: { acme: { id: 77, suspended: true } } });
    const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
    expect(error.code).toBe("app-suspended");
  });

  test("where it gets suspended meanwhile", async () => {
    const { options, simulator } = appWorld();
    const suspended = { message: "This installation has been suspended" };
    simulator.addFault({ kind: "status", status: 403, method: "POST", body: suspended });
    const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
    expect(error.code).toBe("app-suspended");
  });

  test("where it gets suspended while its token is still good", async () => {
    const { options, simulator } = appWorld();
    const suspended = { message: "This installation has been suspended" };
    simulator.addFault({ kind: "status", status: 403, path: /\/hooks/, body: suspended });
    const error = await githubErrorOf((await createGitHubReader(options)).listHooks(acme));
    expect(error).toMatchObject({ code: "app-suspended", status: 403 });
  });

  test("where it sees selected repositories only", async () => {
    const { options } = appWorld({
      installations: {
        acme: { id: 77, repositories: ["api"], permissions: { repository_hooks: "read" } },
      },
    });
    const reader = await createGitHubReader(options);
    expect(reader.notices()).toEqual([]);
    const error = await githubErrorOf(reader.listHooks(repository("acme", "web")));
    expect(error).toMatchObject({ code: "not-found" });
    expect(error.help).toContain("not installed on it");
    expect(reader.notices()).toMatchObject([
      { severity: "warning", code: "app-selected-repositories", scope: "acme" },
    ]);
  });

  test.each([
    ["another App's id", { ...appCredentials, appId: "1" }],
    [
      "another App's key",
      async () => {
        const { generateKeyPairSync } = await import("node:crypto");
        const { privateKey: key } = generateKeyPairSync("rsa", { modulusLength: 2048 });
        const pem = key.export({ type: "pkcs8", format: "pem" }).toString();
        return { ...appCredentials, privateKey: new Secret(pem) };
      },
    ],
  ])("with %s, for all accounts at once", async (_, wrong) => {
    const { options, log } = appWorld();
    const credentials = typeof wrong === "function" ? await wrong() : wrong;
    const reader = await createGitHubReader({ ...options, credentials });
    const live = await readLiveState(reader, [acme, api]);
    for (const reading of live.values())
      expect(reading).toMatchObject({ diagnostic: { code: "bad-app-credentials" } });
    expect(log).toHaveLength(1);
  });
});

test("what speaks in the App's own name asks for tokens and changes nothing else", async () => {
  const { options, log, clock } = appWorld();
  const tokens = appTokens(appCredentials, clock);
  const app = await createRequestSender(options, { access: "app", tokens });
  for (const kind of ["create-hook", "update-hook", "delete-hook"] as const) {
    const operation = { kind, scope: api, hookId: 7 } as const;
    expect((await githubErrorOf(app.send({ operation }))).code).toBe("read-only-client");
  }
  for (const [method, url] of [
    ["POST", "/repos/acme/api/hooks"],
    ["PATCH", "/app/hook/config"],
    ["DELETE", "/app/installations/77"],
    ["DELETE", "/app/installations/77/access_tokens"],
  ] as const)
    expect(() => refuseWrites("app", method, url)).toThrow("may not");
  expect(log).toEqual([]);
  const operation = { kind: "create-token", owner: "acme", installation: 77 } as const;
  expect((await app.send({ operation, body: {} })).status).toBe(201);
});

test("neither the key nor a token is in any error", async () => {
  const { options, simulator } = appWorld();
  let token = "";
  const reader = await createGitHubReader({
    ...options,
    fetch: async (input, init) => {
      const { authorization = "" } = (init?.headers ?? {}) as Record<string, string>;
      token = authorization.replace("Bearer ", "");
      const body = { message: `Bad credentials: ${token}` };
      return token.startsWith("ghs_")
        ? new Response(JSON.stringify(body), { status: 401 })
        : await simulator.fetch(input, init);
    },
  });
  const printed = everythingPrinted(await githubErrorOf(reader.listHooks(acme)));
  expect(token).toMatch(/^ghs_/);
  expect(printed).not.toContain(token.slice(4, 20));
  expect(printed).not.toContain(privateKey.slice(100, 140));
});

test("a token that cannot be had for want of an answer is asked for again", async () => {
  const { options, simulator, log } = appWorld();
  simulator.addFault({ kind: "reset", method: "POST" });
  expect(await (await createGitHubReader(options)).listHooks(acme)).toHaveLength(1);
  expect(log.filter(({ method }) => method === "POST").map(({ attempt }) => attempt)).toEqual([
    1, 2,
  ]);
  simulator.addFault({ kind: "reset", path: /installation$/, times: 5 });
  const reader = await createGitHubReader(options);
  expect((await githubErrorOf(reader.listHooks(acme))).code).toBe("network-error");
  expect(await reader.listHooks(acme)).toHaveLength(1);
});
