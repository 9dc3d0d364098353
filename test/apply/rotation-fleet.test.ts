import { describe, expect, test } from "vitest";
import { rotationsOf } from "../../src/model/managed-secrets.ts";
import type { Switches } from "../../src/simulator/switches.ts";
import { endings, secretValue } from "../support/apply-to.ts";
import { desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import { githubWorld, originalSecret } from "../support/github-world.ts";

const value = secretValue({ kind: "env", name: "CI_SECRET" });
const rotatedAt = longAgo + 60_000;

/** A fleet of repositories with one hook each, whose secret is to be rotated. */
function fleetOf(count: number, switches: Partial<Switches> = {}) {
  const desired = desiredHook({ secret: managed("ci", rotatedAt) });
  const scopes = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `acme/r${index}`,
      { hooks: [desired], live: [liveHook({ id: index + 1, hasSecret: true })] },
    ]),
  );
  return githubWorld({ scopes, switches, direct: true });
}

const patched = (paths: readonly string[]): readonly string[] =>
  paths.filter((path) => path.startsWith("PATCH")).toSorted();

describe("a fleet of 500 hooks", () => {
  test("interrupted in the middle, goes on with the rest and rotates none twice", async () => {
    const world = await fleetOf(500);
    const controller = new AbortController();
    let finished = 0;
    const first = await world.apply({
      signal: controller.signal,
      onEvent: ({ type }) => {
        if (type !== "action_finished") return;
        finished += 1;
        if (finished === 200) controller.abort();
      },
    });
    const done = endings(first.outcomes).filter((ending) => ending === "applied").length;
    expect(done).toBeGreaterThanOrEqual(200);
    expect(done).toBeLessThan(250);
    const before = patched(world.asked());
    expect(before).toHaveLength(done);

    const [rotation] = rotationsOf(await world.plan());
    expect([rotation?.due.length, rotation?.done.length]).toEqual([500 - done, done]);
    const second = await world.apply();
    expect(new Set(endings(second.outcomes))).toEqual(new Set(["applied"]));
    const after = patched(world.asked());
    expect(after).toHaveLength(500 - done);
    expect(new Set([...before, ...after]).size).toBe(500);

    expect((await world.plan()).actions).toEqual([]);
    const secrets = Array.from(
      { length: 500 },
      (_, index) => world.stored(`acme/r${index}`, index + 1)?.config.secret,
    );
    expect(new Set(secrets)).toEqual(new Set([value]));
  });
});

const yesNo = ["yes", "no"] as const;
const combinations = yesNo.flatMap((patch) =>
  yesNo.flatMap((config) =>
    yesNo.flatMap((unchanged) =>
      (["keep", "drop"] as const).map((secret) => ({
        patchTouchesUpdatedAt: patch,
        configPatchTouchesUpdatedAt: config,
        unchangedPatchTouchesUpdatedAt: unchanged,
        secretOnConfigPatch: secret,
        secretOnPatchWithoutConfig: secret,
      })),
    ),
  ),
);

describe.each(combinations)("under %j", (switches) => {
  const records =
    switches.configPatchTouchesUpdatedAt === "yes" ||
    // The whole update repeats what the config patch did, and so changes nothing.
    (switches.patchTouchesUpdatedAt === "yes" && switches.unchangedPatchTouchesUpdatedAt === "yes");

  test("a rotation is recorded and not repeated, or has failed and says so", async () => {
    const world = await fleetOf(2, switches);
    const { outcomes } = await world.apply();
    expect(endings(outcomes)).toEqual(Array(2).fill(records ? "applied" : "rotation-unrecorded"));
    for (const id of [1, 2]) expect(world.stored(`acme/r${id - 1}`, id)?.config.secret).toBe(value);
    const { actions } = await world.plan();
    expect(actions.map(({ reason }) => reason)).toEqual(records ? [] : ["rotation", "rotation"]);
  });

  test("no secret is lost where other things change with it", async () => {
    const live = liveHook({ hasSecret: true, contentType: "form", events: ["issues"] });
    const hooks = [desiredHook({ secret: managed("ci", rotatedAt) })];
    const world = await githubWorld({
      scopes: { "acme/api": { hooks, live: [live] } },
      switches,
      direct: true,
    });
    for (let run = 0; run < 3; run += 1) await world.apply();
    const stored = world.stored("acme/api", 1)?.config;
    expect(stored?.content_type).toBe("json");
    expect(stored?.secret).toBe(value);
    expect(stored?.secret).not.toBe(originalSecret(1));
  });
});
