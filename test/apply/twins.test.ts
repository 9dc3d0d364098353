import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { endings } from "../support/apply-to.ts";
import { crowdedCase } from "../support/arbitraries.ts";
import { desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import { possibleHooks, readings } from "../support/github-model.ts";
import { type GitHubWorld, githubWorld } from "../support/github-world.ts";

/**
 * The answers that a run could have spared itself. Beside a hook that stays, an update in two
 * requests finds out which of them has to come first.
 */
function refusals(world: GitHubWorld, stays = false): readonly string[] {
  const writes = world.writes();
  const isTurned = (index: number): boolean => {
    const [refused, ...next] = writes.slice(index, index + 3).map(({ method, path }) => {
      return `${method} ${path}`;
    });
    return next[0] === `${refused}/config` && next[1] === refused;
  };
  return writes
    .filter(({ status }, index) => status === 422 && !(stays && isTurned(index)))
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
          expect(refusals(world, stays)).toEqual([]);
          expect((await world.plan()).actions).toEqual([]);
        }),
        { numRuns: 100 },
      );
    });
  },
);

test("an update to another spelling fits beside a hook that stays, its URL first", async () => {
  const world = await githubWorld({
    scopes: {
      "acme/api": {
        hooks: [desiredHook({ url: "https://A.example.com/hook", events: ["fork", "star"] })],
        live: [
          liveHook({ id: 1, url: "https://a.example.com/hook", events: ["star"], hasSecret: true }),
          liveHook({ id: 2, url: "https://a.example.com/hook", events: ["fork"] }),
        ],
        undeclaredSecrets: "keep",
      },
    },
  });
  const { outcomes } = await world.apply();
  expect(endings(outcomes)).toEqual(["applied"]);
  expect(refusals(world)).toEqual(["PATCH /repos/acme/api/hooks/1"]);
  expect(refusals(world, true)).toEqual([]);
  expect((await world.plan()).actions).toEqual([]);
});

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
