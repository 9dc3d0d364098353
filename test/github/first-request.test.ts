import { describe, expect, test } from "vitest";
import type { ClientOptions } from "../../src/github/client-options.ts";
import { createGitHubReader, createGitHubWriter } from "../../src/github/create-clients.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { Scope } from "../../src/model/scope.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import { appWorld } from "./support/fake-app.ts";
import { fakeGitHub, json, optionsFor } from "./support/fake-github.ts";

const scopes = Array.from(
  { length: 150 },
  (_, index): Scope => ({ kind: "repository", owner: "acme", repository: `r${index}` }),
);
const [first = { kind: "organization", owner: "acme" }] = scopes;
const unauthorized = json(401, { message: "Bad credentials" });

/** A server of which every answer is held back until the test gives it; what is on its way. */
function held(more: Partial<ClientOptions> = {}) {
  const arrived: ((answer: Response | Error) => void)[] = [];
  const fetch: typeof globalThis.fetch = () =>
    new Promise((resolve, reject) => {
      arrived.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer)));
    });
  const options = optionsFor(fetch, more);
  return {
    options,
    arrived,
    /** Lets everything happen that can happen without another answer. */
    settle: () => new Promise((resolve) => setTimeout(resolve, 10)),
  };
}

async function start(options: ClientOptions) {
  const reader = await createGitHubReader(options);
  return scopes.map((scope) =>
    reader.listHooks(scope).then(
      () => "read",
      (error: unknown) => (error as { readonly code: string }).code,
    ),
  );
}

describe("one request goes ahead of all others", () => {
  test("until it is answered", async () => {
    const { options, arrived, settle } = held();
    const ended = await start(options);
    await settle();
    expect(arrived).toHaveLength(1);
    arrived[0]?.(json(404, { message: "Not Found" })());
    await settle();
    expect(arrived).toHaveLength(51);
    for (let index = 0; index < arrived.length; index += 1) {
      arrived[index]?.(json(200, [])());
      await settle();
      if (arrived.length === 150) break;
    }
    for (const answer of arrived) answer(json(200, [])());
    expect((await Promise.all(ended)).filter((end) => end === "read")).toHaveLength(149);
  });

  test("but not longer than to its first time-out: a slow scope holds nobody back", async () => {
    const { options, arrived, settle } = held({ timeoutMs: 30 });
    const ended = await start(options);
    await settle();
    expect(arrived).toHaveLength(1);
    await expect.poll(() => arrived.length).toBeGreaterThan(49);
    for (let turn = 0; turn < 20; turn += 1) {
      for (const answer of arrived) answer(json(200, [])());
      await settle();
    }
    await Promise.all(ended);
  });

  test("and where the credential is refused, no other goes", async () => {
    const github = fakeGitHub(unauthorized);
    const live = await readLiveState(await createGitHubReader(optionsFor(github.fetch)), scopes);
    expect(github.requests).toHaveLength(1);
    expect(live.size).toBe(150);
    for (const [, reading] of live)
      expect(reading).toMatchObject({
        status: "unreadable",
        diagnostic: { code: "bad-credentials", help: expect.stringContaining("GITHUB_TOKEN") },
      });
    expect(live.get("acme/r7")).toMatchObject({
      diagnostic: {
        message: "cannot list the hooks of acme/r7: GitHub answers 401, Bad credentials",
      },
    });
  });

  test("nor where GitHub locks out", async () => {
    const github = fakeGitHub(json(403, { message: "Maximum number of login attempts exceeded." }));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    const live = await readLiveState(reader, scopes);
    // A 403 is an answer, so that the others may have gone by then; but no more than at once.
    expect(github.requests.length).toBeLessThanOrEqual(100);
    expect([...live.values()].every(({ status }) => status === "unreadable")).toBe(true);
  });

  test("nor where the server cannot be reached, which is tried as often as ever", async () => {
    let asked = 0;
    const refuse: typeof globalThis.fetch = () => {
      asked += 1;
      const cause = Object.assign(new Error("no"), { code: "ECONNREFUSED" });
      return Promise.reject(Object.assign(new TypeError("fetch failed"), { cause }));
    };
    const live = await readLiveState(await createGitHubReader(optionsFor(refuse)), scopes);
    expect(asked).toBe(4);
    for (const [, reading] of live)
      expect(reading).toMatchObject({ diagnostic: { code: "network-error" } });
  });

  test("and one that comes after a failure tries anew", async () => {
    const github = fakeGitHub((_, index) => (index < 2 ? unauthorized() : json(200, [])()));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    expect((await githubErrorOf(reader.listHooks(first))).code).toBe("bad-credentials");
    expect((await githubErrorOf(reader.listHooks(first))).code).toBe("bad-credentials");
    expect(await reader.listHooks(first)).toEqual([]);
  });

  test("again, once a credential that was good is refused", async () => {
    let isGood = true;
    const github = fakeGitHub(() => (isGood ? json(200, [])() : unauthorized()));
    const reader = await createGitHubReader(optionsFor(github.fetch));
    await reader.listHooks(first);
    isGood = false;
    await githubErrorOf(reader.listHooks(first));
    const before = github.requests.length;
    await Promise.all(scopes.map((scope) => githubErrorOf(reader.listHooks(scope))));
    expect(github.requests.length - before).toBe(1);
  });

  test("which says what failed on its way to a token", async () => {
    const { options, simulator } = appWorld();
    simulator.addFault({
      kind: "status",
      status: 403,
      method: "POST",
      body: { message: "No." },
      times: 9,
    });
    const live = await readLiveState(await createGitHubReader(options), [
      { kind: "organization", owner: "acme" },
      { kind: "repository", owner: "acme", repository: "api" },
    ]);
    for (const [, reading] of live)
      expect(reading).toMatchObject({
        diagnostic: {
          message: expect.stringMatching(
            /get a token for the GitHub App's installation on acme: .*403/,
          ),
        },
      });
    expect(simulator.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("writes included: what was not sent has not happened", async () => {
    const github = fakeGitHub(unauthorized);
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const errors = await Promise.all(
      scopes.map((scope) => githubErrorOf(writer.removeHook(scope, 5))),
    );
    expect(github.requests).toHaveLength(1);
    expect(errors.every(({ mayHaveHappened }) => !mayHaveHappened)).toBe(true);
  });

  test.each(["signal", "stopWaiting"] as const)(
    "and who waits for it ends at once by %s",
    async (name) => {
      const controller = new AbortController();
      const { options, arrived, settle } = held({ [name]: controller.signal });
      const ended = await start(options);
      await settle();
      controller.abort();
      await settle();
      // What is in flight is cut off by the one and finished by the other.
      if (name === "stopWaiting") arrived[0]?.(json(200, [])());
      const codes = await Promise.all(ended);
      expect(codes.filter((code) => code === "interrupted")).toHaveLength(
        name === "signal" ? 150 : 149,
      );
      expect(arrived).toHaveLength(1);
    },
  );
});
