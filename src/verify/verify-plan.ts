import { eachAtOnce } from "../model/each-at-once.ts";
import { expectedFailure, HookfleetError } from "../model/errors.ts";
import { type DeclaredHook, declaredHooksOf, type Plan } from "../model/plan.ts";
import { compareScopes } from "../model/scope.ts";
import type { Secret } from "../model/secret.ts";
import { type SecretSource, secretSourceKey } from "../model/secret-reference.ts";
import type { VerificationSubject, VerifiedHook, VerifySecret } from "../model/verification.ts";
import { unverifiable, verificationOf } from "./finding.ts";

/** As many pings are waited for as GitHub's pace lets out in half a minute. */
const atOnce = 50;

/**
 * Every declared hook, matched to the live one as the plan has it, by scope and id; those that are
 * missing on GitHub stand last in their scope.
 */
export function declaredHooks(plan: Plan): readonly DeclaredHook[] {
  return declaredHooksOf(plan).toSorted(
    (left, right) => compareScopes(left.scope, right.scope) || idOrLast(left) - idOrLast(right),
  );
}

function idOrLast({ live }: DeclaredHook): number {
  return live?.id ?? Number.MAX_SAFE_INTEGER;
}

export interface VerifyPlanOptions {
  /** By ping, or by what GitHub has sent before. */
  readonly verify: VerifySecret;
  /** Reads one source, or throws a HookfleetError that does not hold the value. */
  readonly readSecret: (source: SecretSource) => Promise<Secret>;
  readonly onVerified?: (done: number, total: number) => void;
}

/**
 * Verifies every hook with a managed secret. One that GitHub does not have, or whose secret is not
 * available, gets a verdict as well: it is unverifiable, with the reason.
 */
export async function verifyPlan(
  plan: Plan,
  { verify, readSecret, onVerified }: VerifyPlanOptions,
): Promise<readonly VerifiedHook[]> {
  const secrets = new Map<string, Promise<Secret | HookfleetError>>();
  const read = (source: SecretSource): Promise<Secret | HookfleetError> => {
    const key = secretSourceKey(source);
    const known = secrets.get(key) ?? readSecret(source).catch(expectedFailure);
    secrets.set(key, known);
    return known;
  };
  const entries = await Promise.all(declaredHooks(plan).map((hook) => prepare(hook, read)));
  const prepared = entries.filter((entry) => entry !== undefined);
  const total = prepared.filter((entry) => "live" in entry).length;
  let done = 0;
  return await eachAtOnce(prepared, atOnce, async (entry): Promise<VerifiedHook> => {
    if (!("live" in entry)) return entry;
    const verification = await verify(entry);
    done += 1;
    onVerified?.(done, total);
    return verification;
  });
}

/** What is to be verified, or the verdict where nothing can be; undefined without a managed secret. */
async function prepare(
  { scope, desired, live }: DeclaredHook,
  read: (source: SecretSource) => Promise<Secret | HookfleetError>,
): Promise<VerificationSubject | VerifiedHook | undefined> {
  if (desired.secret.kind !== "managed") return undefined;
  const { secret } = desired.secret;
  // Where GitHub sends to now, which `apply` may be about to move.
  const url = live?.url ?? desired.url;
  const secretRef = secret.ref;
  const hook = { scope, url, secretRef };
  if (live === undefined) {
    const reason = "GitHub has no such hook; `hookfleet apply` creates it";
    const verdict = unverifiable("missing-hook", reason);
    return { ...verificationOf({ ...hook, hookId: 0 }, verdict), hookId: undefined };
  }
  const value = await read(secret.source);
  const whole = { ...hook, hookId: live.id };
  if (value instanceof HookfleetError)
    return verificationOf(
      whole,
      unverifiable(value.code, `secret not available: ${value.message}`),
    );
  return { ...whole, declaredUrl: desired.url, secret: value, live };
}
