import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endings } from "../support/apply-to.ts";
import { crowdedCase } from "../support/arbitraries.ts";
import { desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import { possibleHooks, readings } from "../support/github-model.ts";
import { type GitHubWorld, githubWorld } from "../support/github-world.ts";

/** The answers that a run could have spared itself. */
function refusals(world: GitHubWorld): readonly string[] {
  return world
    .writes()
    .filter(({ status }) => status === 422)
    .map(({ method, path }) => `${method} ${path}`);
}

describe.each(readings)(
  "where GitHub compares $duplicateKey, URLs by $urlComparison",
  (reading) => {
    // Of another spelling that stays, nobody knows whether it is in the way.
    const staying = reading.urlComparison === "bytes" ? [false, true] : [false];
    test.each(staying)("no plan meets a hook that exists (others may stay: %s)", async (stays) => {
      await fc.assert(
        fc.asyncProperty(crowdedCase({ stays }), async ({ wanted, live }) => {
          const possible = possibleHooks(live, { hooksPerEvent: 20, now: longAgo, reading });
          const world = await githubWorld({
            scopes: { "acme/api": { ...wanted, live: possible } },
            switches: reading,
            direct: true,
          });
          const { plan, outcomes } = await world.apply();
          expect(endings(outcomes)).not.toContain("hook-exists");
          if (plan.actions.some(({ blocked }) => blocked !== null)) return;
          expect(endings(outcomes).filter((ending) => ending !== "applied")).toEqual([]);
          expect(refusals(world)).toEqual([]);
          expect((await world.plan()).actions).toEqual([]);
        }),
        { numRuns: 100 },
      );
    });
  },
);

test("an update in two parts gives up its events, another hook takes them, and it takes others", async () => {
  const secret = managed();
  const world = await githubWorld({
    scopes: {
      "acme/api": {
        hooks: [
          desiredHook({ events: ["issues", "star"], secret }),
          desiredHook({ events: ["fork", "push"], secret }),
        ],
        live: [
          liveHook({ id: 1, events: ["issues", "push"], hasSecret: true }),
          liveHook({ id: 2, events: ["fork", "star"], hasSecret: true }),
        ],
      },
    },
  });
  const { outcomes, plan } = await world.apply({ now: () => Number.MAX_SAFE_INTEGER });
  expect(plan.actions.map((action) => action.kind === "update" && action.part)).toEqual([
    "shrink",
    null,
    "grow",
  ]);
  // A look comes before each of them, and the second part does not take its first for a stranger's.
  expect(endings(outcomes)).toEqual(["applied", "applied", "applied"]);
  expect(refusals(world)).toEqual([]);
  expect((await world.plan()).actions).toEqual([]);
  expect(world.fetch.violations).toEqual([]);
});
