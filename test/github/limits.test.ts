import { describe, expect, test } from "vitest";
import type { WaitNotice } from "../../src/github/client-options.ts";
import { createGitHubReader, createGitHubWriter } from "../../src/github/create-clients.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import { createRateLimitGate } from "../../src/github/pace/rate-limit.ts";
import type { Scope } from "../../src/model/scope.ts";
import { hookInput } from "../support/build.ts";
import { githubErrorOf } from "./support/expect-error.ts";
import {
  answers,
  fakeClock,
  fakeGitHub,
  hookJson,
  json,
  optionsFor,
} from "./support/fake-github.ts";

const api: Scope = { kind: "repository", owner: "acme", repository: "api" };
const start = 1_800_000_000_000;
const secondary = {
  message: "You have exceeded a secondary rate limit. Please wait a few minutes.",
};
const primary = { message: "API rate limit exceeded for user ID 1." };

function exhausted(reset: number, more = {}) {
  return json(403, primary, {
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": `${reset}`,
    ...more,
  });
}

/** Lists one scope against the answers; tells what was waited for. */
async function listAgainst(...responses: (() => Response)[]) {
  const github = fakeGitHub(answers(...responses));
  const clock = fakeClock(start);
  const waits: WaitNotice[] = [];
  const onWait = (wait: WaitNotice) => void waits.push(wait);
  const reader = await createGitHubReader(optionsFor(github.fetch, { clock, onWait }));
  return { list: reader.listHooks(api), waits, clock, github };
}

type LimitRow = [string, () => Response, Pick<WaitNotice, "seconds" | "reason">];

