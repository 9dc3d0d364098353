import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import { type Action, type DeleteAction, looksFirst, type Plan } from "../../src/model/plan.ts";
import { scopeName } from "../../src/model/scope.ts";
import type { HandChange, StoredHook } from "../../src/simulator/simulator.ts";
import { applyTo, endings, secretValue } from "../support/apply-to.ts";
import { anySwitches, type FleetCase, fleetCase } from "../support/arbitraries.ts";
import { desiredHook, liveHook, longAgo, managed, noSecret } from "../support/build.ts";
import { fleetWorld } from "../support/fleet-world.ts";
import { githubWorld } from "../support/github-world.ts";
import { type Edit, type Lie, meddler, type Seen } from "../support/meddling.ts";

const names = ["acme", "acme/api", "acme/web"];
const evil = "https://evil.example.net/hook";

const handChange: fc.Arbitrary<HandChange> = fc.oneof(
  fc.constantFrom(
    { url: evil },
    { url: evil },
    { url: "https://a.example.com/hook" },
    { secret: "made by hand" },
    { secret: "made by hand" },
    { secret: null },
    { content_type: "form" },
    { content_type: "json" },
    { insecure_ssl: "1" },
    { insecure_ssl: "0" },
    { events: ["issues"] },
    { events: ["star"] },
    { active: false },
    { active: true },
  ),
  fc.constant({ url: evil, secret: "made by hand" }),
);

