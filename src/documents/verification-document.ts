import type { Diagnostic } from "../model/diagnostic.ts";
import { someCounts } from "../model/format.ts";
import type { OutcomeDocument } from "../model/generated/documents.ts";
import { countBy } from "../model/group-by.ts";
import { isHealthy } from "../model/receiver-answer.ts";
import type { VerifiedHook } from "../model/verification.ts";
import { hookRefDocument, type ShowOptions } from "./plan-document.ts";

/** What was found of one hook's secret. The order of keys is part of the format. */
export interface VerificationDocument
  extends Omit<NonNullable<OutcomeDocument["verification"]>, "hook_id"> {
  readonly scope: string;
  /** null where GitHub has no such hook. */
  readonly hook_id: number | null;
  readonly url: string;
  readonly secret_ref: string;
  /** Proved, and its receiver content. */
  readonly sound: boolean;
}

/** What `verify --format json` prints. */
export function verificationsDocument(
  hooks: readonly VerifiedHook[],
  options: ShowOptions,
): { readonly hooks: readonly VerificationDocument[] } {
  return { hooks: hooks.map((hook) => verificationDocument(hook, options)) };
}

export function verificationDocument(
  hook: VerifiedHook,
  options: ShowOptions,
): VerificationDocument {
  const { reason = null, deliveredAt, receiver } = hook;
  const time = (milliseconds: number): string => new Date(milliseconds).toISOString();
  return {
    ...hookRefDocument({ ...hook, hookId: hook.hookId ?? null }, options),
    verdict: hook.verdict,
    reason,
    receiver: {
      status_code: receiver?.statusCode ?? null,
      status: receiver?.status ?? null,
      duration_ms: receiver?.durationMs ?? null,
      ...(receiver?.throttledAt === undefined ? {} : { throttled_at: time(receiver.throttledAt) }),
    },
    delivered_at: deliveredAt === undefined ? null : time(deliveredAt),
    secret_ref: hook.secretRef,
    rule: hook.rule,
    sound: isHealthy(hook),
  };
}

/**
 * Whether the proof of a secret failed: its value or the deliveries could not be read. With `strict` also
 * where nothing was delivered within the days that GitHub remembers, or its signature proves nothing.
 */
export function hasUnverifiable(hooks: readonly VerifiedHook[] = [], strict = false): boolean {
  return hooks.some(({ hookId, verdict, deliveredAt }) => {
    if (hookId === undefined) return false;
    if (verdict === "no-delivery") return strict;
    return verdict === "unverifiable" && (strict || deliveredAt === undefined);
  });
}

/**
 * Says of how many hooks it could not be found out whether their secret is the right one: where a proof
 * was asked for, silence would pass for it. What is missing or wrong is told of as that.
 */
export function warnUnproved(hooks: readonly VerifiedHook[]): readonly Diagnostic[] {
  const existing = hooks.filter(({ hookId }) => hookId !== undefined);
  const count = countBy(existing, ({ verdict }) => verdict);
  const why = someCounts(
    (["no-delivery", "unverifiable"] as const).map((verdict) => [count(verdict), verdict]),
  );
  if (why.length === 0) return [];
  const message = `not every secret could be proved: ${why.join(", ")} of ${existing.length}`;
  const help = "`hookfleet verify` pings the hooks, and says why of each that is still not proved.";
  return [{ severity: "warning", code: "secret-unproved", message, help }];
}
