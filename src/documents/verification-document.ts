import type { HookRefDocument } from "../model/plan-document.ts";
import { isHealthy } from "../model/receiver-answer.ts";
import type { Verdict, VerifiedHook } from "../model/verification.ts";
import { hookRefDocument, type ShowOptions } from "./plan-document.ts";

/** What was found of one hook's secret. The order of keys is part of the format. */
export interface VerificationDocument extends Omit<HookRefDocument, "hook_id"> {
  /** null where GitHub has no such hook. */
  readonly hook_id: number | null;
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly receiver: {
    /** null where no delivery was judged. */
    readonly status_code: number | null;
    readonly status: string | null;
    readonly duration_ms: number | null;
    /** When GitHub itself held the delivery back (ISO 8601); only where it did. */
    readonly throttled_at?: string;
  };
  /** When the delivery that was judged was made (ISO 8601); null where none was judged. */
  readonly delivered_at: string | null;
  readonly secret_ref: string;
  /** What decided, in kebab-case words. */
  readonly rule: string;
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
