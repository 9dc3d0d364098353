import { describe, expect, test } from "vitest";
import type { ClientOptions, GitHubWriter, RequestLog } from "../../src/github/client-options.ts";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { systemClock } from "../../src/model/clock.ts";
import { GitHubError } from "../../src/model/errors.ts";
import type { Scope } from "../../src/model/scope.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { hookInput } from "../support/build.ts";
import { fakeClock, optionsFor } from "./support/fake-github.ts";

const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const there = 11;
const { config, ...outer } = hookInput("https://new.example.com/");
const change = { ...outer, events: ["issues"] };

const requests: Readonly<Record<string, (writer: GitHubWriter) => Promise<unknown>>> = {
  list: (writer) => writer.listHooks(api),
  get: (writer) => writer.getHook(api, there),
  create: (writer) => writer.createHook(api, { ...change, config }),
  update: (writer) => writer.updateHook(api, there, change),
  "get config": (writer) => writer.getHookConfig(api, there),
  config: (writer) => writer.updateHookConfig(api, there, { ...config, contentType: "form" }),
  remove: (writer) => writer.removeHook(api, there),
};

/** Sends one request against the fault: `ok`, or the code, `?` where it may have happened; attempts. */
async function outcomeOf(request: string, fault: Fault, more: Partial<ClientOptions> = {}) {
  const clock = fakeClock();
  const repositories = { api: { hooks: [{ id: there, url: "https://old.example.com/" }] } };
  const seed = { organizations: { acme: { repositories } } };
  const simulator = createSimulator(seed, { now: clock.now });
  const log: RequestLog[] = [];
  const onRequest = (entry: RequestLog) => void log.push(entry);
  // Nothing but what never answers takes time.
  const timeoutMs = fault.kind === "timeout" ? 15 : 30_000;
  const writer = await createGitHubWriter(
    optionsFor(simulator.fetch, { clock, onRequest, timeoutMs, ...more }),
  );
  simulator.addFault(fault);
  const end = await requests[request]?.(writer).then(
    () => "ok",
    (error: unknown) => {
      if (!(error instanceof GitHubError)) throw error;
      return `${error.code}${error.mayHaveHappened ? "?" : ""}`;
    },
  );
  expect(log.map(({ attempt }) => attempt)).toEqual(log.map((_, index) => index + 1));
  const hooks = simulator.hooks("acme/api");
  return { outcome: `${end} ${log.length}`, hooks, clock };
}

const always = { times: 99 } as const;
const status = (code: number, more: Partial<Fault> = {}): Fault => ({
  kind: "status",
  status: code,
  body: { message: "No." },
  ...more,
});
const all = (outcome: string) => [outcome, outcome, outcome, outcome] as const;
const failing = (code: string) => [`${code} 4`, `${code}? 1`, `${code}? 4`, `${code}? 4`] as const;

type Row = readonly [string, Fault, string, string, string, string];

/** What becomes of reads, the create, changes and the removal. */
const table: readonly Row[] = [
  ["a reset before", { kind: "reset" }, "ok 2", "network-error? 1", "ok 2", "ok 2"],
  [
    "a reset after",
    { kind: "reset", moment: "after" },
    "ok 2",
    "network-error? 1",
    "ok 2",
    "not-found? 2",
  ],
  ["silence before", { kind: "timeout" }, "ok 2", "timeout? 1", "ok 2", "ok 2"],
  [
    "silence after",
    { kind: "timeout", moment: "after" },
    "ok 2",
    "timeout? 1",
    "ok 2",
    "not-found? 2",
  ],
  ["a 500 before", status(500), "ok 2", "server-error? 1", "ok 2", "ok 2"],
  [
    "a 500 after",
    status(500, { moment: "after" }),
    "ok 2",
    "server-error? 1",
    "ok 2",
    "not-found? 2",
  ],
  [
    "a 503 after",
    status(503, { moment: "after" }),
    "ok 2",
    "server-error? 1",
    "ok 2",
    "not-found? 2",
  ],
  ["a page of a proxy", { kind: "html" }, "ok 2", "server-error? 1", "ok 2", "ok 2"],
  ["a page in place of a refusal", { kind: "html", status: 403 }, ...all("malformed-answer 1")],
  [
    "half of the answer",
    { kind: "truncate", moment: "after" },
    "malformed-answer 1",
    "malformed-answer? 1",
    "malformed-answer? 1",
    // Its answer has no body.
    "ok 1",
  ],
  ["the primary limit", { kind: "rate-limit" }, ...all("ok 2")],
  ["the secondary limit", { kind: "secondary-limit" }, ...all("ok 2")],
  ["a bare 429", status(429), ...all("ok 2")],
  ["a 429 with a hint", status(429, { headers: { "retry-after": "5" } }), ...all("ok 2")],
  ["resets for good", { kind: "reset", ...always }, ...failing("network-error")],
  ["silence for good", { kind: "timeout", ...always }, ...failing("timeout")],
  ["failures for good", status(502, always), ...failing("server-error")],
  ["the primary limit for good", { kind: "rate-limit", ...always }, ...all("rate-limited 6")],
  [
    "the secondary limit for good",
    { kind: "secondary-limit", ...always },
    ...all("secondary-rate-limit 6"),
  ],
  ["a 304 that nobody asked for", status(304, always), ...all("unexpected-answer 1")],
  ["a 401", status(401, always), ...all("bad-credentials 1")],
  ["a 403", status(403, always), ...all("forbidden 1")],
  ["a 404", status(404, always), ...all("not-found 1")],
  ["a 409", status(409, always), ...all("conflict 1")],
  ["a 410", status(410, always), ...all("api-version-retired 1")],
  ["a 422", status(422, always), ...all("validation-failed 1")],
  ["a 451", status(451, always), ...all("repository-blocked 1")],
];

