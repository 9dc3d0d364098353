import { expect, test } from "vitest";
import { foldHookProblems, readFleetDeliveries } from "../../src/deliveries/read-deliveries.ts";
import { GitHubError } from "../../src/model/errors.ts";
import { makeDelivery, makeHook, noon } from "./support/make.ts";

const fail = (code: string) => new GitHubError(code, `${code} happened`, { status: 404 });

test("a hook that cannot be read does not stop the others, and keeps its place", async () => {
  const hooks = [1, 2, 3].map((id) => makeHook(id));
  const readings = await readFleetDeliveries(
    {
      listDeliveries: async (_scope, id) => {
        if (id === 2) throw fail("not-found");
        return [makeDelivery(id)];
      },
    },
    hooks,
  );
  expect(readings.map(({ status, hook }) => [hook.hookId, status])).toEqual([
    [1, "read"],
    [2, "unreadable"],
    [3, "read"],
  ]);
  expect(foldHookProblems(readings)).toMatchObject([{ code: "not-found", scope: "acme/r2" }]);
});

test("after refused credentials nobody is asked", async () => {
  let asked = 0;
  const hooks = Array.from({ length: 300 }, (_, index) => makeHook(index + 1));
  const readings = await readFleetDeliveries(
    {
      listDeliveries: async () => {
        asked += 1;
        throw fail("bad-credentials");
      },
    },
    hooks,
  );
  expect(asked).toBeLessThanOrEqual(100);
  expect(readings.every(({ status }) => status === "unreadable")).toBe(true);
  // One line a scope, however many hooks it has.
  expect(foldHookProblems(readings)).toHaveLength(3);
});

test("newest first, nothing older than asked for, and progress to the end", async () => {
  const seen: number[] = [];
  const [reading] = await readFleetDeliveries(
    { listDeliveries: async () => [makeDelivery(1), makeDelivery(9), makeDelivery(5)] },
    [makeHook(1)],
    { since: noon + 5_000, onProgress: (done) => seen.push(done) },
  );
  expect(reading?.status === "read" && reading.deliveries.map(({ id }) => id)).toEqual([9, 5]);
  expect(seen).toEqual([1]);
});

test("a bug of ours is no unreadable hook", async () => {
  const broken = { listDeliveries: async () => Promise.reject(new TypeError("bug")) };
  await expect(readFleetDeliveries(broken, [makeHook(1)])).rejects.toThrow(TypeError);
});
