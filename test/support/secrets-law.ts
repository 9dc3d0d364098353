import { expect } from "vitest";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import { scopeName } from "../../src/model/scope.ts";
import type { Simulator, StoredHook } from "../../src/simulator/simulator.ts";
import { secretValue } from "./apply-to.ts";

export type Stored = ReadonlyMap<number, StoredHook>;

/** Everything that GitHub holds, secrets in clear. */
export function storedHooks(simulator: Simulator, names: readonly string[]): Stored {
  return new Map(
    names.flatMap((name) => simulator.hooks(name).map((hook) => [hook.id, hook] as const)),
  );
}

function hookId({ action }: ActionOutcome): number | undefined {
  return action.kind === "create" ? undefined : action.live.id;
}

/** The value that an action may have left behind; undefined where it sends none. */
function sentBy({ action }: ActionOutcome): string | undefined {
  if (action.kind === "delete" || action.desired.secret.kind !== "managed") return undefined;
  const travels = ["set", "rotate", "resupply"].includes(action.secret);
  return travels ? secretValue(action.desired.secret.secret.source) : undefined;
}

/**
 * Fails where a secret that was there before is neither there now nor accounted for: its hook deleted
 * or stripped because that was asked for, its value re-supplied, or its loss told, once a run.
 */
export function expectNoSecretLost(
  before: Stored,
  after: Stored,
  outcomes: readonly ActionOutcome[],
): void {
  const codes = outcomes.map((outcome) => (outcome.status === "failed" ? outcome.error.code : ""));
  expect(codes.filter((code) => code === "secret-lost").length).toBeLessThanOrEqual(1);
  for (const [id, { config }] of before) {
    const outcome = outcomes.find((candidate) => hookId(candidate) === id);
    const now = after.get(id);
    if (outcome === undefined || outcome.status === "not_attempted") {
      expect(now?.config).toEqual(config);
      continue;
    }
    const { action } = outcome;
    const where = `${scopeName(action.scope)} #${id}`;
    if (now === undefined) {
      expect(action.kind, where).toBe("delete");
      continue;
    }
    // An empty secret, as old hooks have it, is none.
    const [secret, secretNow] = [config.secret || undefined, now.config.secret || undefined];
    if (secretNow === secret) continue;
    if (secretNow !== undefined) {
      expect(secretNow, where).toBe(sentBy(outcome));
      continue;
    }
    const removed = action.kind === "update" && action.secret === "remove";
    const told = outcome.status === "failed" && outcome.error.code === "secret-lost";
    expect(removed || told, where).toBe(true);
  }
}
