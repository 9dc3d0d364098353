import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createRepeater, jobsAtOnce, unlimitedJobs } from "../../../src/github/pace/turns.ts";

/** Jobs that end when the test says so. */
function createJobs() {
  const ends = new Map<number, () => void>();
  const started: number[] = [];
  let running = 0;
  let most = 0;
  const job = async (id: number): Promise<number> => {
    started.push(id);
    running += 1;
    most = Math.max(most, running);
    await new Promise<void>((resolve) => ends.set(id, resolve));
    running -= 1;
    if (id % 3 === 0) throw new Error(`job ${id}`);
    return id;
  };
  const endOne = (choice: number): void => {
    const open = [...ends.keys()];
    const id = open[choice % Math.max(1, open.length)];
    if (id === undefined) return;
    ends.get(id)?.();
    ends.delete(id);
  };
  return { job, endOne, started, most: () => most, running: () => running };
}

const settle = async (): Promise<void> => {
  for (let tick = 0; tick < 20; tick += 1) await Promise.resolve();
};

describe("jobs at once", () => {
  test("are never more than allowed, start in order, and all end as they would alone", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat(9), { minLength: 1, maxLength: 30 }),
        async (limit, choices) => {
          const { job, endOne, started, most } = createJobs();
          const { schedule } = jobsAtOnce(limit).key();
          const all = choices.map((_, id) => schedule({}, job, id));
          const ended = Promise.allSettled(all);
          for (const choice of choices) {
            await settle();
            endOne(choice);
          }
          const results = await ended;
          expect(most()).toBe(Math.min(limit, choices.length));
          expect(started).toEqual(choices.map((_, id) => id));
          expect(results.map(({ status }) => status)).toEqual(
            choices.map((_, id) => (id % 3 === 0 ? "rejected" : "fulfilled")),
          );
        },
      ),
    );
  });

  test("hold their order over thousands", async () => {
    const { schedule } = jobsAtOnce(2).key();
    const seen: number[] = [];
    const job = async (id: number): Promise<void> => void seen.push(id);
    await Promise.all(Array.from({ length: 5_000 }, (_, id) => schedule({}, job, id)));
    expect(seen).toEqual(Array.from({ length: 5_000 }, (_, id) => id));
  });

  test("do not wait where there is no limit", async () => {
    const { job, running, endOne } = createJobs();
    const { schedule } = unlimitedJobs().key();
    const all = Promise.allSettled([1, 2, 4].map((id) => schedule({}, job, id)));
    expect(running()).toBe(3);
    for (let index = 0; index < 3; index += 1) endOne(0);
    expect((await all).map(({ status }) => status)).toEqual(Array(3).fill("fulfilled"));
  });
});

test("a repeater asks about every failure until nobody wants another attempt", async () => {
  const { on, schedule } = createRepeater();
  const told: unknown[] = [];
  on("failed", async (error, { args }) => {
    told.push([String(error), ...args]);
    return told.length < 3 ? 0 : undefined;
  });
  await expect(
    schedule(async (what: string) => Promise.reject(new Error(what)), "x"),
  ).rejects.toThrow("x");
  expect(told).toEqual(Array(3).fill(["Error: x", "x"]));
});
