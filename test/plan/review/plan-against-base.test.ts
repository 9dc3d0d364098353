import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredScope } from "../../../src/model/desired-state.ts";
import { planAgainstBase } from "../../../src/plan/review/plan-against-base.ts";
import { fleetCase } from "../../support/arbitraries.ts";
import {
  absentHook,
  api,
  desiredHook,
  desiredScope,
  desiredState,
  longAgo,
  managed,
  undeclared,
} from "../../support/build.ts";

const options = { hooksPerEvent: 20 };

function paper(before: Partial<DesiredScope> | undefined, after: Partial<DesiredScope>) {
  const state = (one: Partial<DesiredScope> | undefined) =>
    desiredState({ scopes: one === undefined ? [] : [desiredScope(one)] });
  return planAgainstBase(state(before), state(after), options).head;
}

const shown = (plan: ReturnType<typeof paper>) =>
  plan.actions.map((action) => [action.kind, action.kind === "delete" ? "" : action.secret]);

describe("a plan on paper", () => {
  test("takes the base for applied", () => {
    const hook = desiredHook({ secret: managed() });
    expect(shown(paper({ hooks: [hook] }, { hooks: [hook] }))).toEqual([]);
    expect(shown(paper(undefined, { hooks: [hook] }))).toEqual([["create", "set"]]);
    const changed = desiredHook({ secret: managed(), events: ["star"] });
    expect(shown(paper({ hooks: [hook] }, { hooks: [changed] }))).toEqual([["update", "resupply"]]);
    expect(shown(paper({ hooks: [hook] }, { unmanaged: "delete" }))).toEqual([["delete", ""]]);
  });

  test("rotates where the date is newer than the base's", () => {
    const at = (rotatedAt?: number) => ({
      hooks: [desiredHook({ secret: managed("ci", rotatedAt) })],
    });
    expect(shown(paper(at(), at(longAgo)))).toEqual([["config-patch", "rotate"]]);
    expect(shown(paper(at(longAgo), at(longAgo + 1)))).toEqual([["config-patch", "rotate"]]);
    expect(shown(paper(at(longAgo), at(longAgo)))).toEqual([]);
  });

  test("blocks nothing for a secret of which nobody knows", () => {
    const before = desiredHook({ secret: undeclared });
    const after = desiredHook({ secret: undeclared, events: ["star"] });
    expect(paper({ hooks: [before] }, { hooks: [after] }).actions).toMatchObject([
      { kind: "update", blocked: null },
    ]);
  });

  test("has no ids, no requests and nothing unmanaged", () => {
    const plan = paper({ hooks: [desiredHook()] }, { hooks: [desiredHook({ active: false })] });
    for (const action of plan.actions) {
      expect(action.requests).toEqual([]);
      if (action.kind !== "create") expect(action.live.id).toBeLessThan(0);
    }
    expect(paper({ hooks: [desiredHook()] }, {})).toMatchObject({ unmanaged: [], assumed: 0 });
  });

  test("says so where a delete may find a hook that the base does not know", () => {
    const url = "https://gone.example.com/";
    const absent = [absentHook(url)];
    const found = paper({}, { absent }).diagnostics;
    expect(found).toMatchObject([
      { severity: "warning", code: "absent-unseen", scope: "acme/api" },
    ]);
    expect(paper({ absent }, { absent }).diagnostics).toEqual([]);
    const known = paper({ hooks: [desiredHook({ url })] }, { absent });
    expect([shown(known), known.diagnostics]).toEqual([[["delete", ""]], []]);
  });

  test("counts against the limits of the change", () => {
    const head = desiredState({
      scopes: [desiredScope({ unmanaged: "delete" })],
      limits: { maxDeletes: 0, maxChanges: undefined },
    });
    const base = desiredState({ scopes: [desiredScope({ hooks: [desiredHook()] })] });
    const codes = planAgainstBase(base, head, options).head.diagnostics.map(({ code }) => code);
    expect(codes).toEqual(["too-many-deletes"]);
  });

  test("a scope that is unreadable on the base is so in the plan", () => {
    const diagnostic = { severity: "error", code: "contradicting-hook", message: "" } as const;
    const base = desiredState({ unreadable: [{ scope: api, hooks: [], diagnostic }] });
    const head = desiredState({ scopes: [desiredScope({ hooks: [desiredHook()] })] });
    const plan = planAgainstBase(base, head, options).head;
    expect(plan).toMatchObject({ complete: false, actions: [], diagnostics: [diagnostic] });
  });
});

test("without a change there is nothing to do", () => {
  fc.assert(
    fc.property(fleetCase, ({ desired }) => {
      const { head } = planAgainstBase(desired, desired, options);
      expect([head.actions, head.diagnostics, head.complete]).toEqual([[], [], true]);
    }),
  );
});
