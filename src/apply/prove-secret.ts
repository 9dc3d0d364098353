import { HookfleetError } from "../model/errors.ts";
import type { ActionOutcome } from "../model/outcome.ts";
import { isRedirect, redirectHint } from "../model/receiver-answer.ts";
import type { Verification, VerifySecret } from "../model/verification.ts";
import { RotationUnrecorded } from "./judge-answer.ts";
import { managedValue, type ResolvedSecrets } from "./resolve-secrets.ts";

/** Receivers refuse with these what is signed with a secret that they do not know. */
const refusals: ReadonlySet<number> = new Set([401, 403]);

export interface ProofOptions {
  readonly secrets: ResolvedSecrets;
  /** Proves what was written; undefined where that was not asked for. */
  readonly verify: VerifySecret | undefined;
  /** Asked, beside it, for a rotation that GitHub does not record. */
  readonly verifyByPast: VerifySecret | undefined;
}

/**
 * Looks, after an action was applied, whether GitHub signs with the hook's managed secret. Where
 * that is not proved, or the receiver refuses the signature, the action has failed, although
 * GitHub took it. The other way round a proof is all that a rotation needs: with it, one that GitHub
 * does not record is done.
 */
export async function proveSecret(
  outcome: ActionOutcome,
  { secrets, verify, verifyByPast }: ProofOptions,
): Promise<ActionOutcome> {
  const { action } = outcome;
  const managed = managedValue(action, secrets);
  const hookId = hookToProve(outcome);
  if (action.desired === undefined || hookId === undefined || managed === undefined) return outcome;
  const { scope, desired } = action;
  const { url } = desired;
  const subject = { scope, hookId, url, declaredUrl: url, live: undefined, ...managed };
  const isUnrecorded = outcome.status === "failed";
  let verification = await verify?.(subject);
  // What was sent since the write says that the hook has another value, which no past can change.
  const isRefuted = verification?.verdict === "mismatch" || verification?.verdict === "unsigned";
  if (isUnrecorded && verification?.verdict !== "proved" && !isRefuted)
    verification = (await verifyByPast?.(subject)) ?? verification;
  if (verification === undefined) return outcome;
  if (isUnrecorded && verification.verdict !== "proved" && !isRefuted)
    return { ...outcome, verification };
  const error = problemOf(verification);
  if (error !== undefined) return { status: "failed", action, error, verification };
  const applied = { status: "applied", action, hookId, verification } as const;
  // A hook that had no secret did not have this value: the next plan rotates it, and that is recorded or not.
  const hadValue = isUnrecorded && action.secret !== "set";
  return hadValue ? { ...applied, isUnrecorded } : applied;
}

/** The hook that was written, unless it is certain that a proof would change nothing. */
function hookToProve(outcome: ActionOutcome): number | undefined {
  if (outcome.status === "applied") return outcome.hookId;
  if (outcome.status === "not_attempted") return undefined;
  return outcome.error instanceof RotationUnrecorded ? outcome.error.hookId : undefined;
}

function problemOf(verification: Verification): HookfleetError | undefined {
  const { hookId, secretRef, verdict, reason, receiver } = verification;
  const problem = (code: string, what: string, help: string): HookfleetError => {
    const message = `hook #${hookId} was written, but its ${what}`;
    return new HookfleetError(code, message, { source: "github", help });
  };
  if (verdict !== "proved")
    return problem(
      "secret-unproved",
      `secret ${secretRef} is not proved: ${verdict}${reason === undefined ? "" : `, ${reason}`}`,
      "`hookfleet verify` looks again; `hookfleet deliveries` shows what GitHub sent.",
    );
  if (isRedirect(receiver?.statusCode))
    return problem(
      "receiver-redirects",
      `receiver answers ${receiver?.statusCode}: ${redirectHint}`,
      "Change the URL in the file, then apply again.",
    );
  if (receiver === undefined || !refusals.has(receiver.statusCode)) return undefined;
  return problem(
    "receiver-refuses",
    `receiver answers ${receiver.statusCode}: GitHub signs with ${secretRef}, and the receiver expects another secret`,
    "Give both the same value. Where the one here was wrong: the hook counts as updated, so only `hookfleet apply --verify --resupply GLOB` sends it again.",
  );
}
