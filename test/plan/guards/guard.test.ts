import { describe, expect, test } from "vitest";
import { refusals } from "../../../src/plan/guards/guards.ts";
import { at, desiredHook, liveHook, longAgo, managed, receiver } from "../../support/build.ts";
import { type OneScope, planOne } from "../../support/plan-one.ts";

const codes = (scope: OneScope) =>
  planOne(scope)
    .diagnostics.filter(({ severity }) => severity === "error")
    .map(({ code }) => code);

const liveHooks = (count: number, over: Parameters<typeof liveHook>[0] = {}) =>
  Array.from({ length: count }, (_, index) =>
    liveHook({ id: index + 1, url: `${receiver}/${index}`, ...over }),
  );
const desiredHooks = (count: number) =>
  Array.from({ length: count }, (_, index) => desiredHook({ url: `${receiver}/new/${index}` }));

describe("limits of a run", () => {
  test.each([
    [3, 3, []],
    [4, 3, ["too-many-deletes"]],
    [1, 0, ["too-many-deletes"]],
  ])("%i deletes of at most %i", (count, maxDeletes, expected) => {
    expect(codes({ live: liveHooks(count), unmanaged: "delete", maxDeletes })).toEqual(expected);
  });

  test.each([
    [3, 3, []],
    [4, 3, ["too-many-changes"]],
  ])("%i changes of at most %i", (count, maxChanges, expected) => {
    expect(codes({ hooks: desiredHooks(count), maxChanges })).toEqual(expected);
  });

  test("changes are actions of every kind, and any number without a limit", () => {
    const scope = { hooks: desiredHooks(1), live: liveHooks(1), unmanaged: "delete" } as const;
    expect(codes({ ...scope, maxChanges: 1 })).toEqual(["too-many-changes"]);
    expect(codes({ hooks: desiredHooks(15), live: [] })).toEqual([]);
  });

  test("what is blocked is not counted", () => {
    const scope = { live: liveHooks(2), unmanaged: "delete", protect: ["https://**"] } as const;
    expect(codes({ ...scope, maxDeletes: 0, maxChanges: 0 })).toEqual([]);
  });
});

describe("GitHub's limit of hooks per event", () => {
  test.each([
    [20, 19, []],
    [20, 20, ["event-limit"]],
    [250, 249, []],
    [250, 250, ["event-limit"]],
  ])("of %i, with %i there already and one to come", (hooksPerEvent, count, expected) => {
    expect(codes({ hooks: [desiredHook()], live: liveHooks(count), hooksPerEvent })).toEqual(
      expected,
    );
  });

  test("names the event, the numbers and the scope", () => {
    const [problem] = planOne({
      hooks: [desiredHook({ events: ["issues", "push"] })],
      live: liveHooks(20),
    }).diagnostics;
    expect(problem).toMatchObject({ code: "event-limit", scope: "acme/api", severity: "error" });
    expect(problem?.message).toMatch(/21.*"push".*20/);
  });

  test("counts what leaves as well as what comes", () => {
    const scope = { hooks: [desiredHook()], live: liveHooks(20) } as const;
    expect(codes({ ...scope, unmanaged: "delete" })).toEqual([]);
    const shrinking = desiredHook({ url: `${receiver}/0`, events: ["issues"] });
    expect(codes({ ...scope, hooks: [desiredHook(), shrinking] })).toEqual([]);
  });

  test("does not count on what is blocked", () => {
    const scope = { hooks: [desiredHook()], live: liveHooks(20), unmanaged: "delete" } as const;
    expect(codes({ ...scope, protect: [`${receiver}/**`] })).toEqual(["event-limit"]);
  });

  test("leaves alone what was over it before", () => {
    const shrinking = desiredHook({ url: `${receiver}/0`, events: ["issues"] });
    expect(codes({ hooks: [shrinking], live: liveHooks(22) })).toEqual([]);
  });
});

describe("a rotation ahead of GitHub's clock", () => {
  const secret = managed("ci", longAgo + 90_000);
  const rotated = desiredHook({ secret });
  const masked = liveHook({ hasSecret: true });

  test.each([
    ["a create", { hooks: [rotated] }],
    ["a first secret", { hooks: [rotated], live: [liveHook()] }],
    ["a rotation", { hooks: [rotated], live: [masked] }],
    [
      "a rotation in an update",
      { hooks: [desiredHook({ secret, active: false })], live: [masked] },
    ],
  ])("refuses %s until it has passed", (_, scope) => {
    expect(codes({ ...scope, githubTime: longAgo + 89_999 })).toEqual(["rotation-ahead"]);
    expect(codes({ ...scope, githubTime: longAgo + 90_000 })).toEqual([]);
    expect(codes(scope)).toEqual([]);
    const plan = planOne({ ...scope, githubTime: longAgo });
    expect(refusals(plan)).toMatchObject([{ position: at(3) }]);
    expect(refusals(plan)[0]?.message).toContain("90 s");
    // What is left out of a run refuses nothing of it.
    expect(refusals(plan, new Set(["acme/api"]))).toEqual([]);
    expect(refusals(plan, new Set(["acme/web"]))).toHaveLength(1);
  });

  test("does not matter where no such secret is written", () => {
    const githubTime = longAgo;
    const done = liveHook({ hasSecret: true, updatedAt: longAgo + 90_000 });
    expect(codes({ hooks: [rotated], live: [done], githubTime })).toEqual([]);
    const other = desiredHook({ secret: managed("ci", longAgo) });
    expect(codes({ hooks: [other], githubTime })).toEqual([]);
    const blocked = { hooks: [desiredHook({ secret, active: false })], protect: ["https://**"] };
    expect(codes({ ...blocked, live: [masked], githubTime })).toEqual([]);
  });
});
