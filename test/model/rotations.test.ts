import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { secondsToWrite } from "../../src/model/estimate.ts";
import { rotationsOf } from "../../src/model/managed-secrets.ts";
import { desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import { planOne } from "../support/plan-one.ts";

const rotatedAt = longAgo + 60_000;

/** Hooks of one scope by when they were updated; the n-th has the n-th URL. */
function planOf(
  updates: readonly { readonly at: number; readonly hasSecret: boolean; readonly form: boolean }[],
  over: Parameters<typeof planOne>[0] = {},
) {
  const url = (index: number) => `https://r${index}.example.com/`;
  return planOne({
    hooks: updates.map((_, index) =>
      desiredHook({ url: url(index), secret: managed("ci", rotatedAt) }),
    ),
    live: updates.map(({ at, hasSecret, form }, index) =>
      liveHook({
        id: index + 1,
        url: url(index),
        hasSecret,
        updatedAt: at,
        contentType: form ? "form" : "json",
      }),
    ),
    ...over,
  });
}

const update = fc.record({
  at: fc.integer({ min: -2, max: 2 }).map((step) => rotatedAt + step * 1_000),
  hasSecret: fc.boolean(),
  form: fc.boolean(),
});

describe("the rotations of a plan", () => {
  test("hold every hook that has the secret, by its last update, once", () => {
    fc.assert(
      fc.property(fc.array(update, { maxLength: 12 }), (updates) => {
        const plan = planOf(updates);
        const found = rotationsOf(plan);
        const [rotation] = found;
        const ids = (hooks: readonly { readonly hookId: number }[] = []) =>
          hooks.map(({ hookId }) => hookId).toSorted((a, b) => a - b);
        const expected = (isDone: boolean) =>
          updates.flatMap(({ at, hasSecret }, index) =>
            hasSecret && at >= rotatedAt === isDone ? [index + 1] : [],
          );
        expect(found.length).toBe(updates.some(({ hasSecret }) => hasSecret) ? 1 : 0);
        expect([ids(rotation?.due), ids(rotation?.done)]).toEqual([
          expected(false),
          expected(true),
        ]);
        expect(rotation?.writes ?? 0).toBe(expected(false).length);
        // What is due is what the plan rotates.
        const rotated = plan.actions.filter((a) => a.kind !== "delete" && a.secret === "rotate");
        expect(rotated.length).toBe(expected(false).length);
      }),
    );
  });

  test("tell blocked hooks apart, which keep the old value", () => {
    const plan = planOf(
      [
        { at: longAgo, hasSecret: true, form: false },
        { at: longAgo, hasSecret: true, form: false },
      ],
      { live: [], protect: [] },
    );
    expect(rotationsOf(plan)).toEqual([]);
    const inactive = planOne({
      hooks: [desiredHook({ active: false, secret: managed("ci", rotatedAt) })],
      live: [liveHook({ hasSecret: true })],
      protect: ["**"],
    });
    expect(rotationsOf(inactive)).toMatchObject([
      { secretRef: "ci", due: [], done: [], blocked: [{ hookId: 1 }], writes: 0 },
    ]);
  });

  test("have none where no secret was rotated", () => {
    const plan = planOne({
      hooks: [desiredHook({ secret: managed() })],
      live: [liveHook({ hasSecret: true })],
    });
    expect(rotationsOf(plan)).toEqual([]);
  });
});

test.each([
  [0, 0],
  [20, 0],
  [21, 1],
  [500, 480],
])("%i writes take %i seconds", (writes, seconds) => {
  expect(secondsToWrite(writes)).toBe(seconds);
});
