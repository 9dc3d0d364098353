import { describe, expect, test } from "vitest";
import type { DesiredHook, LiveHook } from "../../src/model/hook.ts";
import type { Plan } from "../../src/model/plan.ts";
import { type Scope, scopeName } from "../../src/model/scope.ts";
import type { Verification } from "../../src/model/verification.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { type Applied, applyTo, endings } from "../support/apply-to.ts";
import {
  desiredHook,
  desiredScope,
  desiredState,
  liveHook,
  liveState,
  longAgo,
  managed,
  scope,
} from "../support/build.ts";
import { answering, type FakeWriter, fakeWriter, notFound } from "../support/fake-writer.ts";

const rotated = managed("ci", longAgo + 60_000);

interface Pair {
  readonly desired: DesiredHook;
  readonly live: LiveHook;
}

/** A hook in a repository of its own, whose secret is to be rotated. */
function due(id: number, url = "https://ci.example.com/hook", over: Partial<DesiredHook> = {}) {
  const desired = { ...desiredHook({ url, secret: rotated }), ...over };
  return { desired, live: liveHook({ id, url, hasSecret: true, active: desired.active }) };
}

const repository = (id: number): Scope => scope(`acme/r${id}`);

function planned(pairs: readonly Pair[]): Plan {
  const scopes = pairs.map(({ desired, live }) =>
    desiredScope({ scope: repository(live.id), hooks: [desired] }),
  );
  const live = liveState(pairs.map((pair) => [repository(pair.live.id), [pair.live]]));
  return planFleet(desiredState({ scopes }), live, { hooksPerEvent: 20 });
}

const writerOf = (pairs: readonly Pair[], faults: Parameters<typeof fakeWriter>[1] = {}) =>
  fakeWriter(Object.fromEntries(pairs.map(({ live }) => [`acme/r${live.id}`, [live]])), faults);

type Found = Pick<Verification, "verdict"> & { readonly status?: number };

async function run(
  pairs: readonly Pair[],
  judge: (id: number) => Found,
  {
    hooks = writerOf(pairs),
    plan = planned(pairs),
    ...options
  }: NonNullable<Parameters<typeof applyTo>[2]> & {
    readonly hooks?: FakeWriter;
    readonly plan?: Plan;
  } = {},
): Promise<Applied & { readonly writes: number; readonly reasons: readonly string[] }> {
  const applied = await applyTo(hooks, plan, {
    verify: async ({ scope: of, hookId, url, secretRef }) => {
      const { verdict, status = 200 } = judge(hookId);
      // As a ping does, it takes its time.
      await new Promise((resolve) => setImmediate(resolve));
      return {
        scope: of,
        hookId,
        url,
        secretRef,
        verdict,
        reason: undefined,
        rule: "test",
        deliveredAt: 0,
        receiver: { statusCode: status, status: "", durationMs: 1 },
      };
    },
    ...options,
  });
  const reasons = applied.outcomes.flatMap((outcome) =>
    outcome.status === "not_attempted" ? [outcome.reason] : [],
  );
  const writes = hooks.calls.filter((call) => call.startsWith("config")).length;
  return { ...applied, writes, reasons };
}

const proved = (): Found => ({ verdict: "proved" });
const fleet = (count: number): readonly Pair[] =>
  Array.from({ length: count }, (_, index) => due(index + 1));

