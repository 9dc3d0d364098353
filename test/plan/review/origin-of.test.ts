import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredHook, LiveHook } from "../../../src/model/hook.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { originOf } from "../../../src/plan/review/plan-against-base.ts";
import { fleetCase } from "../../support/arbitraries.ts";
import { desiredHook, liveHook, longAgo, managed } from "../../support/build.ts";
import { planOne } from "../../support/plan-one.ts";

const other = "https://other.example.com/hook";

/** The origins of the head's actions, by kind, for one scope with the same live hooks. */
function origins(
  base: readonly DesiredHook[],
  head: readonly DesiredHook[],
  live: readonly LiveHook[],
  rules: Parameters<typeof planOne>[0] = {},
): readonly string[] {
  const plan = planOne({ hooks: head, live, ...rules });
  const origin = originOf(plan, planOne({ hooks: base, live, ...rules }));
  return plan.actions.map((action) => `${action.kind} ${origin.get(action)}`);
}

describe("origin", () => {
  test("a hook that was missing before is drift, one that is newly declared is the change's", () => {
    const missing = desiredHook();
    expect(origins([missing], [missing, desiredHook({ url: other })], [])).toEqual([
      "create drift",
      "create change",
    ]);
  });

  test("an update that the change makes another one is the change's", () => {
    const live = [liveHook({ events: ["star"] })];
    const base = desiredHook();
    expect(origins([base], [base], live)).toEqual(["update drift"]);
    expect(origins([base], [desiredHook({ events: ["issues", "push"] })], live)).toEqual([
      "update change",
    ]);
  });

  test("a new date of rotation is the change's", () => {
    const live = [liveHook({ hasSecret: true })];
    const base = desiredHook({ secret: managed() });
    const head = desiredHook({ secret: managed("ci", longAgo + 1_000) });
    expect(origins([base], [head], live)).toEqual(["config-patch change"]);
    expect(origins([head], [head], live)).toEqual(["config-patch drift"]);
  });

  test("another name for the same secret changes nothing", () => {
    const secret = managed("ci", longAgo + 1_000);
    if (secret.kind !== "managed") throw new Error("managed");
    const renamed = { ...secret, secret: { ...secret.secret, ref: "jenkins" } };
    const live = [liveHook({ hasSecret: true })];
    const hooks = [desiredHook({ secret })];
    expect(origins(hooks, [desiredHook({ secret: renamed })], live)).toEqual([
      "config-patch drift",
    ]);
  });

  test("a delete was due before, whatever the reason for it is now", () => {
    const live = [liveHook({ url: other })];
    expect(origins([], [], live, { unmanaged: "delete" })).toEqual(["delete drift"]);
    const plan = planOne({ hooks: [], live, unmanaged: "delete" });
    const unsure = originOf(plan, plan, new Set(["acme/api"]));
    expect([...unsure.values()]).toEqual(["change"]);
  });

  test("what a guard newly blocks, or no longer does, is the change's", () => {
    const live = [liveHook({ url: other })];
    const base = planOne({ hooks: [], live, unmanaged: "delete", protect: ["**"] });
    const head = planOne({ hooks: [], live, unmanaged: "delete" });
    expect([...originOf(head, base).values()]).toEqual(["change"]);
    expect([...originOf(base, head).values()]).toEqual(["change"]);
  });
});

test("without a change everything was due before", () => {
  fc.assert(
    fc.property(fleetCase, ({ desired, live }) => {
      const plan = planFleet(desired, live, { hooksPerEvent: 20 });
      const again = planFleet(desired, live, { hooksPerEvent: 20 });
      const origin = originOf(plan, again);
      expect(plan.actions.map((action) => origin.get(action))).toEqual(
        plan.actions.map(() => "drift"),
      );
    }),
  );
});