describe.each(table)("%s", (_, fault, read, create, change, remove) => {
  const cases = [
    ["list", read],
    ["get", read],
    ["create", create],
    ["update", change],
    ["config", change],
    ["remove", remove],
  ] as const;

  test.each(cases)("%s: %s", async (request, expected) => {
    const { outcome, hooks } = await outcomeOf(request, fault);
    expect(outcome).toBe(expected);
    // However often it failed, there is never a second one.
    expect(hooks.filter(({ config: { url } }) => url === config.url.reveal()).length).toBeLessThan(
      2,
    );
    if (request === "create" && fault.moment === "after") expect(hooks).toHaveLength(2);
    if (expected.startsWith("ok") && request === "remove") expect(hooks).toEqual([]);
    if (expected.startsWith("ok") && request === "update")
      expect(hooks[0]?.events).toEqual(["issues"]);
  });
});

describe("a limit in the middle of a run", () => {
  test.each([
    ["the reset of the server", {}],
    ["the reset of a server whose clock is an hour ahead", { ahead: 3_600_000 }],
    ["the reset of a server whose clock is a day behind", { ahead: -86_400_000 }],
  ])("is waited for until %s", async (_, { ahead = 0 }: { readonly ahead?: number }) => {
    const clock = fakeClock();
    const simulator = createSimulator(
      { rate_limit: { limit: 100, remaining: 3, reset_in: 600 }, organizations: { acme: {} } },
      { now: () => clock.now() + ahead },
    );
    const waits: unknown[] = [];
    const log: number[] = [];
    const start = clock.now();
    const writer = await createGitHubWriter(
      optionsFor(simulator.fetch, {
        clock,
        onWait: (wait) => void waits.push(wait),
        onRequest: ({ status: code }) => void log.push(code),
      }),
    );
    for (let index = 0; index < 5; index += 1)
      await writer.listHooks({ kind: "organization", owner: "acme" });
    // The answer that told that nothing is left is believed: nothing is asked in vain.
    expect(log).toEqual([200, 200, 200, 200, 200]);
    expect(clock.now() - start).toBeGreaterThanOrEqual(600_000);
    expect(clock.now() - start).toBeLessThanOrEqual(602_000);
    const until = expect.closeTo(start + 600_000, -4);
    expect(waits).toEqual([{ seconds: expect.any(Number), until, reason: "rate-limited" }]);
  });

  test("that only the last request met concerns nobody", async () => {
    const { outcome, clock } = await outcomeOf(
      "list",
      status(200, {
        body: [],
        headers: {
          "x-ratelimit-limit": "1",
          "x-ratelimit-remaining": "0",
          "x-ratelimit-reset": "1800000100",
        },
      }),
      { noWait: true, onWait: () => expect.unreachable() },
    );
    expect(outcome).toBe("ok 1");
    expect(clock.slept).toEqual([]);
  });
});

describe("all attempts together", () => {
  test("take no longer than allowed, however often a repeat is left", async () => {
    const clock = fakeClock();
    const fetch = async (): Promise<Response> => {
      await clock.sleep(25_000, undefined);
      return new Response("{}", { status: 502 });
    };
    const attempts: number[] = [];
    const options = optionsFor(fetch, {
      clock,
      totalTimeoutMs: 60_000,
      onRequest: ({ attempt }) => void attempts.push(attempt),
    });
    const writer = await createGitHubWriter(options);
    const error = await writer.updateHook(api, there, change).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "timeout", status: 0, mayHaveHappened: true });
    expect((error as Error).message).toContain("60 s");
    expect(attempts).toEqual([1, 2, 3]);
  });

  test("cut the last one short", async () => {
    const { outcome } = await outcomeOf(
      "list",
      { kind: "timeout", ...always },
      {
        clock: systemClock,
        timeoutMs: 60_000,
        totalTimeoutMs: 20,
      },
    );
    expect(outcome).toMatch(/^timeout [12]$/);
  });

  test("do not count waits for a limit", async () => {
    const { outcome, clock } = await outcomeOf(
      "list",
      { kind: "rate-limit", times: 3 },
      {
        totalTimeoutMs: 10_000,
      },
    );
    expect(outcome).toBe("ok 4");
    expect(clock.slept.reduce((sum, one) => sum + one, 0)).toBeGreaterThan(3_600_000);
  });
});