describe("a rate limit is waited for as GitHub says", () => {
  test.each<LimitRow>([
    [
      "retry-after of a 403",
      json(403, secondary, { "retry-after": "7" }),
      { seconds: 7, reason: "secondary-rate-limit" },
    ],
    [
      "retry-after of a 429 without words",
      json(429, {}, { "retry-after": "9" }),
      { seconds: 9, reason: "secondary-rate-limit" },
    ],
    [
      "retry-after as the date of a clock that is wrong",
      json(
        429,
        {},
        { date: "Sat, 01 Jan 2050 00:00:00 GMT", "retry-after": "Sat, 01 Jan 2050 00:00:11 GMT" },
      ),
      { seconds: 11, reason: "secondary-rate-limit" },
    ],
    [
      "a minute without a hint",
      json(403, secondary),
      { seconds: 60, reason: "secondary-rate-limit" },
    ],
    ...(
      [
        ["3, 5", 3],
        ["3,5", 3],
        ["3, 5, Sat", 60],
        ["2.5", 3],
        ["0", 1],
        ["-5", 60],
        ["soon", 60],
        ["2 minutes", 60],
        ["Infinity", 60],
        ["NaN", 60],
        ["1e2", 60],
        ["Sat, 01 Jan 2050 00:00:11 GMT, Sat, 01 Jan 2050 00:00:12 GMT", 60],
        ["2050-01-01", 60],
      ] as const
    ).map(
      ([told, seconds]): LimitRow => [
        `retry-after: ${told}`,
        json(403, secondary, { "retry-after": told }),
        { seconds, reason: "secondary-rate-limit" },
      ],
    ),
    [
      "the reset of the hour that came twice",
      exhausted(start / 1_000 + 100, {
        "x-ratelimit-remaining": "0, 0",
        "x-ratelimit-reset": `${start / 1_000 + 100}, ${start / 1_000 + 100}`,
      }),
      { seconds: 101, reason: "rate-limited" },
    ],
    [
      "a bare 429",
      () => new Response("slow down", { status: 429 }),
      { seconds: 60, reason: "secondary-rate-limit" },
    ],
    [
      "the wording of old servers",
      json(
        403,
        { message: "You have triggered an abuse detection mechanism." },
        { "retry-after": "3" },
      ),
      { seconds: 3, reason: "secondary-rate-limit" },
    ],
    [
      "the link in place of the wording",
      json(403, {
        message: "No.",
        documentation_url: "https://docs.github.com/rest/overview/x#about-secondary-rate-limits",
      }),
      { seconds: 60, reason: "secondary-rate-limit" },
    ],
    [
      "the reset of the hour",
      exhausted(start / 1_000 + 100),
      { seconds: 101, reason: "rate-limited" },
    ],
    [
      "a reset that is over",
      exhausted(start / 1_000 - 100),
      { seconds: 1, reason: "rate-limited" },
    ],
    [
      "the reset by the clock of the server",
      exhausted(start / 1_000 + 3_000, { date: new Date(start + 2_990_000).toUTCString() }),
      { seconds: 11, reason: "rate-limited" },
    ],
  ])("%s", async (_, refusal, wait) => {
    const { list, waits, clock, github } = await listAgainst(refusal, json(200, [hookJson(1)]));
    expect(await list).toHaveLength(1);
    expect(waits).toEqual([{ ...wait, until: start + wait.seconds * 1_000 }]);
    expect(clock.now()).toBe(start + wait.seconds * 1_000);
    expect(github.requests).toHaveLength(2);
  });

  test("longer each time without a hint", async () => {
    const refusal = json(403, secondary);
    const { list, waits } = await listAgainst(refusal, refusal, refusal, json(200, []));
    await list;
    expect(waits.map(({ seconds }) => seconds)).toEqual([60, 120, 240]);
  });

  test("but not for ever", async () => {
    const { list, github } = await listAgainst(json(403, secondary, { "retry-after": "1" }));
    const error = await githubErrorOf(list);
    expect(error).toMatchObject({ code: "secondary-rate-limit", status: 403 });
    expect(github.requests).toHaveLength(6);
  });

  test("and not for longer than any limit lasts", async () => {
    const { list, waits, github } = await listAgainst(exhausted(start / 1_000 + 90_000));
    expect((await githubErrorOf(list)).code).toBe("rate-limited");
    expect(waits).toEqual([]);
    expect(github.requests).toHaveLength(1);
  });

  test("and not for an absurd retry-after", async () => {
    const { list, waits } = await listAgainst(
      json(403, secondary, { "retry-after": "999999999999999" }),
    );
    const { code, message } = await githubErrorOf(list);
    expect([code, waits]).toEqual(["secondary-rate-limit", []]);
    expect(message).toContain("holds for more than a week");
  });

  test("also by a create, which GitHub then has not made", async () => {
    const github = fakeGitHub(answers(json(403, secondary), json(201, hookJson(1))));
    const writer = await createGitHubWriter(optionsFor(github.fetch));
    const hook = await writer.createHook(api, hookInput("https://ci.example.com/"));
    expect(hook.id).toBe(1);
    expect(github.requests).toHaveLength(2);
  });
});

