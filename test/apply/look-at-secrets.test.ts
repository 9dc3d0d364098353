import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyPlan } from "../../src/apply/apply-plan.ts";
import type { CheckPlanOptions } from "../../src/apply/check-plan.ts";
import { checkPlan } from "../../src/apply/check-plan.ts";
import { createGitHubWriter } from "../../src/github/create-clients.ts";
import { readLiveState } from "../../src/github/operations/read-live-state.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type Scope, scopeKey, scopeName } from "../../src/model/scope.ts";
import { Secret } from "../../src/model/secret.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { resupplyAsPlanned } from "../../src/plan/resupply.ts";
import { createSimulator } from "../../src/simulator/create-simulator.ts";
import { optionsFor } from "../github/support/fake-github.ts";
import { savedPlan } from "../render/meta.ts";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import { desiredHook, desiredScope, desiredState, managed, scope } from "../support/build.ts";

const declared = secretValue({ kind: "env", name: "CI_SECRET" });
const other = "another-secret-that-the-receiver-knows";
const day = 24 * 60 * 60 * 1_000;
const start = Date.parse("2026-11-20T12:00:00Z");

/** One hook in a repository of its own, whose events differ from the declared ones. */
interface Drawn {
  /** What GitHub signs with. */
  readonly secret: string;
  /** What GitHub has sent since the hook's last update. */
  readonly sent: "nothing" | "a ping" | "a push" | "a ping before";
  /** Whether its declared secret has a rotation that is due. */
  readonly isDue: boolean;
}

async function worldOf(drawn: readonly Drawn[]) {
  let now = start;
  const at = new Date(start - day).toISOString();
  const repositories = drawn.map(({ secret }, index) => {
    const hook = { id: index + 1, url: "https://ci.example.com/hook", events: ["push"], secret };
    const written = { ...hook, content_type: "json", created_at: at, updated_at: at };
    return [`r${index}`, { hooks: [written] }] as const;
  });
  const simulator = createSimulator(
    { organizations: { acme: { repositories: Object.fromEntries(repositories) } } },
    { switches: { secondaryLimits: "off" }, now: () => now },
  );
  const hooks = await createGitHubWriter(optionsFor(simulator.fetch, { pace: false }));
  const scopes = drawn.map((_, index) => scope(`acme/r${index}`));
  for (const [index, { sent, secret }] of drawn.entries()) {
    const of = scopes[index] as Scope;
    if (sent === "a ping" || sent === "a ping before") await hooks.pingHook(of, index + 1);
    if (sent === "a push") await hooks.testHook(of, index + 1);
    now += 120_000;
    // By way of another value, so that it counts as a change.
    if (sent === "a ping before") {
      simulator.editByHand(scopeName(of), index + 1, { secret: "something else" });
      simulator.editByHand(scopeName(of), index + 1, { secret });
    }
  }
  now += 120_000;
  const state = desiredState({
    scopes: drawn.map(({ isDue }, index) =>
      desiredScope({
        scope: scopes[index] as Scope,
        hooks: [
          desiredHook({
            events: ["issues", "push"],
            url: "https://ci.example.com/hook",
            secret: managed("ci", isDue ? now : undefined),
          }),
        ],
      }),
    ),
  });
  const live = await readLiveState(hooks, scopes);
  return {
    hooks,
    simulator,
    plan: (resupply?: Parameters<typeof planFleet>[2]["resupply"]): Plan =>
      planFleet(state, live, { hooksPerEvent: 20, ...(resupply ? { resupply } : {}) }),
    secrets: () => scopes.map((of) => simulator.hooks(scopeName(of))[0]?.config.secret),
  };
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  secret: fc.constantFrom(declared, other),
  sent: fc.constantFrom("nothing", "a ping", "a push", "a ping before"),
  isDue: fc.boolean(),
});

/** What says that a secret is meant to be replaced. */
const says = fc.constantFrom("nothing", "flag", "resupply");

test("no secret that a ping shows to be another one is replaced unasked, and nothing else stops", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(drawn, { minLength: 1, maxLength: 5 }), says, async (all, said) => {
      const world = await worldOf(all);
      const plan = world.plan(said === "resupply" ? () => true : undefined);
      const before = world.simulator.requests.length;
      const { outcomes } = await applyTo(world.hooks, plan, {
        deliveries: world.hooks,
        acceptSecretChange: said === "flag",
      });
      const asked = world.simulator.requests.slice(before);
      const isBlocked = ({ secret, sent, isDue }: Drawn): boolean =>
        said === "nothing" && !isDue && sent === "a ping" && secret === other;
      const ends = outcomes.map(({ action, status }) => action.blocked ?? status);
      expect(ends).toEqual(all.map((one) => (isBlocked(one) ? "secret-differs" : "applied")));
      expect(world.secrets()).toEqual(all.map((one) => (isBlocked(one) ? other : declared)));
      // Every look comes before the first write, and only where something could be replaced.
      const looks = asked.filter(({ path }) => path.includes("/deliveries"));
      const firstWrite = asked.findIndex(({ method }) => method !== "GET");
      const after = firstWrite === -1 ? [] : asked.slice(firstWrite);
      expect(after.filter(({ path }) => path.includes("/deliveries"))).toEqual([]);
      const looked = said === "nothing" ? all.filter(({ isDue }) => !isDue).length : 0;
      expect(looks.length).toBeLessThanOrEqual(2 * looked);
      expect(looks.length).toBeGreaterThanOrEqual(looked);
    }),
    { numRuns: 40 },
  );
});

