import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WaitNotice } from "../../../src/github/client-options.ts";
import { createGitHubWriter } from "../../../src/github/create-clients.ts";
import {
  createPace,
  createSlidingWindow,
  createTokenBucket,
} from "../../../src/github/pace/pace.ts";
import type { Scope } from "../../../src/model/scope.ts";
import { hookInput } from "../../support/build.ts";
import {
  fakeClock,
  fakeGitHub,
  hookJson,
  json,
  optionsFor,
  passPace,
} from "../support/fake-github.ts";

const repository = (index: number): Scope => ({
  kind: "repository",
  owner: "acme",
  repository: `r${index}`,
});
const arrivals = fc.array(fc.record({ after: fc.nat(40), points: fc.constantFrom(1, 5) }), {
  maxLength: 200,
});

describe("a sliding window", () => {
  test("never grants more than its limit in any span of its length", () => {
    fc.assert(
      fc.property(arrivals, fc.integer({ min: 5, max: 30 }), (requests, limit) => {
        const reserve = createSlidingWindow(limit, 100);
        let now = 0;
        const granted = requests.map(({ after, points }) => {
          now += after;
          const at = reserve(now, points);
          expect(at).toBeGreaterThanOrEqual(now);
          return { at, points };
        });
        for (const { at: end } of granted) {
          const within = granted.filter(({ at }) => at > end - 100 && at <= end);
          expect(within.reduce((sum, { points }) => sum + points, 0)).toBeLessThanOrEqual(limit);
        }
      }),
    );
  });

  test("grants what is within its limit at once, and the rest as soon as there is room", () => {
    const reserve = createSlidingWindow(3, 100);
    expect([0, 10, 20, 30, 30, 300].map((now) => reserve(now, 1))).toEqual([
      0, 10, 20, 100, 110, 300,
    ]);
  });

  test("forgets what is long past", () => {
    const reserve = createSlidingWindow(2, 10);
    for (let index = 0; index < 5_000; index += 1) expect(reserve(index * 10, 2)).toBe(index * 10);
  });
});

test("a bucket lets a burst through and then one at a time", () => {
  const { take, empty } = createTokenBucket(3, 1_000);
  expect([0, 0, 0, 0, 0].map(take)).toEqual([0, 0, 0, 1_000, 2_000]);
  expect([10_000, 10_000, 10_000, 10_000].map(take)).toEqual([10_000, 10_000, 10_000, 11_000]);
  empty(20_000);
  expect([12_000, 12_000, 22_000, 22_000].map(take)).toEqual([20_000, 21_000, 22_000, 23_000]);
  empty(0);
  expect(take(60_000)).toBe(60_000);
});

