import { describe, expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import type { LiveHook } from "../../../src/model/hook.ts";
import type { LiveState } from "../../../src/model/live-state.ts";
import type { Action, Plan } from "../../../src/model/plan.ts";
import { scopeKey } from "../../../src/model/scope.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { deletesToKeep, findStale } from "../../../src/plan/saved/find-stale.ts";
import { deleteAction, handMadePlan } from "../../render/hand-made.ts";
import { metaOf } from "../../render/meta.ts";
import {
  api,
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  scope,
} from "../../support/build.ts";

const names = ["acme/api", "acme/web"] as const;

/** Two scopes that want the same hook; `undefined` = cannot be read. */
function plan(
  live: Readonly<Record<(typeof names)[number], readonly LiveHook[] | undefined>>,
): Plan {
  const desired = desiredState({
    scopes: names.map((name) => desiredScope({ scope: scope(name), hooks: [desiredHook()] })),
  });
  const readings: LiveState = new Map(
    names.map((name) => {
      const of = scope(name);
      const hooks = live[name];
      return [
        scopeKey(of),
        hooks === undefined
          ? {
              status: "unreadable",
              scope: of,
              diagnostic: { severity: "error", code: "forbidden", message: "no", scope: name },
            }
          : { status: "read", scope: of, hooks, readAt: 0 },
      ] as const;
    }),
  );
  return planFleet(desired, readings, { hooksPerEvent: 20 });
}

const differs = [liveHook({ active: false })];
const reviewedPlan = plan({ "acme/api": differs, "acme/web": [] });
const reviewed = planDocument(reviewedPlan, metaOf(reviewedPlan));
const staleOf = (old: Parameters<typeof findStale>[0], now: Plan): readonly string[] =>
  [...findStale(old, now).values()].map(({ scope }) => scope);
const staleIn = (now: Plan): readonly string[] => staleOf(reviewed, now);

describe("a scope of a reviewed plan", () => {
  test("is not stale where nothing has changed", () => {
    expect(staleIn(plan({ "acme/api": differs, "acme/web": [] }))).toEqual([]);
  });

  test("is stale where a fact of its actions has changed, with what is gone and what is new", () => {
    const now = plan({
      "acme/api": [liveHook({ active: false, contentType: "form" })],
      "acme/web": [],
    });
    const [stale] = findStale(reviewed, now).values();
    expect(stale).toMatchObject({ scope: "acme/api", reordered: false });
    expect([stale?.gone.length, stale?.fresh.length]).toEqual([1, 1]);
  });

  test("is stale where nothing is left to do", () => {
    expect(staleIn(plan({ "acme/api": [liveHook()], "acme/web": [] }))).toEqual(["acme/api"]);
  });

  test("names every stale scope by GitHub's spelling, in order, with its own actions", () => {
    const now = plan({ "acme/api": [], "acme/web": differs });
    const stale = [...findStale(reviewed, now)];
    expect(stale.map(([key, { scope: name }]) => [key, name])).toEqual([
      ["acme/api", "acme/api"],
      ["acme/web", "acme/web"],
    ]);
    const kinds = stale.map(([, { gone, fresh }]) => [
      gone.map(({ kind }) => kind),
      fresh.map(({ kind }) => kind),
    ]);
    expect(kinds).toEqual([
      [["update"], ["create"]],
      [["create"], ["update"]],
    ]);
  });

  test("says what is gone and what is new of several actions, and that their order is another", () => {
    const [one, two, three] = [21, 22, 23].map((id) => deleteAction({ live: liveHook({ id }) }));
    if (one === undefined || two === undefined || three === undefined) throw new Error("none");
    const of = (...actions: readonly Action[]): Plan => handMadePlan({ actions, scopes: [api] });
    const before = of(one, two);
    const old = planDocument(before, metaOf(before));
    const idsOf = (now: Plan) =>
      [...findStale(old, now).values()].map(({ gone, fresh, reordered }) => ({
        gone: gone.map(({ hook_id }) => hook_id),
        fresh: fresh.map((action) => action.kind !== "create" && action.live.id),
        reordered,
      }));
    expect(idsOf(of(one, three))).toEqual([{ gone: [22], fresh: [23], reordered: false }]);
    expect(idsOf(of(one))).toEqual([{ gone: [22], fresh: [], reordered: false }]);
    expect(idsOf(of(one, two, three))).toEqual([{ gone: [], fresh: [23], reordered: false }]);
    expect(idsOf(of(two, one))).toEqual([{ gone: [], fresh: [], reordered: true }]);
    expect(idsOf(of(one, two))).toEqual([]);
  });

  test("is not stale where nothing was to be done and nothing is, whatever else was read", () => {
    const nothing = handMadePlan({ scopes: [api] });
    const old = planDocument(nothing, metaOf(nothing));
    expect(staleOf(old, handMadePlan({ scopes: [] }))).toEqual([]);
    expect(staleOf(old, handMadePlan({ scopes: [api, scope("acme/new")] }))).toEqual([]);
    const fresh = deleteAction({ scope: scope("Acme/New") });
    expect(staleOf(old, handMadePlan({ scopes: [api, fresh.scope], actions: [fresh] }))).toEqual([
      "Acme/New",
    ]);
  });

  test("is stale where it is out of the file, unlike one that cannot be read", () => {
    const left = planFleet(desiredState(), new Map(), { hooksPerEvent: 20 });
    expect(staleIn(left)).toEqual(["acme/api", "acme/web"]);
    expect(staleIn({ ...left, complete: false })).toEqual(["acme/api", "acme/web"]);
  });

  test("is not stale where it cannot be read now: that is an error of its own", () => {
    expect(staleIn(plan({ "acme/api": differs, "acme/web": undefined }))).toEqual([]);
    expect(staleIn(plan({ "acme/api": undefined, "acme/web": undefined }))).toEqual([]);
  });
});

describe("a delete waits for the review of", () => {
  /** A delete of the hook that `acme/web` is to have, early or not. */
  const reviewedThere = handMadePlan({ actions: [], scopes: [api] });
  const kept = (early: Parameters<typeof deleteAction>[0]): number => {
    const now = plan({ "acme/api": [liveHook()], "acme/web": [] });
    const gone = deleteAction({ scope: api, live: liveHook(), ...early });
    const both = { ...now, actions: [gone, ...now.actions] };
    const old = planDocument({ ...reviewedThere, actions: [gone] }, metaOf(reviewedThere));
    const stale = findStale(old, both);
    expect([...stale.keys()]).toEqual(["acme/web"]);
    return deletesToKeep(old, both, stale).size;
  };

  test("what is due now and was not reviewed, also where it makes room", () => {
    expect(kept({})).toBe(1);
    expect(kept({ early: "event-limit" })).toBe(1);
  });

  test("nothing where it is a duplicate that its own hook waits for", () => {
    expect(kept({ early: "duplicate-in-the-way" })).toBe(0);
  });
});

test("a scope that only warns is no scope that cannot be read", () => {
  const left = planFleet(desiredState(), new Map(), { hooksPerEvent: 20 });
  const scopes = names.map((scope) => ({ scope, code: "any", message: "" }));
  const of = (severity: "error" | "warning"): Plan => ({
    ...left,
    complete: false,
    diagnostics: scopes.map((one) => ({ ...one, severity })),
  });
  expect(staleIn(of("error"))).toEqual([]);
  expect(staleIn(of("warning"))).toEqual(["acme/api", "acme/web"]);
});
