import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPace } from "../../src/github/pace/pace.ts";
import type { Budget, Workload } from "../../src/model/estimate.ts";
import {
  type EstimateInput,
  estimateRequests,
  type LimitUse,
  workloads,
} from "../../src/plan/estimate.ts";
import { fakeClock, passPace } from "../github/support/fake-github.ts";
import { desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import { planCases } from "../support/plan-cases.ts";

const other = "https://other.example.com/hook";
const now = 1_800_000_000_000;
const reads = (count: number): Workload => ({ reads: count, writes: 0, creates: 0 });
const full: Budget = { limit: 5_000, remaining: 5_000, reset: now / 1_000 + 600 };

function foresee(work: Workload, budget: LimitUse["budget"], more: Partial<EstimateInput> = {}) {
  const shares = [{ owner: undefined, work, budget }];
  return estimateRequests({ shares, now, concurrency: 50, latencyMs: 100, ...more });
}

describe("a forecast", () => {
  test.each<[what: string, work: Workload, budget: LimitUse["budget"], seconds: number]>([
    ["nothing", reads(0), full, 0],
    ["four rounds of answers", reads(200), full, 0.4],
    ["no minute for the last reads of one", reads(900), full, 1.8],
    ["a minute for the reads beyond 900", reads(901), full, 61 + 0.95],
    ["no pace where nothing is counted", reads(5_000), "none", 10],
    ["the pace where nothing is known", reads(1_000), "unknown", 62],
    ["a burst of writes", { reads: 0, writes: 20, creates: 0 }, full, 0.4],
    ["a second for each write beyond", { reads: 0, writes: 80, creates: 0 }, full, 60 + 1.6],
    [
      "no hour for the last creates of one",
      { reads: 0, writes: 500, creates: 500 },
      full,
      480 + 3.33,
    ],
    ["an hour for each 500 creates", { reads: 0, writes: 501, creates: 501 }, full, 3_610 + 3.37],
    ["the reset", reads(200), { ...full, remaining: 50 }, 600 + 0.3],
    ["the reset and another hour", reads(5_200), { ...full, remaining: 100 }, 600 + 3_600 + 0.2],
    ["no reset that is over", reads(200), { ...full, remaining: 0, reset: now / 1_000 - 5 }, 0.4],
  ])("counts %s", (_, work, budget, seconds) => {
    expect(foresee(work, budget).seconds).toBeCloseTo(seconds, 1);
  });

  test("says whether the hour is enough, and which limit is the tightest", () => {
    const tight = { ...full, remaining: 150 };
    const shares = [
      { owner: "acme", work: reads(1_000), budget: full },
      { owner: "umbrella", work: reads(100), budget: tight },
      { owner: "octocat", work: reads(9), budget: "unknown" as const },
    ];
    const input = { shares, now, concurrency: 50, latencyMs: 100 };
    expect(estimateRequests(input)).toMatchObject({
      requests: 1_109,
      isEnough: true,
      tightest: { owner: "umbrella", requests: 100, budget: tight },
    });
    expect(foresee(reads(151), tight).isEnough).toBe(false);
    expect(foresee(reads(150), tight).isEnough).toBe(true);
    expect(foresee(reads(9), "unknown").tightest).toBeUndefined();
  });

  const work = fc
    .record({ reads: fc.nat(12_000), others: fc.nat(3_000), creates: fc.nat(2_000) })
    .map(({ reads: count, others, creates }) => ({
      reads: count,
      writes: others + creates,
      creates,
    }));
  const budget = fc.record({
    limit: fc.integer({ min: 60, max: 15_000 }),
    remaining: fc.nat(15_000),
    reset: fc.integer({ min: 1, max: 3_600 }).map((left) => now / 1_000 + left),
  });

  test("never promises less for more, nor more time for a larger budget", () => {
    fc.assert(
      fc.property(work, work, budget, fc.nat(5_000), (one, other, left, extra) => {
        const both = {
          reads: one.reads + other.reads,
          writes: one.writes + other.writes,
          creates: one.creates + other.creates,
        };
        // Parts of a round and of a burst are rounded, and with writes those of an hour.
        const slack = both.writes === 0 ? 62 : 3_700;
        const { seconds } = foresee(one, left);
        expect(foresee(both, left).seconds).toBeGreaterThanOrEqual(seconds - slack);
        const richer = { ...left, remaining: left.remaining + extra };
        expect(foresee(one, richer).seconds).toBeLessThanOrEqual(seconds + slack);
        expect(foresee(one, "none").seconds).toBeLessThanOrEqual(seconds);
        if (!foresee(one, left).isEnough)
          expect(seconds).toBeGreaterThanOrEqual(left.reset - now / 1_000);
      }),
    );
  });

  test("is what the pace takes", async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(4_000), fc.nat(300), async (count, changes) => {
        const clock = fakeClock(0);
        const pace = createPace(clock, true, undefined);
        const take = async (method: string, times: number): Promise<void> => {
          for (let index = 0; index < times; index += 1) await passPace(pace, method);
        };
        await take("GET", count);
        await take("PATCH", changes);
        const due = { reads: count, writes: changes, creates: 0 };
        const { seconds } = foresee(due, "unknown", { latencyMs: 0 });
        const taken = clock.now() / 1_000;
        // In this order the writes wait for the reads; a client sends both at once.
        expect(taken).toBeGreaterThanOrEqual(seconds - 1);
        expect(taken).toBeLessThanOrEqual(seconds + Math.max(0, changes - 20) + 62);
      }),
      { numRuns: 40 },
    );
  });
});