const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.record({
    at: fc.nat(14),
    which: fc.nat(14),
    change: fc.oneof(
      { weight: 9, arbitrary: handChange },
      { weight: 1, arbitrary: fc.constant("delete" as const) },
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

const lies: fc.Arbitrary<readonly Lie[]> = fc.uniqueArray(
  fc.record({ at: fc.nat(6), isIgnored: fc.boolean(), change: handChange }),
  { selector: ({ at }) => at, minLength: 1, maxLength: 3 },
);

type Change = Exclude<Action, { kind: "create" }>;

type Visible = Pick<
  LiveHook,
  "contentType" | "insecureSsl" | "hasSecret" | "events" | "active" | "updatedAt"
> & { readonly url: string | undefined };

/** What is seen of a hook by those who may not see its secret. */
function visible({ config, events, active, updated_at }: StoredHook): Visible {
  const { insecure_ssl = "0" } = config;
  const insecureSsl: LiveHook["insecureSsl"] = /^[01]$/.test(insecure_ssl)
    ? insecure_ssl === "1"
    : insecure_ssl;
  return {
    ...{ url: config.url, contentType: config.content_type ?? "form" },
    ...{ insecureSsl, hasSecret: Boolean(config.secret) },
    ...{ events: [...events].toSorted(), active, updatedAt: Date.parse(updated_at) },
  };
}

function planned({ live }: Change): Visible {
  const { contentType, insecureSsl, hasSecret, events, active, updatedAt } = live;
  return { url: live.url.reveal(), contentType, insecureSsl, hasSecret, events, active, updatedAt };
}

function configOf(seen: Visible) {
  const { url, contentType, insecureSsl, hasSecret } = seen;
  return { url, contentType, insecureSsl, hasSecret };
}

/** The config that a request carries, wherever it stands in the body. */
function sentConfig({ body, isConfig }: Seen): Readonly<Record<string, unknown>> {
  return (isConfig ? body : (body?.["config"] as Seen["body"])) ?? {};
}

/** Fails where a managed secret travels without everything that says where it goes, or elsewhere. */
function expectSecretsAtHome(plan: Plan, seen: readonly Seen[]): void {
  for (const one of seen) {
    const config = sentConfig(one);
    const { secret, url } = config;
    if (secret === undefined) continue;
    const homes = plan.actions.flatMap(({ scope, ...action }) =>
      scopeName(scope) === one.name &&
      action.kind !== "delete" &&
      action.desired.secret.kind === "managed" &&
      secretValue(action.desired.secret.secret.source) === secret
        ? [action.desired.url.reveal()]
        : [],
    );
    expect(homes).toContain(url);
    expect(Object.keys(config).toSorted()).toEqual([
      "content_type",
      "insecure_ssl",
      "secret",
      "url",
    ]);
    if (one.after?.config.secret === secret && one.before?.config.secret !== secret)
      expect(homes).toContain(one.after?.config.url);
  }
}

/** Fails where a write took away or replaced a secret that nobody asked it to. */
function expectSecretsKept(outcome: ActionOutcome | undefined, one: Seen): void {
  const [before, after] = [one.before?.config.secret || "", one.after?.config.secret || ""];
  const { action } = outcome ?? {};
  if (before === "" || before === after || one.after === undefined) return;
  if (action === undefined || action.kind === "delete")
    throw new Error("written without an action");
  const isLost = outcome?.status === "failed" && outcome.error.code === "secret-lost";
  if (after === "") expect(action.secret === "remove" || isLost).toBe(true);
  else {
    expect(after).toBe(sentConfig(one)["secret"]);
    expect(["rotate", "resupply"]).toContain(action.secret);
  }
}

/** Whether the hook, as GitHub answered last, is what the action asked for. */
function isAsAsked(action: Exclude<Action, { kind: "delete" }>, last: Seen): boolean {
  if (last.after === undefined) return false;
  const { desired, secret } = action;
  const now = visible(last.after);
  const asked = {
    ...{ url: desired.url.reveal(), contentType: desired.contentType },
    ...{ insecureSsl: desired.insecureSsl, hasSecret: secret !== "none" && secret !== "remove" },
  };
  const rest = { events: desired.events, active: desired.active };
  const same = (left: object, right: object): boolean =>
    JSON.stringify(left) === JSON.stringify(right);
  if (!same(configOf(now), asked)) return false;
  return last.isConfig || same({ events: now.events, active: now.active }, rest);
}

const idOf = ({ action }: ActionOutcome): number | undefined =>
  action.kind === "create" ? undefined : action.live.id;

interface Run {
  readonly plan: Plan;
  readonly outcomes: readonly ActionOutcome[];
  readonly seen: readonly Seen[];
}

function expectLaws({ plan, outcomes, seen }: Run, isOld: boolean): void {
  expectSecretsAtHome(plan, seen);
  const writes = seen.filter(({ method }) => method !== "GET");
  for (const one of writes) {
    const outcome = outcomes.find((each) => idOf(each) === one.id);
    expectSecretsKept(outcome, one);
  }
  for (const outcome of outcomes) {
    const { action, status } = outcome;
    if (status === "failed") expect(outcome.error.code).not.toBe("internal-error");
    if (action.kind === "create") continue;
    const mine = writes.filter(({ id }) => id === action.live.id);
    const [first] = mine;
    if (first?.before !== undefined && (isOld || looksFirst(action))) {
      const [was, now] = [planned(action), visible(first.before)];
      if (action.kind === "config-patch") expect(configOf(now)).toEqual(configOf(was));
      else expect(now).toEqual(was);
    }
    if (status === "failed" && outcome.error.code === "changed-meanwhile")
      expect(mine.length === 0 || action.kind === "config-patch").toBe(true);
    if (status === "not_attempted") expect(mine).toEqual([]);
    const last = mine.at(-1);
    if (status !== "applied") continue;
    if (action.kind !== "delete") expect(last && isAsAsked(action, last)).toBe(true);
    else expectSuccessor(action, outcomes);
  }
}

/** What took over was not refused, and did what was asked. */
function expectSuccessor(
  { successor, early }: DeleteAction,
  outcomes: readonly ActionOutcome[],
): void {
  // What has to make room goes before what takes over, and the plan says so.
  if (successor === undefined || early !== null) return;
  const url = successor.url.reveal();
  for (const { action, status } of outcomes)
    if (action.kind !== "delete" && action.desired.url.reveal() === url)
      expect(status).toBe("applied");
}

async function run(
  input: FleetCase,
  meddling: Parameters<typeof meddler>[1],
  { isOld, ...options }: { readonly isOld: boolean } & Parameters<typeof fleetWorld>[1],
) {
  const spy = meddler(names, meddling);
  const world = await fleetWorld(input, { ...options, direct: true, between: spy.between });
  const plan = await world.plan();
  spy.start();
  const now = (): number => (isOld ? 60_000 : 0);
  const { outcomes } = await applyTo(world.hooks, plan, { now, concurrency: 1 });
  return { plan, outcomes, seen: spy.seen, lies: spy.lies };
}

describe("a colleague with the settings page open", () => {
  test("loses nothing and gets no secret, between whichever requests", async () => {
    await fc.assert(
      fc.asyncProperty(fleetCase, edits, fc.boolean(), async (input, changes, isOld) => {
        expectLaws(await run(input, { edits: changes }, { isOld }), isOld);
      }),
      { numRuns: 250 },
    );
  });

  test("nor whatever GitHub does where its documentation leaves it open", async () => {
    await fc.assert(
      fc.asyncProperty(fleetCase, edits, anySwitches, async (input, changes, switches) => {
        const { plan, outcomes, seen } = await run(
          input,
          { edits: changes },
          { isOld: true, switches },
        );
        expectSecretsAtHome(plan, seen);
        expect(outcomes).toHaveLength(plan.actions.length);
      }),
      { numRuns: 100 },
    );
  });
});

describe("a colleague while requests are repeated", () => {
  const scopes = (
    desired: DesiredHook,
    live: LiveHook,
    unmanaged: "delete" | "report" = "report",
  ) => ({
    "acme/api": { hooks: unmanaged === "delete" ? [] : [desired], live: [live], unmanaged },
  });
  const rotated = managed("ci", longAgo + 60_000);
  const masked = liveHook({ hasSecret: true });

  /** The first write is answered 502, and the edit comes before the next request. */
  async function repeated(
    of: ReturnType<typeof scopes>,
    change: HandChange | undefined,
    moment: "before" | "after" | "limit" = "before",
  ) {
    const world = await githubWorld({ scopes: of, damaged: true });
    const act = (): void => {
      if (change !== undefined) world.simulator.editByHand("acme/api", 1, change);
    };
    const plan = await world.plan();
    for (const method of ["PATCH", "DELETE"])
      world.simulator.addFault(
        moment === "limit"
          ? { method, kind: "status", status: 429, headers: { "retry-after": "1" } }
          : { method, kind: "status", status: 502, moment },
      );
    world.simulator.addFault({
      ...{ kind: "meanwhile", act, method: "GET", path: /hooks\/1/ },
      skip: plan.actions[0]?.requests[0]?.startsWith("GET ") === true ? 1 : 0,
    });
    const { outcomes } = await applyTo(world.hooks, plan);
    return { ended: endings(outcomes), hooks: world.simulator.hooks("acme/api"), world };
  }

  test.each([
    ["a delete", scopes(desiredHook(), masked, "delete"), { url: evil }],
    ["an update", scopes(desiredHook({ active: false }), liveHook()), { secret: "made by hand" }],
    ["a rotation", scopes(desiredHook({ secret: rotated }), masked), { url: evil }],
    ["a removal", scopes(desiredHook({ secret: noSecret }), masked), { secret: "made by hand" }],
  ])("does not lose to %s what was changed after its first attempt", async (_, of, change) => {
    const { ended, hooks } = await repeated(of, change);
    expect(ended).toEqual(["changed-meanwhile"]);
    const { secret, ...config } = change as { readonly secret?: string; readonly url?: string };
    expect(hooks).toMatchObject([
      { active: true, config: secret === undefined ? config : { secret } },
    ]);
  });

  test("is not replaced by a first secret that a limit held up", async () => {
    const of = scopes(desiredHook({ secret: managed() }), liveHook());
    const { ended, hooks } = await repeated(of, { secret: "made by hand" }, "limit");
    expect(ended).toEqual(["changed-meanwhile"]);
    expect(hooks).toMatchObject([{ config: { secret: "made by hand" } }]);
  });

  test.each([
    ["a delete", scopes(desiredHook(), masked, "delete")],
    ["an update", scopes(desiredHook({ active: false }), liveHook())],
    ["a first secret", scopes(desiredHook({ secret: managed() }), liveHook())],
    ["a rotation", scopes(desiredHook({ secret: rotated }), masked)],
    ["a removal", scopes(desiredHook({ secret: noSecret }), masked)],
  ])("does not stop %s that finds its own effect", async (_, of) => {
    const { ended, world } = await repeated(of, undefined, "after");
    expect(ended).toEqual(["applied"]);
    expect((await world.plan()).actions).toEqual([]);
  });
});

describe("a GitHub that says yes and does something else", () => {
  test("is believed in no field of any write, and nothing is built on it", async () => {
    await fc.assert(
      fc.asyncProperty(fleetCase, lies, async (input, untrue) => {
        const result = await run(input, { lies: untrue }, { isOld: false });
        const { plan, outcomes, seen } = result;
        for (const outcome of outcomes) {
          const { action, status } = outcome;
          if (action.kind === "delete") {
            if (status === "applied") expectSuccessor(action, outcomes);
            continue;
          }
          const mine = seen.flatMap((one, index) =>
            one.method !== "GET" && isOf(action, one) ? [index] : [],
          );
          const last = mine.at(-1);
          if (status === "applied") {
            const final = last === undefined ? undefined : seen[last];
            expect(final && isAsAsked(action, final)).toBe(true);
          }
          // A lie that shows in the answer is the last request to its hook.
          const shown = mine.find((index) => {
            const one = seen[index];
            return result.lies.includes(index) && one !== undefined && !isAsAsked(action, one);
          });
          if (shown !== undefined && action.secret !== "keep") expect(last).toBe(shown);
        }
        expect(outcomes).toHaveLength(plan.actions.length);
      }),
      { numRuns: 250 },
    );
  });
});

function isOf(action: Exclude<Action, { kind: "delete" }>, one: Seen): boolean {
  if (one.name !== scopeName(action.scope).toLowerCase()) return false;
  if (action.kind !== "create") return one.id === action.live.id;
  const { url, events } = action.desired;
  const body = one.body as { config?: { url?: string }; events?: readonly string[] } | undefined;
  return (
    one.method === "POST" &&
    body?.config?.url === url.reveal() &&
    body.events?.join() === events.join()
  );
}