test("a refusal with nothing left of the hour is not a limit where it says otherwise", async () => {
  const denied = json(
    403,
    { message: "Resource not accessible by integration" },
    { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1900000000" },
  );
  const { list, waits } = await listAgainst(denied);
  expect((await githubErrorOf(list)).code).toBe("missing-permission");
  expect(waits).toEqual([]);
});

test("a shorter pause that GitHub asks for later does not end a longer one", async () => {
  const clock = fakeClock(start);
  const gate = createRateLimitGate(clock, false, undefined);
  gate.pauseFor({ seconds: 60, reason: "rate-limited" });
  gate.pauseFor({ seconds: 5, reason: "secondary-rate-limit" });
  await gate.waitUntilOpen(undefined);
  expect([clock.now() - start, gate.reason()]).toEqual([60_000, "rate-limited"]);
});

test("one refusal stops everybody until it is over", async () => {
  const scopes = Array.from(
    { length: 60 },
    (_, index): Scope => ({
      kind: "repository",
      owner: "acme",
      repository: `r${index}`,
    }),
  );
  const clock = fakeClock(start);
  const waits: WaitNotice[] = [];
  const github = fakeGitHub(() =>
    clock.now() < start + 50_000
      ? json(403, secondary, { "retry-after": "50" })()
      : json(200, [])(),
  );
  const onWait = (wait: WaitNotice) => void waits.push(wait);
  const reader = await createGitHubReader(
    optionsFor(github.fetch, { clock, onWait, concurrency: 10 }),
  );
  const live = await readLiveState(reader, scopes);
  expect([...live.values()].every((reading) => reading.status === "read")).toBe(true);
  expect(waits).toEqual([{ seconds: 50, until: start + 50_000, reason: "secondary-rate-limit" }]);
  expect(github.requests.length).toBeLessThanOrEqual(70);
});

describe("after a secondary limit", () => {
  /** Forty deletes at once against a GitHub that refuses from the tenth on, for a time. */
  async function timesOfDeletes(refusal: () => Response, headers: boolean) {
    const clock = fakeClock(start);
    const until = start + 30_000;
    const sent: number[] = [];
    const github = fakeGitHub(() => {
      sent.push(clock.now());
      if (sent.length >= 10 && clock.now() < until) return refusal();
      return new Response(null, {
        status: 204,
        ...(headers ? { headers: { "x-ratelimit-limit": "5000" } } : {}),
      });
    });
    const writer = await createGitHubWriter(optionsFor(github.fetch, { clock }));
    await Promise.all(Array.from({ length: 40 }, (_, id) => writer.removeHook(api, id + 1)));
    return sent.filter((at) => at >= until);
  }

  test.each([
    ["which GitHub", true],
    ["which a server without headers", false],
  ])("%s sends, writes start again one a second", async (_, headers) => {
    const refusal = json(403, secondary, { "retry-after": "30" });
    const times = await timesOfDeletes(refusal, headers);
    expect(times.length).toBeGreaterThanOrEqual(31);
    for (const [index, at] of times.entries())
      if (index > 0) expect(at - (times[index - 1] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  test("of the hour they start again as a burst", async () => {
    const times = await timesOfDeletes(exhausted(start / 1_000 + 29), true);
    expect(times.filter((at) => at < start + 32_000).length).toBeGreaterThan(5);
  });
});

test("with noWait it fails at once, and nothing more is sent", async () => {
  const github = fakeGitHub(answers(exhausted(start / 1_000 + 100)));
  const clock = fakeClock(start);
  const onWait = () => expect.unreachable();
  const reader = await createGitHubReader(
    optionsFor(github.fetch, { clock, onWait, noWait: true }),
  );
  expect(await githubErrorOf(reader.listHooks(api))).toMatchObject({
    code: "rate-limited",
    status: 403,
  });
  const next = await githubErrorOf(reader.listHooks(api));
  expect(next).toMatchObject({ code: "rate-limited", status: 0, mayHaveHappened: false });
  expect(next.message).toContain("101 s");
  expect(github.requests).toHaveLength(1);
  expect(clock.slept).toEqual([]);
});

test("what is left of the hour is known", async () => {
  const left = (remaining: number, reset: number) =>
    json(200, [], { "x-ratelimit-remaining": `${remaining}`, "x-ratelimit-reset": `${reset}` });
  const github = fakeGitHub(answers(left(10, 500), left(11, 500), left(9, 400), left(4_999, 600)));
  const reader = await createGitHubReader(optionsFor(github.fetch));
  expect(reader.rateLimit()).toBeUndefined();
  await reader.listHooks(api);
  expect(reader.rateLimit()).toEqual({ limit: 5_000, remaining: 10, reset: 500 });
  // Answers that overtook each other do not give anything back.
  await reader.listHooks(api);
  await reader.listHooks(api);
  expect(reader.rateLimit()).toEqual({ limit: 5_000, remaining: 10, reset: 500 });
  await reader.listHooks(api);
  expect(reader.rateLimit()).toEqual({ limit: 5_000, remaining: 4_999, reset: 600 });
});
