import fc from "fast-check";
import { expect, test } from "vitest";
import type { VerifySecret } from "../../src/model/verification.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";
import { applyTo } from "../support/apply-to.ts";
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
import { fakeWriter } from "../support/fake-writer.ts";

interface Drawn {
  readonly repository: number;
  readonly secret: string;
  readonly host: string;
  readonly active: boolean;
  /** What is there before the run: nothing, a hook without a secret, or one with an old secret. */
  readonly before: "nothing" | "no secret" | "old secret";
}

const hosts = ["one.example.com", "two.example.com"] as const;
const secrets = ["ci", "audit"] as const;

const fleet = fc
  .array(
    fc.record({
      repository: fc.nat(5),
      secret: fc.constantFrom(...secrets),
      host: fc.constantFrom(...hosts),
      active: fc.boolean(),
      before: fc.constantFrom("nothing", "no secret", "old secret"),
    }),
    { maxLength: 24 },
  )
  .map((drawn) => drawn.map((hook, index) => ({ ...hook, id: index + 1 })));

/** What a receiver makes of each secret: one lane each. */
const receivers = fc.dictionary(
  fc.constantFrom(...secrets.flatMap((secret) => hosts.map((host) => `${secret} ${host}`))),
  fc.constantFrom(200, 401, 500),
);

const laneOf = ({ secret, host }: Drawn): string => `${secret} ${host}`;

function worldOf(hooks: readonly (Drawn & { readonly id: number })[]) {
  const pairs = hooks.map((hook) => {
    const url = `https://${hook.host}/${hook.id}`;
    const { active } = hook;
    const desired = desiredHook({ url, active, secret: managed(hook.secret, longAgo + 60_000) });
    const hasSecret = hook.before === "old secret";
    const live =
      hook.before === "nothing" ? [] : [liveHook({ id: hook.id, url, active, hasSecret })];
    return { hook, desired, live };
  });
  const names = [...new Set(hooks.map(({ repository }) => `acme/r${repository}`))];
  const byRepository = names.map((name) => ({
    name,
    of: scope(name),
    pairs: pairs.filter(({ hook }) => `acme/r${hook.repository}` === name),
  }));
  const scopes = byRepository.map(({ of, pairs: own }) =>
    desiredScope({ scope: of, hooks: own.map(({ desired }) => desired) }),
  );
  const live = liveState(
    byRepository.map(({ of, pairs: own }) => [of, own.flatMap((one) => one.live)]),
  );
  const writer = fakeWriter(
    Object.fromEntries(
      byRepository.map(({ name, pairs: own }) => [name, own.flatMap((one) => one.live)]),
    ),
  );
  return { plan: planFleet(desiredState({ scopes }), live, { hooksPerEvent: 250 }), writer };
}

test("whatever receivers expect, a wrong value reaches one hook of each secret and receiver", async () => {
  await fc.assert(
    fc.asyncProperty(
      fleet,
      receivers,
      fc.boolean(),
      fc.integer({ min: 1, max: 10 }),
      fc.option(fc.nat(10), { nil: undefined }),
      async (hooks, answers, deliversInactive, concurrency, interruptAfter) => {
        const { plan, writer } = worldOf(hooks);
        const controller = new AbortController();
        const pinged: number[] = [];
        const byId = new Map(hooks.map((hook) => [hook.id, hook]));
        const verify: VerifySecret = async ({ scope: of, hookId, url, secretRef }) => {
          // A new hook has an id of its own, and the URL that it was drawn with.
          const drawn = Number(url.reveal().split("/").at(-1));
          pinged.push(drawn);
          if (pinged.length === interruptAfter) controller.abort();
          await new Promise((resolve) => setImmediate(resolve));
          const hook = byId.get(drawn);
          const statusCode = (hook && answers[laneOf(hook)]) ?? 200;
          const named = {
            scope: of,
            hookId,
            url,
            secretRef,
            reason: undefined,
            rule: "test",
            deliveredAt: 0,
          };
          return hook?.active === true || deliversInactive
            ? {
                ...named,
                verdict: "proved",
                receiver: { statusCode, status: "", durationMs: 1 },
              }
            : { ...named, verdict: "no-delivery", receiver: undefined };
        };
        const { signal } = controller;
        const { outcomes } = await applyTo(writer, plan, { verify, concurrency, signal });
        expect(outcomes).toHaveLength(hooks.length);
        const written = hooks.filter(({ id }) => pinged.includes(id));
        expect(new Set(pinged).size).toBe(pinged.length);
        for (const lane of new Set(hooks.map(laneOf))) {
          const all = hooks.filter((hook) => laneOf(hook) === lane);
          const reached = written.filter((hook) => laneOf(hook) === lane);
          const canAnswer = (hook: Drawn): boolean => hook.active || deliversInactive;
          const isRight = (answers[lane] ?? 200) === 200 && all.some(canAnswer);
          if (!isRight) expect(reached.length).toBeLessThanOrEqual(1);
          else if (interruptAfter === undefined) expect(reached).toHaveLength(all.length);
        }
      },
    ),
    { numRuns: 150 },
  );
});
