import type { GitHubReader } from "../../github/client-options.ts";
import { parseApiUrl } from "../../github/http/api-url.ts";
import type { LiveHookRef } from "../../model/delivery.ts";
import { stopIfInterrupted } from "../../model/errors.ts";
import type { Proof } from "../../model/fleet-health.ts";
import type { LiveState, ScopeReading } from "../../model/live-state.ts";
import type { Plan } from "../../model/plan.ts";
import { hookKey } from "../../model/scope.ts";
import type { VerifiedHook, VerifySecret } from "../../model/verification.ts";
import { planFleet } from "../../plan/plan-fleet.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyPlan } from "../../verify/verify-plan.ts";
import { type Session, withProgress } from "../session.ts";
import { readKnownSecret } from "./known-values.ts";
import type { LiveHooks } from "./live-hooks.ts";

/** Verifies the declared secrets of a plan, with progress. By past deliveries unless told otherwise. */
export function verifySecrets(
  plan: Plan,
  reader: GitHubReader,
  session: Session,
  verify: VerifySecret = (subject) => verifyByPast(reader, subject),
): Promise<readonly VerifiedHook[]> {
  return withProgress(session, (show) =>
    verifyPlan(plan, {
      verify,
      readSecret: (source) => readKnownSecret(source, session),
      onVerified: (done, total) => show(`Verifying secrets: ${done} of ${total}`),
    }),
  );
}

/**
 * Judges by past deliveries whether GitHub signs with the declared secrets; without a ping, and
 * without a verdict on hooks that have no managed secret.
 */
export async function proveByPast(fleet: LiveHooks, reader: GitHubReader, session: Session) {
  // The planner decides which hook is which declared one; nothing of the plan is shown or done.
  const { hooksPerEvent } = parseApiUrl(session.apiUrl);
  const plan = planFleet(fleet.state, onlyHooksOf(fleet), { hooksPerEvent });
  const verified = await verifySecrets(plan, reader, session);
  stopIfInterrupted(session.interrupted);
  const verdicts = new Map<string, Proof>();
  for (const { scope, hookId, verdict } of verified)
    if (hookId !== undefined) verdicts.set(hookKey(scope, hookId), verdict);
  const proofOf = ({ scope, hookId }: LiveHookRef) => verdicts.get(hookKey(scope, hookId));
  return { verified, proofOf };
}

/** What was read, without the hooks that `--hook` leaves out. */
function onlyHooksOf({ live, hooks }: LiveHooks): LiveState {
  const wanted = new Set(hooks.map(({ scope, hookId }) => hookKey(scope, hookId)));
  return new Map(
    [...live].map(([key, reading]): readonly [string, ScopeReading] => {
      if (reading.status === "unreadable") return [key, reading];
      const { scope } = reading;
      const own = reading.hooks.filter(({ id }) => wanted.has(hookKey(scope, id)));
      return [key, { ...reading, hooks: own }];
    }),
  );
}
