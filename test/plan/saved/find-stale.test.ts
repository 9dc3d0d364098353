import { describe, expect, test } from "vitest";
import type { LiveHook } from "../../../src/model/hook.ts";
import type { LiveState } from "../../../src/model/live-state.ts";
import type { Plan } from "../../../src/model/plan.ts";
import { scopeKey } from "../../../src/model/scope.ts";
import { planFleet } from "../../../src/plan/plan-fleet.ts";
import { fingerprint, planDigest, scopeDigest } from "../../../src/plan/saved/digest.ts";
import { findStale } from "../../../src/plan/saved/find-stale.ts";
import { planDocument } from "../../../src/report/documents/plan-document.ts";
import { metaOf } from "../../report/meta.ts";
import { desiredHook, desiredScope, desiredState, liveHook, scope } from "../../support/build.ts";

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
const digests = { fingerprint, scope: scopeDigest, plan: planDigest };
const reviewed = planDocument(reviewedPlan, metaOf(reviewedPlan, { digests }));
const staleIn = (now: Plan): readonly string[] =>
  [...findStale(reviewed, now).values()].map(({ scope }) => scope);

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

  test("is not stale where it cannot be read now: that is an error of its own", () => {
    expect(staleIn(plan({ "acme/api": differs, "acme/web": undefined }))).toEqual([]);
    expect(staleIn(plan({ "acme/api": undefined, "acme/web": undefined }))).toEqual([]);
  });
});