describe("a plan that was reviewed", () => {
  const differing: Drawn = { secret: other, sent: "a ping", isDue: false };

  test("is looked at like any other", async () => {
    const world = await worldOf([differing]);
    const plan = world.plan();
    const options = { deliveries: world.hooks, reviewed: savedPlan(plan) };
    const { outcomes } = await applyTo(world.hooks, plan, options);
    expect(outcomes).toMatchObject([{ action: { blocked: "secret-differs" } }]);
    expect(world.secrets()).toEqual([other]);
  });

  test("remembers that its secrets were asked to be sent again", async () => {
    const world = await worldOf([differing]);
    const reviewed = savedPlan(world.plan(() => true));
    expect(reviewed.actions).toMatchObject([{ kind: "update", resupply_asked: true }]);
    const plan = world.plan(resupplyAsPlanned(reviewed));
    const options = { deliveries: world.hooks, reviewed };
    expect(endings((await applyTo(world.hooks, plan, options)).outcomes)).toEqual(["applied"]);
    expect(world.secrets()).toEqual([declared]);
  });

  test("in which nobody asked cannot be made into one that was asked for", async () => {
    const world = await worldOf([differing]);
    const quiet = savedPlan(world.plan());
    const actions = quiet.actions.map((action) => ({ ...action, resupply_asked: true as const }));
    const plan = world.plan(resupplyAsPlanned({ actions }));
    const options = { deliveries: world.hooks, reviewed: { ...quiet, actions } };
    await expect(applyTo(world.hooks, plan, options)).rejects.toMatchObject({
      code: "plan-altered",
    });
    // The reviewed plan itself does not ask for it either.
    const other = { deliveries: world.hooks, reviewed: quiet };
    const { outcomes } = await applyTo(world.hooks, plan, other);
    expect(outcomes).toMatchObject([{ reason: expect.stringMatching(/^stale/) }]);
  });
});

describe("the look", () => {
  const differing: Drawn = { secret: other, sent: "a ping", isDue: false };
  const readSecret: CheckPlanOptions["readSecret"] = async (source) =>
    new Secret(secretValue(source));

  test("leaves out what this run will not attempt", async () => {
    const world = await worldOf([differing, differing, differing]);
    const plan = world.plan();
    const reviewed = savedPlan({ ...plan, actions: plan.actions.slice(1) });
    const checked = await checkPlan(plan, {
      readSecret,
      deliveries: world.hooks,
      reviewed,
      maxWrites: 1,
    });
    expect(checked.looks.map(({ action }) => scopeKey(action.scope))).toEqual(["acme/r1"]);
    expect(checked.due).toEqual([]);
  });

  test("does not cover an exchange after it: the look before the write does", async () => {
    const world = await worldOf([{ ...differing, secret: declared }]);
    const checked = await checkPlan(world.plan(), { readSecret, deliveries: world.hooks });
    expect(checked.looks).toMatchObject([{ verification: { verdict: "proved" } }]);
    world.simulator.editByHand("acme/r0", 1, { secret: other });
    const now = (): number => Date.now() + 11_000;
    const { outcomes } = await applyPlan(checked, { hooks: world.hooks, now });
    expect(endings(outcomes)).toEqual(["changed-meanwhile"]);
    expect(world.secrets()).toEqual([other]);
  });

  test("ends with an interrupt, and nothing is written", async () => {
    const world = await worldOf([differing, differing]);
    const stop = new AbortController();
    const deliveries = {
      ...world.hooks,
      listDeliveries: async (...input: Parameters<typeof world.hooks.listDeliveries>) => {
        stop.abort();
        return world.hooks.listDeliveries(...input);
      },
    };
    const options = { readSecret, deliveries, signal: stop.signal };
    await expect(checkPlan(world.plan(), options)).rejects.toMatchObject({ code: "interrupted" });
  });

  test("says how far it is", async () => {
    const world = await worldOf([differing, { ...differing, isDue: true }, differing]);
    const seen: string[] = [];
    const onLook = (done: number, total: number): void => void seen.push(`${done}/${total}`);
    await checkPlan(world.plan(), { readSecret, deliveries: world.hooks, onLook });
    expect(seen).toEqual(["1/2", "2/2"]);
  });

  test("comes after the guards and the secrets, and after what it costs was told", async () => {
    const world = await worldOf([differing]);
    const order: string[] = [];
    await checkPlan(world.plan(), {
      readSecret: async (source) => {
        order.push("secret");
        return readSecret(source);
      },
      onChecked: async () => void order.push("told"),
      deliveries: {
        ...world.hooks,
        listDeliveries: async () => {
          order.push("look");
          return [];
        },
      },
    });
    expect(order).toEqual(["secret", "told", "look"]);
  });
});
