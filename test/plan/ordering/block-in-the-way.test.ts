import { describe, expect, test } from "vitest";
import { clashes, occupantOf } from "../../../src/plan/ordering/occupancy.ts";
import { desiredHook, liveHook, receiver } from "../../support/build.ts";
import { type OneScope, planOne } from "../../support/plan-one.ts";
import { showAction } from "../../support/show-action.ts";

const show = (scope: OneScope) => planOne(scope).actions.map(showAction);

describe("a hook that stays and holds what an action wants", () => {
  const grown = desiredHook({ events: ["issues", "push"] });
  const duplicate = liveHook({ id: 2, events: ["issues"] });
  const blocked = ["update #1 blocked: hook-in-the-way"];

  test.each(["report", "keep"] as const)("blocks it when it is unmanaged under %s", (unmanaged) => {
    expect(show({ hooks: [grown], live: [liveHook(), duplicate], unmanaged })).toEqual(blocked);
  });

  test("blocks it when it is protected from its delete", () => {
    const scope = { hooks: [grown], live: [liveHook(), duplicate], unmanaged: "delete" } as const;
    expect(show({ ...scope, protect: [receiver] })).toEqual([
      ...blocked,
      "delete #2 blocked: protected",
    ]);
  });

  test.each([
    ["a wildcard", { events: ["*"] }],
    ["a name of its own", { name: "cli" }],
  ])("blocks a create, also with %s", (_, over) => {
    const live = [liveHook({ ...over, url: "https://ci.example.com/ignored" })];
    const ignore = ["https://ci.example.com/ignored"];
    const hooks = [desiredHook({ url: "https://ci.example.com/ignored" })];
    expect(show({ hooks, live, ignore })).toEqual([
      "create https://ci.example.com/ignored blocked: hook-in-the-way",
    ]);
  });

  test("does not block it when they share no event, or never shared the URL byte for byte", () => {
    const other = liveHook({ id: 2, events: ["star"] });
    expect(show({ hooks: [grown], live: [liveHook(), other] })).toEqual(["update #1"]);
    const spelt = liveHook({ id: 2, url: "https://CI.example.com/hook", events: ["issues"] });
    expect(show({ hooks: [grown], live: [liveHook(), spelt] })).toEqual(["update #1"]);
  });

  test("does not block a change that takes nothing anew", () => {
    const live = [1, 2].map((id) => liveHook({ id, active: false }));
    expect(show({ hooks: [desiredHook()], live })).toEqual(["update #1"]);
  });

  test("blocks in turn what waits for a hook that is blocked", () => {
    const live = [
      liveHook({ id: 1, events: ["a"] }),
      liveHook({ id: 2, events: ["b", "c"], hasSecret: true }),
      liveHook({ id: 3, events: ["d"] }),
    ];
    const hooks = [
      desiredHook({ events: ["a", "b"] }),
      desiredHook({ events: ["c"] }),
      desiredHook({ events: ["d", "e"] }),
    ];
    expect(show({ hooks, live })).toEqual([
      "update #3",
      "update #2 blocked: undeclared-secret",
      "update #1 blocked: hook-in-the-way",
    ]);
  });

  test("and what waits for a hook that is in turn blocked by another", () => {
    const live = [
      liveHook({ id: 1, events: ["a"] }),
      liveHook({ id: 2, events: ["b", "d", "e", "f"] }),
      liveHook({ id: 3, events: ["c"] }),
    ];
    const hooks = [
      desiredHook({ events: ["a", "b"] }),
      desiredHook({ events: ["c", "d", "e", "f"] }),
    ];
    expect(show({ hooks, live })).toEqual([
      "update #2 blocked: hook-in-the-way",
      "update #1 blocked: hook-in-the-way",
    ]);
  });
});

describe("two hooks of one URL and event that GitHub showed beside each other", () => {
  const shown = liveHook({ hasSecret: true });
  const withSecret = (secret: string | undefined) => ({
    now: { ...occupantOf(shown), secret },
    shown,
  });

  test.each([
    ["of one secret", "env:CI", "env:CI", true, true],
    ["of different secrets", "env:CI", "env:AUDIT", false, false],
    ["of a secret that nobody knows", "env:CI", undefined, true, false],
    ["of two that nobody knows", undefined, undefined, true, false],
    ["of no secret and one", "", "env:CI", false, false],
    ["of no secret and one that nobody knows", undefined, "", false, false],
    ["of no secret", "", "", true, true],
  ])("%s are alike", (_, left, right, careful, literal) => {
    for (const [one, other] of [
      [left, right],
      [right, left],
    ]) {
      expect(clashes(withSecret(one), withSecret(other), "careful")).toBe(careful);
      expect(clashes(withSecret(one), withSecret(other), "literal")).toBe(literal);
    }
  });
});