describe("a first secret that is verified", () => {
  const first = (id: number, has: readonly LiveHook[]) => ({
    desired: desiredHook({ url: "https://ci.example.com/hook", secret: managed("ci") }),
    of: repository(id),
    has,
  });

  test.each([
    ["that a create sends", () => []],
    ["that a hook without one gets", (id: number) => [liveHook({ id, hasSecret: false })]],
  ] as const)("%s reaches one hook where its receiver refuses it", async (_, has) => {
    const hooks = [1, 2, 3, 4].map((id) => first(id, has(id)));
    const scopes = hooks.map(({ desired, of }) => desiredScope({ scope: of, hooks: [desired] }));
    const live = liveState(hooks.map((hook) => [hook.of, hook.has]));
    const plan = planFleet(desiredState({ scopes }), live, { hooksPerEvent: 20 });
    const writer = fakeWriter(
      Object.fromEntries(hooks.map(({ of, has: own }) => [scopeName(of), own])),
    );
    const { outcomes, reasons } = await run([], () => ({ verdict: "proved", status: 401 }), {
      hooks: writer,
      plan,
    });
    expect(endings(outcomes)).toEqual(["receiver-refuses", ...Array(3).fill("not attempted")]);
    expect(writer.secrets).toHaveLength(1);
    expect(reasons[0]).toMatch(/ci for ci\.example\.com \(acme\/r1 #\d+\) did not pass/);
  });

  test("opens the way for rotations of the same secret, and the other way round", async () => {
    const pairs = [due(1), due(2)];
    const created = desiredHook({ url: "https://ci.example.com/new", secret: rotated });
    const plan = planned(pairs);
    const more = planFleet(
      desiredState({ scopes: [desiredScope({ scope: repository(3), hooks: [created] })] }),
      liveState([[repository(3), []]]),
      { hooksPerEvent: 20 },
    );
    const both = { ...plan, actions: [...plan.actions, ...more.actions] };
    const refusing = (): Found => ({ verdict: "proved", status: 401 });
    const { outcomes } = await run(pairs, refusing, { plan: both });
    expect(endings(outcomes)).toEqual(["receiver-refuses", "not attempted", "not attempted"]);
    const right = await run(pairs, proved, { plan: both });
    expect(endings(right.outcomes)).toEqual(Array(3).fill("applied"));
  });
});

describe("a rotation that is verified", () => {
  test("goes on to all hooks once the first is proved and its receiver content", async () => {
    const { outcomes, writes } = await run(fleet(30), proved);
    expect([new Set(endings(outcomes)), writes]).toEqual([new Set(["applied"]), 30]);
  });

  test.each<[what: string, found: Found]>([
    ["a receiver that refuses the signature", { verdict: "proved", status: 401 }],
    ["a receiver that forbids it", { verdict: "proved", status: 403 }],
    ["a receiver that redirects", { verdict: "proved", status: 302 }],
    ["a receiver that fails", { verdict: "proved", status: 500 }],
    ["a receiver that does not answer", { verdict: "proved", status: 0 }],
    ["a mismatch", { verdict: "mismatch" }],
    ["no signature", { verdict: "unsigned" }],
    ["no delivery", { verdict: "no-delivery" }],
    ["a doubt", { verdict: "unverifiable" }],
  ])("breaks one hook at the most with %s", async (_, found) => {
    const { outcomes, writes, reasons } = await run(fleet(30), () => found);
    expect(writes).toBe(1);
    expect(endings(outcomes).filter((ending) => ending === "not attempted")).toHaveLength(29);
    expect(new Set(reasons).size).toBe(1);
    expect(reasons[0]).toContain("ci for ci.example.com (acme/r1 #1)");
  });

  test("goes on where another receiver or another secret is concerned", async () => {
    const other = managed("audit", longAgo + 60_000);
    const pairs = [
      due(1),
      due(2),
      due(3, "https://else.example.com/hook"),
      due(4, "https://else.example.com/hook"),
      due(5, undefined, { secret: other }),
      due(6, undefined, { secret: other }),
    ];
    const { outcomes } = await run(pairs, (id) => ({
      verdict: "proved",
      status: id === 1 ? 401 : 200,
    }));
    expect(endings(outcomes)).toEqual([
      "receiver-refuses",
      "not attempted",
      ...Array(4).fill("applied"),
    ]);
  });

  test("learns nothing from a hook that GitHub refused to write", async () => {
    const pairs = fleet(4);
    const hooks = writerOf(pairs, {
      updateHookConfig: (usual) => async (of, id, input) => {
        if (id === 1) throw notFound();
        return usual(of, id, input);
      },
    });
    const { outcomes } = await run(pairs, proved, { hooks });
    expect(endings(outcomes)).toEqual(["not-found", "applied", "applied", "applied"]);
  });

  test("does not go on after a write of which nobody knows", async () => {
    const pairs = fleet(4);
    const hooks = writerOf(pairs, {
      updateHookConfig: answering({ hasSecret: false }),
    });
    const { outcomes } = await run(pairs, proved, { hooks });
    expect(endings(outcomes)).toEqual(["secret-not-stored", ...Array(3).fill("not attempted")]);
  });

  test("does not take the silence of an inactive hook for an answer", async () => {
    const pairs = [due(1, undefined, { active: false }), due(2), due(3)];
    const { outcomes } = await run(pairs, (id) => ({
      verdict: id === 1 ? "no-delivery" : "proved",
    }));
    expect(endings(outcomes)).toEqual(["secret-unproved", "applied", "applied"]);
  });

  const inactive = (id: number) => due(id, undefined, { active: false });

  test("stops at an inactive hook whose receiver refuses all the same", async () => {
    const pairs = [1, 2, 3].map(inactive);
    const { writes } = await run([...pairs, due(4)], (id) => ({
      verdict: "proved",
      status: id === 4 ? 401 : 200,
    }));
    expect(writes).toBe(1);
    const alone = await run(pairs, () => ({ verdict: "proved", status: 401 }));
    expect(alone.writes).toBe(1);
  });

  test("spreads no value of which only silent hooks could tell", async () => {
    const { outcomes, reasons } = await run([1, 2, 3].map(inactive), () => ({
      verdict: "no-delivery",
    }));
    expect(endings(outcomes)).toEqual(["secret-unproved", "not attempted", "not attempted"]);
    expect(reasons[0]).toContain("(acme/r1 #1) did not pass: the verdict is no-delivery");
  });

  test("begins with hooks that can answer, wherever they stand", async () => {
    const asked: number[] = [];
    await run(
      [1, 2, 3, 4].map((id) => (id === 3 ? due(id) : inactive(id))),
      (id) => {
        asked.push(id);
        return { verdict: "proved" };
      },
    );
    expect([asked[0], asked.length]).toEqual([3, 4]);
  });

  test("goes on to an active hook past an inactive one that changes as well", async () => {
    const shrunk = { active: false, events: ["issues"] };
    const pairs = [due(1, undefined, shrunk), due(2, undefined, shrunk), due(3)];
    const { outcomes } = await run(pairs, (id) => ({
      verdict: id === 3 ? "proved" : "no-delivery",
    }));
    expect(endings(outcomes)).toEqual(["secret-unproved", "not attempted", "applied"]);
  });

  test("that is interrupted says so of what waited", async () => {
    const controller = new AbortController();
    const judge = (): Found => {
      controller.abort();
      return { verdict: "unverifiable" };
    };
    const { outcomes, writes, reasons, events } = await run(fleet(5), judge, {
      signal: controller.signal,
    });
    expect([writes, endings(outcomes).length]).toEqual([1, 5]);
    expect(reasons).toEqual(Array(4).fill("the run was interrupted"));
    expect(events.filter(({ type }) => type === "action_started")).toHaveLength(1);
  });

  test("without --verify, all go at once", async () => {
    const pairs = fleet(5);
    const hooks = writerOf(pairs);
    const { outcomes } = await applyTo(hooks, planned(pairs));
    expect(endings(outcomes)).toEqual(Array(5).fill("applied"));
  });
});

test("the host of a URL from the environment is not in the reason", async () => {
  const { HookUrl } = await import("../../src/model/hook-url.ts");
  const url = new HookUrl("https://hidden.example.com/x", { kind: "env", name: "URL" });
  const pairs = [1, 2].map((id) => {
    const pair = due(id, "https://hidden.example.com/x");
    return { ...pair, desired: { ...pair.desired, url } };
  });
  const { reasons } = await run(pairs, () => ({ verdict: "mismatch" }));
  expect(reasons).toHaveLength(1);
  expect(reasons[0]).not.toContain("hidden");
});
