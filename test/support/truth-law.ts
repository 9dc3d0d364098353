import { expect } from "vitest";
import type { DesiredHook } from "../../src/model/hook.ts";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import { scopeName } from "../../src/model/scope.ts";
import type { Simulator, StoredHook } from "../../src/simulator/simulator.ts";
import type { Stored } from "./secrets-law.ts";

function expectAsDesired(hook: StoredHook | undefined, desired: DesiredHook, where: string): void {
  expect(hook, where).toMatchObject({
    active: desired.active,
    events: desired.events,
    config: { url: desired.url.reveal(), content_type: desired.contentType },
  });
  if (desired.secret.kind === "managed") expect(hook?.config.secret, where).toBeDefined();
}

/**
 * Fails where a report says something else than GitHub holds: what is applied stands there, what was
 * not attempted is as it was, and so is what has certainly failed at its first request.
 */
export function expectTrueReport(
  simulator: Simulator,
  before: Stored,
  outcomes: readonly ActionOutcome[],
): void {
  for (const outcome of outcomes) {
    const { action, status } = outcome;
    const name = scopeName(action.scope);
    const where = `${action.kind} of ${name}: ${status}`;
    const there = simulator.hooks(name);
    if (action.kind === "create") {
      const { url, events } = action.desired;
      // Two hooks may share a URL, but no event of it.
      const isOfAction = (hook: StoredHook): boolean =>
        hook.config.url === url.reveal() && hook.events.some((event) => events.includes(event));
      const made = there.filter((hook) => !before.has(hook.id) && isOfAction(hook));
      expect(made.length, where).toBeLessThan(2);
      if (status === "applied") expectAsDesired(made[0], action.desired, where);
      if (status === "not_attempted") expect(made, where).toEqual([]);
      if (status === "failed" && !mayHaveHappened(outcome)) expect(made, where).toEqual([]);
      continue;
    }
    const now = there.find(({ id }) => id === action.live.id);
    if (status === "applied") {
      if (action.kind === "delete") expect(now, where).toBeUndefined();
      else expectAsDesired(now, action.desired, where);
    } else if (status === "not_attempted") expect(now, where).toEqual(before.get(action.live.id));
    else if (!mayHaveHappened(outcome) && action.requests.length < 2)
      expect(now, where).toEqual(before.get(action.live.id));
  }
}

function mayHaveHappened(outcome: ActionOutcome): boolean {
  if (outcome.status !== "failed") return false;
  const { error } = outcome;
  // What a good answer showed has happened.
  const answered = "status" in error && error.status === 200;
  return answered || ("mayHaveHappened" in error && error.mayHaveHappened === true);
}
