import { describe, expect, test } from "vitest";
import type { GitHubWriter } from "../../src/github/client-options.ts";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { showTime } from "../../src/model/format.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderApplyResult } from "../../src/render/text/render-run.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { verifyByPast } from "../../src/verify/verify-by-past.ts";
import { verifyByPing } from "../../src/verify/verify-by-ping.ts";
import { optionsFor } from "../github/support/fake-github.ts";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import { api, desiredHook, liveHook, longAgo, managed } from "../support/build.ts";
import { createWorldSimulator, githubWorld, type WorldOptions } from "../support/github-world.ts";

type Options = NonNullable<Parameters<typeof applyTo>[2]>;

const value = secretValue({ kind: "env", name: "CI_SECRET" });
const month = 30 * 24 * 60 * 60 * 1_000;
const desired = desiredHook({ secret: managed("ci", longAgo + 2 * month) });

function worldOf({ live = [liveHook({ hasSecret: true })] } = {}) {
  const scopes = { "acme/api": { hooks: [desired], live } };
  const clock = { now: longAgo + month };
  return { scopes, clock, simulator: createWorldSimulator({ scopes }, () => clock.now) };
}

async function connected(
  scopes: WorldOptions["scopes"],
  clock: { now: number },
  simulator: Simulator,
) {
  const made = await githubWorld({ scopes }, simulator);
  const prober: GitHubWriter = await createGitHubWriter(
    optionsFor(simulator.fetch, { pace: false }),
  );
  const sleep = async (milliseconds: number): Promise<void> => {
    clock.now += milliseconds;
  };
  const byPing: Options = {
    verify: (subject) => verifyByPing(prober, subject, { clock: { now: () => clock.now, sleep } }),
  };
  const byPast: Options = {
    verifyByPast: (subject) => verifyByPast(prober, subject),
  };
  const pings = () => made.writes().filter(({ path }) => path.endsWith("/pings"));
  return { ...made, byPing, byPast, pings };
}

/** A hook that has had a value for an hour when its rotation is declared, and has sent some events. */
async function world({ events = 0, secret = value } = {}) {
  const { scopes, clock, simulator } = worldOf();
  simulator.editByHand("acme/api", 1, { secret });
  clock.now = longAgo + 2 * month - 3_600_000;
  for (let count = 0; count < events; count += 1) simulator.sendEvent("acme/api", "push");
  clock.now += 2 * 3_600_000;
  return connected(scopes, clock, simulator);
}

describe("a rotation to the value that the hook has", () => {
  test("has failed without a proof, and names this cause before the clock", async () => {
    const { apply, byPast } = await world();
    for (const options of [{}, byPast]) {
      const { outcomes } = await apply(options);
      expect(endings(outcomes)).toEqual(["rotation-unrecorded"]);
      const [outcome] = outcomes;
      const help = outcome?.status === "failed" ? (outcome.error.help ?? "") : "";
      expect(help.indexOf("this very value")).toBeGreaterThan(-1);
      expect(help.indexOf("this very value")).toBeLessThan(help.indexOf("clock"));
    }
  });

  test("is done where a delivery proves the value, and no ping is asked for", async () => {
    const { apply, byPast, pings } = await world({ events: 1 });
    const { outcomes } = await apply(byPast);
    expect(outcomes).toMatchObject([
      { status: "applied", hookId: 1, isUnrecorded: true, verification: { verdict: "proved" } },
    ]);
    expect(pings()).toEqual([]);
  });

  test("is reported with what ends it, because each plan lists it again", async () => {
    const { apply, byPast, plan } = await world({ events: 1 });
    const said = renderApplyResult(await apply(byPast), {
      palette: createPalette(false),
      width: 200,
    });
    expect((await plan()).actions).toMatchObject([{ secret: "rotate" }]);
    expect(said).toContain("Not recorded: the hook had this value already");
    const since = showTime(longAgo + month);
    expect(said).toContain(
      `\`rotated_at\` of ci is ${since} or earlier, or its value is a new one`,
    );
  });

  test("is done where a ping proves it", async () => {
    const { apply, byPing, pings } = await world();
    expect(endings((await apply(byPing)).outcomes)).toEqual(["applied"]);
    expect(pings()).toHaveLength(1);
  });

  test("within an update is done in the same way", async () => {
    const { hooks, plan, byPast, simulator } = await world({ events: 1 });
    const made = await plan();
    const [action] = made.actions;
    if (action?.kind !== "config-patch") throw new Error("the plan is another one");
    const update = { ...made, actions: [{ ...action, kind: "update" as const, part: null }] };
    expect(endings((await applyTo(hooks, update)).outcomes)).toEqual(["rotation-unrecorded"]);
    expect(endings((await applyTo(hooks, update, byPast)).outcomes)).toEqual(["applied"]);
    expect(simulator.hooks("acme/api")).toHaveLength(1);
  });
});

test("a ping that refutes the value says so, and no other cause is guessed at", async () => {
  const { hooks, plan, byPing } = await world({ secret: "another value" });
  // Something between here and GitHub says yes, and the hook keeps its other secret.
  const deaf: typeof hooks = {
    ...hooks,
    updateHook: (scope, id) => hooks.getHook(scope, id),
    updateHookConfig: (scope, id) => hooks.getHookConfig(scope, id),
  };
  expect(endings((await applyTo(deaf, await plan())).outcomes)).toEqual(["rotation-unrecorded"]);
  const { outcomes } = await applyTo(deaf, await plan(), byPing);
  expect(endings(outcomes)).toEqual(["secret-unproved"]);
  expect(outcomes).toMatchObject([{ verification: { verdict: "mismatch" } }]);
});

test("a delivery signed with another value ends no rotation", async () => {
  const switches = { configPatchTouchesUpdatedAt: "no", patchTouchesUpdatedAt: "no" } as const;
  const { apply, byPast, simulator } = await world({ events: 3, secret: "another value" });
  Object.assign(simulator.switches, switches);
  expect(endings((await apply(byPast)).outcomes)).toEqual(["rotation-unrecorded"]);
  expect(simulator.hooks(`${api.owner}/api`)[0]?.config.secret).toBe(value);
});

test("a create while GitHub's clock is behind has failed, and a proof ends it", async () => {
  const { scopes, clock, simulator } = worldOf({ live: [] });
  clock.now = longAgo + 2 * month - 60_000;
  const { apply, byPing, plan } = await connected(scopes, clock, simulator);
  const [created] = (await apply()).outcomes;
  expect(created).toMatchObject({ error: { code: "rotation-unrecorded" } });
  // A hook that was not there had no value before.
  const help = created?.status === "failed" ? created.error.help : undefined;
  expect(help).toContain("clock");
  expect(help).not.toContain("this very value");
  expect(simulator.hooks("acme/api")).toMatchObject([{ config: { secret: value } }]);
  const other = worldOf({ live: [] });
  other.clock.now = clock.now;
  const proving = await connected(other.scopes, other.clock, other.simulator);
  const [proved] = (await proving.apply(proving.byPing)).outcomes;
  expect(proved).toMatchObject({ status: "applied", verification: { verdict: "proved" } });
  expect(proved).not.toHaveProperty("isUnrecorded");
  clock.now += 120_000;
  expect((await plan()).actions).toMatchObject([{ kind: "config-patch", secret: "rotate" }]);
  expect(endings((await apply(byPing)).outcomes)).toEqual(["applied"]);
  expect(simulator.hooks("acme/api")).toHaveLength(1);
});
