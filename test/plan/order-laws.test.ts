import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../src/model/hook.ts";
import type { Action } from "../../src/model/plan.ts";
import { crowdedCase, type ScopeCase } from "../support/arbitraries.ts";
import { desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import {
  applyToModel,
  type ModelOptions,
  possibleHooks,
  readings,
} from "../support/github-model.ts";
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
const isOpen = ({ blocked }: Action): boolean => blocked === null;
const isOrdered = ({ blocked }: Action): boolean => blocked === null || blocked === "no-order";

function planned({ wanted, live }: ScopeCase, hooksPerEvent: number): readonly Action[] {
  return planOne({ ...wanted, live, hooksPerEvent }).actions;
}

/** Everything may go or change, so that nothing but the order can be in the way. */
const free = crowdedCase({ stays: false });
const any = crowdedCase({ stays: true });

describe.each(readings)(
  "where GitHub compares $duplicateKey, URLs by $urlComparison",
  (reading) => {
    test.each([2, 3, 20])(
      "with %i hooks per event nothing of a plan is refused",
      (hooksPerEvent) => {
        const options = { hooksPerEvent, now, reading };
        fc.assert(
          fc.property(free, (input) => {
            const live = possibleHooks(input.live, options);
            const actions = planned({ ...input, live }, hooksPerEvent);
            const { refused } = applyToModel(actions.filter(isOpen), live, options);
            // A plan beyond the limit is refused as a whole.
            fc.pre(!refused.some(({ why }) => why === "limit") || hooksPerEvent === 20);
            expect(refused.map(({ action }) => showAction(action))).toEqual([]);
          }),
          { numRuns: 500 },
        );
      },
    );

    test("where nothing has to stay, there is always an order, and then nothing left to do", () => {
      const options = { hooksPerEvent: 20, now, reading };
      fc.assert(
        fc.property(free, (input) => {
          const live = possibleHooks(input.live, options);
          const actions = planned({ ...input, live }, 20);
          expect(actions.filter((action) => !isOpen(action)).map(showAction)).toEqual([]);
          const { hooks } = applyToModel(actions, live, options);
          expect(planned({ ...input, live: hooks }, 20).map(showAction)).toEqual([]);
        }),
        { numRuns: 1_000 },
      );
    });

    test("beside hooks that stay nothing is refused either, but for what only a spelling tells apart", () => {
      const options = { hooksPerEvent: 20, now, reading };
      fc.assert(
        fc.property(any, (input) => {
          const live = possibleHooks(input.live, options);
          const actions = planned({ ...input, live }, 20);
          const { hooks, refused } = applyToModel(actions.filter(isOpen), live, options);
          if (reading.urlComparison === "bytes") expect(refused).toEqual([]);
          fc.pre(refused.length === 0);
          const again = planned({ ...input, live: hooks }, 20);
          expect(again.filter(isOpen).map(showAction)).toEqual([]);
        }),
        { numRuns: 1_000 },
      );
    });

    test.each([2, 3])(
      "with %i hooks per event no-order is said only where there is none",
      (limit) => {
        const options = { hooksPerEvent: limit, now, reading };
        fc.assert(
          fc.property(free, (input) => {
            const live = possibleHooks(input.live, options);
            const actions = planned({ ...input, live }, limit).filter(isOrdered);
            if (actions.every(isOpen)) return;
            expect(someOrderWorks(actions, live, options), actions.map(showAction).join()).toBe(
              false,
            );
          }),
          { numRuns: 400 },
        );
      },
    );
  },
);

describe("the laws of order", () => {
  test("a hook at a previous URL is moved rather than left for the next plan to delete", () => {
    const at = (host: string): string => `https://${host}.example.com/hook`;
    const live = [
      liveHook({ id: 1, url: at("b"), events: ["fork"] }),
      liveHook({ id: 2, url: at("a"), events: ["fork", "push"] }),
      liveHook({ id: 3, url: at("a"), events: ["issues", "push"], name: "cli", insecureSsl: true }),
    ];
    const secret = managed();
    const hooks = [
      desiredHook({ url: at("a"), events: ["fork"], previousUrls: [at("b")], secret }),
      desiredHook({ url: at("a"), events: ["issues"], secret }),
    ];
    const actions = planOne({ hooks, live, undeclaredSecrets: "keep" }).actions;
    expect(actions.map(showAction)).toEqual(["update #2", "config-patch #1"]);
    const options = { hooksPerEvent: 20, now, reading: readings[1] };
    const { hooks: after } = applyToModel(actions, live, options);
    expect(planOne({ hooks, live: after }).actions).toEqual([]);
  });

  test("at the limit of hooks per event hooks are paired in a way that has an order", () => {
    const at = (host: string): string => `https://${host}.example.com/hook`;
    const live = [
      liveHook({ id: 1, url: at("A"), events: ["fork", "push"], insecureSsl: true }),
      liveHook({ id: 2, url: at("a"), events: ["push"] }),
      liveHook({ id: 3, url: at("b"), events: ["fork"] }),
    ];
    const secret = managed();
    const hooks = [
      desiredHook({ url: at("a"), events: ["fork"], secret }),
      desiredHook({ url: at("a"), events: ["push", "star"], secret }),
      desiredHook({ url: at("b"), events: ["fork"], secret }),
    ];
    const actions = planOne({ hooks, live, hooksPerEvent: 2 }).actions;
    for (const reading of readings.slice(0, 3)) {
      const { refused } = applyToModel(actions, live, { hooksPerEvent: 2, now, reading });
      expect(refused.map(({ action }) => showAction(action))).toEqual([]);
    }
    expect(actions.map(({ blocked }) => blocked)).toEqual([null, null, null]);
  });

  test.each([2, 20])(
    "with %i hooks per event a delete is early only where it has to be",
    (hooksPerEvent) => {
      // The careful reading, by which two spellings are one URL.
      const options = { hooksPerEvent, now, reading: readings[3] };
      fc.assert(
        fc.property(free, (input) => {
          const live = possibleHooks(input.live, options);
          const actions = planned({ ...input, live }, hooksPerEvent).filter(isOpen);
          fc.pre(actions.some((action) => action.kind === "delete" && action.early !== null));
          fc.pre(applyToModel(actions, live, options).refused.length === 0);
          const deletes = actions.filter(({ kind }) => kind === "delete");
          const changes = actions.filter(({ kind }) => kind !== "delete");
          for (const order of everyOrder(changes)) {
            const { refused } = applyToModel([...order, ...deletes], live, options);
            expect(refused).not.toEqual([]);
          }
        }),
        { numRuns: 200 },
      );
    },
  );

  test("an action needs exactly those without which it would be refused as a duplicate", () => {
    fc.assert(
      fc.property(free, (input) => {
        const options = { hooksPerEvent: 100, now };
        const live = possibleHooks(input.live, options);
        const actions = planned({ ...input, live }, 100).filter(isOpen);
        fc.pre(applyToModel(actions, live, options).refused.length === 0);
        for (const [index, action] of actions.entries())
          for (const earlier of actions.slice(0, index)) {
            if (earlier.kind === "create") continue;
            const without = actions.slice(0, index).filter((other) => other !== earlier);
            // The rest of the run may fail without it as well, but then not this action alone.
            const others = applyToModel(without, live, options);
            if (others.refused.length > 0) continue;
            const { refused } = applyToModel([action], others.hooks, options);
            if (refused.length > 0)
              expect(action.needs, showAction(action)).toContain(earlier.live.id);
          }
      }),
      { numRuns: 300 },
    );
  });
});
