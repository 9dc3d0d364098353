import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../src/model/hook.ts";
import type { Action } from "../../src/model/plan.ts";
import { crowdedCase, type ScopeCase } from "../support/arbitraries.ts";
import { longAgo } from "../support/build.ts";
import { applyToModel, isPossible, type ModelOptions } from "../support/github-model.ts";
import { planOne } from "../support/plan-one.ts";
import { showAction } from "../support/show-action.ts";

/** Every order of the items; lazily, because the first good one ends the search. */
function* everyOrder<T>(items: readonly T[]): Generator<readonly T[]> {
  if (items.length === 0) yield [];
  for (const first of items)
    for (const rest of everyOrder(items.filter((item) => item !== first))) yield [first, ...rest];
}

function someOrderWorks(
  actions: readonly Action[],
  live: readonly LiveHook[],
  options: ModelOptions,
): boolean {
  for (const order of everyOrder(actions))
    if (applyToModel(order, live, options).refused.length === 0) return true;
  return false;
}

const now = longAgo * 2;
const openActions = ({ wanted, live }: ScopeCase, hooksPerEvent: number): readonly Action[] =>
  planOne({ ...wanted, live, hooksPerEvent }).actions.filter(({ blocked }) => blocked === null);

const spellings = ["matters", "does not matter"] as const;

describe.each(spellings)("the laws of order, where the spelling of a URL %s", (spelling) => {
  test.each([2, 3, 20])(
    "with %i hooks per event nothing is refused where some order avoids it",
    (hooksPerEvent) => {
      const options = { hooksPerEvent, now, spelling };
      fc.assert(
        fc.property(crowdedCase, (input) => {
          fc.pre(isPossible(input.live, options));
          const actions = openActions(input, hooksPerEvent);
          const { refused } = applyToModel(actions, input.live, options);
          if (refused.length === 0) return;
          expect(someOrderWorks(actions, input.live, options)).toBe(false);
        }),
        { numRuns: 400 },
      );
    },
  );
});

describe("the laws of order", () => {
  test.each([2, 20])(
    "with %i hooks per event a delete is early only where it has to be",
    (hooksPerEvent) => {
      // The careful reading, by which two spellings are one URL.
      const options = { hooksPerEvent, now, spelling: "does not matter" } as const;
      fc.assert(
        fc.property(crowdedCase, (input) => {
          const actions = openActions(input, hooksPerEvent);
          fc.pre(actions.some((action) => action.kind === "delete" && action.early !== null));
          fc.pre(applyToModel(actions, input.live, options).refused.length === 0);
          const deletes = actions.filter(({ kind }) => kind === "delete");
          const changes = actions.filter(({ kind }) => kind !== "delete");
          for (const order of everyOrder(changes)) {
            const { refused } = applyToModel([...order, ...deletes], input.live, options);
            expect(refused).not.toEqual([]);
          }
        }),
        { numRuns: 200 },
      );
    },
  );

  test("an action needs exactly those without which it would be refused as a duplicate", () => {
    fc.assert(
      fc.property(crowdedCase, (input) => {
        const options = { hooksPerEvent: 100, now };
        const actions = openActions(input, 100);
        fc.pre(applyToModel(actions, input.live, options).refused.length === 0);
        for (const [index, action] of actions.entries())
          for (const earlier of actions.slice(0, index)) {
            if (earlier.kind === "create") continue;
            const without = actions.slice(0, index).filter((other) => other !== earlier);
            // The rest of the run may fail without it as well, but then not this action alone.
            const others = applyToModel(without, input.live, options);
            if (others.refused.length > 0) continue;
            const { refused } = applyToModel([action], others.hooks, options);
            if (refused.length > 0)
              expect(action.needs, showAction(action)).toContain(earlier.live.id);
          }
      }),
      { numRuns: 300 },
    );
  });

  test("convergence holds in a crowd too", () => {
    fc.assert(
      fc.property(crowdedCase, (input) => {
        const options = { hooksPerEvent: 20, now };
        const { hooks, refused } = applyToModel(openActions(input, 20), input.live, options);
        fc.pre(refused.length === 0);
        expect(openActions({ ...input, live: hooks }, 20).map(showAction)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