test("the work of a plan is that of its requests, by owner", () => {
  const { plan } = planCases({
    acme: { hooks: [desiredHook()] },
    "acme/api": { live: [liveHook()], unmanaged: "delete" },
    "Umbrella/x": { hooks: [desiredHook({ active: false })], live: [liveHook()] },
    "umbrella/y": {
      hooks: [desiredHook({ events: ["issues"] })],
      live: [liveHook({ hasSecret: true })],
    },
  });
  expect(plan.actions.map(({ blocked }) => blocked)).toContain("undeclared-secret");
  expect([...workloads(plan.actions)].toSorted()).toEqual([
    ["acme", { reads: 1, writes: 2, creates: 1 }],
    ["umbrella", { reads: 1, writes: 1, creates: 0 }],
  ]);
});

test("so is a look at deliveries before an update that has to carry a secret, unless none is asked for", () => {
  const update = {
    hooks: [desiredHook({ events: ["issues"], secret: managed("ci") })],
    live: [liveHook({ hasSecret: true })],
  };
  const { plan } = planCases({ "acme/api": update, "acme/web": update });
  const [first, second] = plan.actions;
  if (first?.kind !== "update" || second?.kind !== "update") throw new Error("no updates");
  const actions = [first, { ...second, resupplyAsked: true }];
  expect(workloads(actions).get("acme")).toEqual({ reads: 2, writes: 2, creates: 0 });
  const accepted = workloads(actions, { acceptSecretChange: true });
  expect(accepted.get("acme")).toEqual({ reads: 0, writes: 2, creates: 0 });
});

test("proving secrets is work, too, for every hook that is written and has one", () => {
  const { plan } = planCases({
    acme: { hooks: [desiredHook({ secret: managed("ci") }), desiredHook({ url: other })] },
    "acme/api": {
      hooks: [desiredHook({ secret: managed("ci", longAgo + 1) })],
      live: [liveHook({ hasSecret: true })],
    },
    "acme/web": { live: [liveHook()], unmanaged: "delete" },
  });
  const work = (verify: boolean) => workloads(plan.actions, { verify }).get("acme");
  expect(work(false)).toEqual({ reads: 2, writes: 4, creates: 2 });
  expect(work(true)).toEqual({ reads: 2 + 2 * 5, writes: 4 + 2, creates: 2 });
});

test("writes that come later than ten seconds are preceded by a look", () => {
  const rotated = managed("ci", longAgo + 1);
  const plans = (count: number, live: Parameters<typeof liveHook>[0]) =>
    planCases(
      Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          `acme/r${index}`,
          { hooks: [desiredHook({ secret: rotated })], live: [liveHook(live)] },
        ]),
      ),
    ).plan.actions;
  const reads = (count: number, verify = false, live = { hasSecret: true }) =>
    workloads(plans(count, live), { verify }).get("acme")?.reads;
  // Each rotation is looked at afterwards, and each proof takes five reads.
  expect(reads(30)).toBe(30);
  expect(reads(100)).toBe(100 + 70);
  expect(reads(30, true)).toBe(30 + 5 * 30 + 30);
  // A first secret is looked at before its write in any case.
  expect(reads(100, false, { hasSecret: false })).toBe(200);
});
