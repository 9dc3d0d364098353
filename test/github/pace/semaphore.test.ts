import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createSemaphore } from "../../../src/github/pace/semaphore.ts";

function limitTo(most: number) {
  const semaphore = createSemaphore(most);
  return async <Result>(job: () => Promise<Result>, signal?: AbortSignal): Promise<Result> => {
    const leave = await semaphore.acquire(signal);
    try {
      return await job();
    } finally {
      leave();
    }
  };
}

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
          const run = limitTo(limit);
          const all = choices.map((_, id) => run(() => job(id)));
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
    const run = limitTo(2);
    const seen: number[] = [];
    const job = async (id: number): Promise<void> => void seen.push(id);
    await Promise.all(Array.from({ length: 5_000 }, (_, id) => run(() => job(id))));
    expect(seen).toEqual(Array.from({ length: 5_000 }, (_, id) => id));
  });

  test("leave the queue when they are no longer wanted, and the place goes to the next one", async () => {
    const { job, started, endOne } = createJobs();
    const run = limitTo(1);
    const { signal, abort } = abortable();
    const all = Promise.allSettled([
      run(() => job(1)),
      run(() => job(2), signal),
      run(() => job(4)),
    ]);
    await settle();
    abort();
    // Whoever comes behind the wish does not wait either.
    await expect(run(() => job(5), signal)).rejects.toThrow("no longer");
    for (let index = 0; index < 2; index += 1) {
      endOne(0);
      await settle();
    }
    expect((await all).map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(started).toEqual([1, 4]);
  });
});

function abortable() {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort(new Error("no longer")) };
}
