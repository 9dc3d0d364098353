import { expect, test } from "vitest";
import { leftByBudget } from "../../src/apply/left-by-budget.ts";
import type { Action } from "../../src/model/plan.ts";
import { createAction, deleteAction, patchAction } from "../report/hand-made.ts";

/** With so many writes, and a look ahead of them. */
function writing<Of extends Action>(action: Of, writes: number): Of {
  return { ...action, requests: ["GET /x", ...Array.from({ length: writes }, () => "PATCH /x")] };
}

const remove = writing(deleteAction(), 1);
const early = writing(deleteAction({ early: "duplicate-in-the-way" }), 1);
const blocked = writing(patchAction({ blocked: "secret-moves-host" }), 9);
const small = writing(createAction(), 1);
const large = writing(createAction(), 2);
const last = writing(createAction(), 1);
const actions: readonly Action[] = [remove, blocked, early, small, large, last];

const indexes = (maxWrites?: number): readonly number[] => {
  const options = { maxWrites, isProving: false };
  return [...leftByBudget(actions, options).keys()]
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
  const left = leftByBudget(actions, { maxWrites: 1, isProving: false });
  expect(left.get(large)).toContain("it takes 2 writes");
  expect(left.get(last)).toBe("left for the next run by --max-writes");
});
