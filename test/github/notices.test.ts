import { describe, expect, test } from "vitest";
import { createGitHubReader } from "../../src/github/create-clients.ts";
import type { Scope } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { answers, fakeClock, fakeGitHub, json, optionsFor } from "./support/fake-github.ts";

const acme: Scope = { kind: "organization", owner: "acme" };
const oauth = { "x-oauth-scopes": "repo", "x-oauth-client-id": "178c6fc778ccc68e1d6a" };

describe("a token of an OAuth app is noticed", () => {
  test.each<[string, Readonly<Record<string, string>>, number]>([
    ["gho_1234567890", {}, 1],
    ["0123456789012345678901234567890123456789", oauth, 1],
    ["0123456789012345678901234567890123456789", { "x-oauth-scopes": "repo" }, 0],
    ["ghp_1234567890", { "x-oauth-scopes": "repo" }, 0],
    ["github_pat_1234567890", {}, 0],
    ["ghu_1234567890", oauth, 0],
  ])("%s with %j", async (token, headers, count) => {
    const github = fakeGitHub(answers(json(200, [], headers)));
    const credentials = { token: new Secret(token) };
    const reader = await createGitHubReader(optionsFor(github.fetch, { credentials }));
    await reader.listHooks(acme);
    expect(reader.notices().map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      Array(count).fill("warning oauth-token"),
    );
  });
});

describe("what is left of the hour can be asked for", () => {
  test("at no cost, before anything else", async () => {
    const rate_limit = { limit: 5_000, remaining: 4_321, reset_in: 60 };
    const simulator = createSimulator({ rate_limit, organizations: { acme: {} } });
    const reader = await createGitHubReader(optionsFor(simulator.fetch));
    for (let index = 0; index < 2; index += 1)
      expect(await reader.readRateLimit()).toMatchObject({ limit: 5_000, remaining: 4_321 });
    expect(reader.rateLimit()?.remaining).toBe(4_321);
  });

  test("where nothing is left, and then nothing else is asked", async () => {
    const rate_limit = { limit: 5_000, remaining: 1, reset_in: 60 };
    const clock = fakeClock();
    const simulator = createSimulator(
      { rate_limit, organizations: { acme: {} } },
      { now: clock.now },
    );
    const options = optionsFor(simulator.fetch, { clock, noWait: true });
    await (await createGitHubReader(options)).listHooks(acme);
    const reader = await createGitHubReader(options);
    for (let index = 0; index < 2; index += 1)
      expect((await reader.readRateLimit())?.remaining).toBe(0);
    expect((await githubErrorOf(reader.listHooks(acme))).code).toBe("rate-limited");
    expect(reader.requests()).toBe(2);
    expect(clock.slept).toEqual([]);
  });

  test("of a server that has no limits", async () => {
    const simulator = createSimulator({ rate_limit: "none" });
    const reader = await createGitHubReader(optionsFor(simulator.fetch));
    expect(await reader.readRateLimit()).toBeUndefined();
  });

  test.each([[{}], [{ resources: {} }], [{ resources: { core: { limit: "many" } } }]])(
    "and is no number where the answer has none: %j",
    async (body) => {
      const github = fakeGitHub(answers(json(200, body)));
      const reader = await createGitHubReader(optionsFor(github.fetch));
      expect((await githubErrorOf(reader.readRateLimit())).code).toBe("malformed-answer");
    },
  );

  test("by nobody whom GitHub does not know", async () => {
    const simulator = createSimulator({ tokens: {} });
    const reader = await createGitHubReader(optionsFor(simulator.fetch));
    expect((await githubErrorOf(reader.readRateLimit())).code).toBe("bad-credentials");
  });
});