describe("the pace", () => {
  async function timesOf(methods: readonly string[]) {
    const clock = fakeClock(0);
    const waits: WaitNotice[] = [];
    const pace = createPace(clock, true, (wait) => void waits.push(wait));
    const times: number[] = [];
    for (const method of methods) {
      await passPace(pace, method);
      times.push(clock.now());
    }
    return { times, waits };
  }

  test("is 900 reads a minute", async () => {
    const { times, waits } = await timesOf(Array<string>(901).fill("GET"));
    expect(times[899]).toBe(0);
    expect(times[900]).toBeGreaterThanOrEqual(60_000);
    expect(waits).toEqual([{ seconds: 61, until: 61_000, reason: "pace" }]);
  });

  test("counts a write as five reads", async () => {
    const { times } = await timesOf([...Array<string>(896).fill("GET"), "PATCH", "GET"]);
    expect(times[895]).toBe(0);
    expect(times[896]).toBeGreaterThanOrEqual(60_000);
  });

  test("is twenty writes and then one a second", async () => {
    const { times } = await timesOf(Array<string>(23).fill("PATCH"));
    expect(times.slice(18)).toEqual([0, 0, 1_000, 2_000, 3_000]);
  });

  test("is 500 creates an hour", async () => {
    const { times } = await timesOf(Array<string>(501).fill("POST"));
    expect(times[499]).toBeLessThan(600_000);
    expect(times[500]).toBeGreaterThanOrEqual(3_600_000);
  });

  test("of writes holds no reads back", async () => {
    const clock = fakeClock(0);
    const pace = createPace(clock, true, undefined);
    for (let index = 0; index < 20; index += 1) await passPace(pace, "DELETE");
    const order: string[] = [];
    await Promise.all([
      passPace(pace, "DELETE").then(() => order.push("write")),
      passPace(pace, "GET").then(() => order.push("read")),
    ]);
    expect(order).toEqual(["read", "write"]);
  });

  test("is dropped on a server without limits, also for those who wait already", async () => {
    const clock = fakeClock(0);
    const pace = createPace(clock, true, undefined);
    for (let index = 0; index < 20; index += 1) await passPace(pace, "PATCH");
    const waiting = [1, 2, 3].map(() => passPace(pace, "PATCH"));
    pace.observe(false);
    await Promise.all(waiting);
    expect(clock.now()).toBeLessThanOrEqual(1_000);
  });

  test("stays where a single answer has lost the headers", async () => {
    const clock = fakeClock(0);
    const pace = createPace(clock, true, undefined);
    pace.observe(true);
    pace.observe(false);
    for (let index = 0; index < 21; index += 1) await passPace(pace, "PATCH");
    expect(clock.now()).toBe(1_000);
  });
});

describe("a client", () => {
  test.each([
    ["keeps the pace where the server counts", json(200, hookJson(1)), 5_000],
    ["forgets it where the server does not", () => Response.json(hookJson(1)), 0],
  ])("%s", async (_, respond, passed) => {
    const clock = fakeClock(0);
    const writer = await createGitHubWriter(optionsFor(fakeGitHub(respond).fetch, { clock }));
    for (let index = 0; index < 25; index += 1)
      await writer.updateHook(repository(1), 1, hookInput());
    expect(clock.now()).toBe(passed);
  });

  test("makes no more than 500 hooks an hour, whatever else it does meanwhile", async () => {
    const clock = fakeClock(0);
    const github = fakeGitHub(({ method }) => json(method === "POST" ? 201 : 200, hookJson(1))());
    const writer = await createGitHubWriter(optionsFor(github.fetch, { clock }));
    const create = () => writer.createHook(repository(1), hookInput());
    for (let index = 0; index < 500; index += 1) await create();
    await writer.updateHook(repository(1), 1, hookInput());
    expect(clock.now()).toBeLessThan(600_000);
    await create();
    expect(clock.now()).toBeGreaterThanOrEqual(3_600_000);
  });

  test.each([
    ["reads", 7, "GET"],
    ["writes", 5, "PATCH"],
  ])("has so many %s at once", async (_, most, method) => {
    let running = 0;
    let peak = 0;
    const github = fakeGitHub(async (request) => {
      running += 1;
      peak = Math.max(peak, running);
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return json(200, request.method === "GET" ? [] : hookJson(1))();
    });
    const writer = await createGitHubWriter(optionsFor(github.fetch, { concurrency: 7 }));
    await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        method === "GET"
          ? writer.listHooks(repository(index))
          : writer.updateHook(repository(index), 1, { events: ["push"], active: true }),
      ),
    );
    expect(peak).toBeLessThanOrEqual(most);
    expect(peak).toBeGreaterThan(1);
  });

  test("shares no limit with another", async () => {
    const clock = fakeClock(0);
    const github = fakeGitHub(json(200, hookJson(1)));
    for (let index = 0; index < 3; index += 1) {
      const writer = await createGitHubWriter(optionsFor(github.fetch, { clock }));
      const update = () => writer.updateHook(repository(1), 1, hookInput());
      await Promise.all(Array.from({ length: 20 }, update));
    }
    expect(clock.now()).toBe(0);
  });
});
