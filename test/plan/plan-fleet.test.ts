import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/model/diagnostic.ts";
import type { LiveState } from "../../src/model/live-state.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import {
  api,
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  longAgo,
  managed,
  receiver,
  scope,
} from "../support/build.ts";
import { planOne } from "../support/plan-one.ts";

const options = { hooksPerEvent: 20 };
const acme = scope("acme");
const web = scope("acme/web");
const denied: Diagnostic = { severity: "error", code: "not-found", message: "no" };

describe("a previous URL that is in use", () => {
  const shouted = "https://CI.Example.com:443/hook";
  const other = desiredHook({ url: "https://new.example.com/hook", previousUrls: [shouted] });

  test.each([
    ["the hook's own in another spelling", [desiredHook({ previousUrls: [shouted] })]],
    ["another declared hook's", [desiredHook(), other]],
  ])("moves and deletes nothing: %s", (_, hooks) => {
    const desired = desiredState({ scopes: [desiredScope({ hooks })] });
    const twin = liveHook({ id: 2, url: shouted, events: ["issues"] });
    const plan = planFleet(desired, liveState([[api, [liveHook(), twin]]]), options);
    expect(plan.actions.filter(({ kind }) => kind !== "create")).toEqual([]);
    expect(plan.unmanaged).toMatchObject([{ hookId: 2 }]);
  });
});

describe("scopes", () => {
  test("come sorted by name, case aside, each with its own rules", () => {
    const shouted = scope("Acme/API");
    const desired = desiredState({
      scopes: [
        desiredScope({ scope: web, unmanaged: "delete" }),
        desiredScope({ scope: shouted, hooks: [desiredHook()] }),
        desiredScope({ scope: acme, unmanaged: "keep" }),
      ],
    });
    const live = liveState([
      [web, [liveHook({ id: 3 })]],
      [api, []],
      [acme, [liveHook({ id: 4 })]],
    ]);
    const plan = planFleet(desired, live, options);
    expect(plan.scopes).toEqual([acme, shouted, web]);
    expect(plan.actions).toMatchObject([
      { kind: "create", scope: shouted, requests: ["POST /repos/Acme/API/hooks"] },
      { kind: "delete", scope: web },
    ]);
    expect(plan.unmanaged).toMatchObject([{ scope: acme, hookId: 4, counted: false }]);
    expect(plan).toMatchObject({ complete: true, diagnostics: [] });
  });

  test("of organizations have paths of their own, names are escaped", () => {
    const odd = scope("acme/a b");
    const hooks = [desiredHook()];
    const desired = desiredState({
      scopes: [acme, odd].map((of) => desiredScope({ scope: of, hooks })),
    });
    const live = liveState([
      [acme, []],
      [odd, []],
    ]);
    const { actions } = planFleet(desired, live, options);
    expect(actions.flatMap(({ requests }) => requests)).toEqual([
      "POST /orgs/acme/hooks",
      "POST /repos/acme/a%20b/hooks",
    ]);
  });

  test("that are live and not declared are nobody's business", () => {
    const plan = planFleet(desiredState(), liveState([[api, [liveHook()]]]), options);
    expect(plan).toMatchObject({ actions: [], unmanaged: [], scopes: [], complete: true });
  });
});

describe("what could not be read", () => {
  const wanted = desiredScope({ hooks: [desiredHook()] });

  test.each<readonly [string, LiveState]>([
    [
      "by GitHub's answer",
      new Map([["acme/api", { status: "unreadable", scope: api, diagnostic: denied }]]),
    ],
    ["by nobody's asking", new Map()],
  ])("%s is not planned, and the plan is incomplete", (_, live) => {
    const plan = planFleet(desiredState({ scopes: [wanted] }), live, options);
    expect(plan).toMatchObject({ actions: [], scopes: [], complete: false });
    expect(plan.diagnostics).toMatchObject([
      { severity: "error", code: live.size === 0 ? "not-read" : "not-found" },
    ]);
    expect(plan.seen.size).toBe(0);
  });

  test("for the configuration's own reasons is not planned, even if it was read", () => {
    const desired = desiredState({
      scopes: [wanted, desiredScope({ scope: web, hooks: [desiredHook()] })],
      unreadable: [{ scope: scope("ACME/api"), hooks: [], diagnostic: denied }],
    });
    const live = liveState([
      [api, []],
      [web, []],
    ]);
    const plan = planFleet(desired, live, options);
    expect(plan.actions).toMatchObject([{ kind: "create", scope: web }]);
    expect(plan).toMatchObject({ complete: false, diagnostics: [denied] });
  });
});

describe("the sums", () => {
  test("assumed are managed secrets that are present and not sent", () => {
    const rotated = managed("audit", longAgo + 1);
    const masked = (id: number, over = {}) =>
      liveHook({ id, url: `${receiver}/${id}`, hasSecret: true, ...over });
    const plan = planOne({
      hooks: [
        desiredHook({ url: `${receiver}/1`, secret: managed() }),
        desiredHook({ url: `${receiver}/2`, secret: managed(), contentType: "form" }),
        desiredHook({ url: `${receiver}/3`, secret: managed(), active: false }),
        desiredHook({ url: `${receiver}/4`, secret: rotated }),
        desiredHook({ url: `${receiver}/5` }),
        desiredHook({ url: `${receiver}/6`, secret: managed() }),
        desiredHook({ url: `${receiver}/7`, secret: managed() }),
        desiredHook({ url: `${receiver}/8`, secret: managed(), events: ["issues"] }),
      ],
      live: [1, 2, 3, 4, 5]
        .map((id) => masked(id))
        .concat([masked(6, { hasSecret: false }), masked(8)]),
      protect: [`${receiver}/8`],
    });
    // Unchanged, changed without it, and blocked; not the re-supplied, rotated, set and created ones.
    expect(plan.assumed).toBe(3);
  });

  test("seen are the ids of all hooks, ignored ones included", () => {
    const live = [liveHook(), liveHook({ id: 2, name: "cli" })];
    expect(planOne({ live }).seen).toEqual(new Map([["acme/api", new Set([1, 2])]]));
  });

  test("unchanged, unmanaged and ignored are sorted by id", () => {
    const live = [9, 3, 6].flatMap((id) => [
      liveHook({ id, url: `${receiver}/${id}` }),
      liveHook({ id: id + 1, url: `${receiver}/${id}/unknown` }),
      liveHook({ id: id + 2, name: "cli" }),
    ]);
    const hooks = [9, 3, 6].map((id) => desiredHook({ url: `${receiver}/${id}` }));
    const plan = planOne({ hooks, live });
    expect(plan.unchanged.map(({ hookId }) => hookId)).toEqual([3, 6, 9]);
    expect(plan.unmanaged.map(({ hookId }) => hookId)).toEqual([4, 7, 10]);
    expect(plan.ignored.map(({ hookId }) => hookId)).toEqual([5, 8, 11]);
  });
});
