import { describe, expect, test } from "vitest";
import { createWriteBudget, deferredByMaxWrites } from "../../src/apply/max-writes.ts";
import type { Action } from "../../src/model/plan.ts";
import {
  acme,
  createAction,
  deleteAction,
  liveHook,
  patchAction,
  updateAction,
} from "../render/hand-made.ts";

/** With so many writes, and a look ahead of them. */
function writing<Of extends Action>(action: Of, writes: number): Of {
  return { ...action, requests: ["GET /x", ...Array.from({ length: writes }, () => "PATCH /x")] };
}

const remove = writing(deleteAction(), 1);
const early = writing(
  deleteAction({ early: "duplicate-in-the-way", live: liveHook({ id: 6 }) }),
  1,
);
const blocked = writing(
  patchAction({ blocked: "secret-moves-host", live: liveHook({ id: 7 }) }),
  9,
);
const small = writing(createAction(), 1);
const large = writing(createAction(), 2);
const last = writing(createAction(), 1);
const actions: readonly Action[] = [remove, blocked, early, small, large, last];

const indexes = (maxWrites?: number): readonly number[] => {
  const options = { maxWrites, isProving: false };
  return [...deferredByMaxWrites(actions, options).keys()]
    .map((action) => actions.indexOf(action))
    .toSorted();
};

test("without a budget nothing is left", () => {
  expect(indexes()).toEqual([]);
});

test.each([
  [6, []],
  [5, [0]],
  [4, [0, 5]],
  // What does not fit ends the slice, so that the last one waits as well.
  [3, [0, 4, 5]],
  [2, [0, 4, 5]],
  [1, [0, 3, 4, 5]],
])("of %i writes, actions %j are left: deletes go last, as they are carried out", (max, left) => {
  expect(indexes(max)).toEqual(left);
});

test("an action that fits into no slice is told from one that waits", () => {
  const left = deferredByMaxWrites(actions, { maxWrites: 1, isProving: false });
  expect(left.get(large)).toContain("it takes 2 writes");
  expect(left.get(small)).toBe("left for the next run by --max-writes");
  // What comes behind it in its scope may depend on it, and waits for a larger slice as well.
  expect(left.get(last)).toContain("it comes after one of its scope");
  expect(left.has(blocked)).toBe(false);
});

test("what fits into no slice does not hold up other scopes", () => {
  const elsewhere = { ...last, scope: acme };
  const slice = deferredByMaxWrites([large, elsewhere, last], { maxWrites: 1, isProving: false });
  expect([...slice.keys()]).toEqual([large, last]);
});

test("what makes room and what it makes room for are never divided", () => {
  const on = (id: number) => ({ live: liveHook({ id }) });
  const steps: readonly Action[] = [
    writing(deleteAction({ ...on(1), early: "duplicate-in-the-way" }), 1),
    writing(createAction(), 1),
    writing(updateAction({ ...on(2), needs: [1] }), 1),
    // Two parts of one update, and the hook that is changed between them.
    writing(updateAction({ ...on(3), part: "shrink" }), 1),
    writing(updateAction({ ...on(4), needs: [3] }), 1),
    writing(updateAction({ ...on(3), part: "grow", needs: [3, 4] }), 1),
  ];
  const left = (maxWrites: number): readonly number[] =>
    [...deferredByMaxWrites(steps, { maxWrites, isProving: false }).keys()].map((one) =>
      steps.indexOf(one),
    );
  expect(left(6)).toEqual([]);
  expect(left(5)).toEqual([3, 4, 5]);
  expect(left(3)).toEqual([3, 4, 5]);
  expect(left(2)).toEqual([1, 3, 4, 5]);
  // Nothing is begun that this slice could not finish.
  expect(left(1)).toEqual([0, 2, 1, 3, 4, 5]);
  expect(
    deferredByMaxWrites(steps, { maxWrites: 1, isProving: false }).get(steps[0] ?? small),
  ).toBe(
    "together with 1 that it makes room for or waits for, it takes 2 writes, more than --max-writes 1 allows",
  );
  // The same ids in another scope are other hooks.
  const elsewhere = steps.map((one) => ({ ...one, scope: acme }));
  expect(
    deferredByMaxWrites([...steps, ...elsewhere], { maxWrites: 6, isProving: false }).size,
  ).toBe(6);
});

describe("what a run may still write", () => {
  const on = (id: number, needs: readonly number[] = []) =>
    writing(updateAction({ live: liveHook({ id }), needs }), 1);
  const [one, two, three] = [on(1), on(2, [3]), on(3)];

  test("is set aside for an action and what it makes room for, once", () => {
    const budget = createWriteBudget([one, two, three], 3);
    expect(budget.whyNot(two)).toBeUndefined();
    expect(budget.whyNot(three)).toBeUndefined();
    expect(budget.takeOneMore()).toBe(true);
    expect(budget.takeOneMore()).toBe(false);
    expect(budget.whyNot(one)).toBe("left for the next run by --max-writes");
  });

  test("ends with the first that does not fit, and has no end without --max-writes", () => {
    const budget = createWriteBudget([one, two, three], 1);
    expect(budget.whyNot(two)).toContain("--max-writes");
    expect([budget.whyNot(one) === undefined, budget.takeOneMore()]).toEqual([false, false]);
    const endless = createWriteBudget([one]);
    expect([endless.whyNot(one), endless.takeOneMore()]).toEqual([undefined, true]);
  });
});
