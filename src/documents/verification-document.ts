import { hookSettingsUrl } from "../model/hook-link.ts";
import { isHealthy } from "../model/receiver-answer.ts";
import { scopeName } from "../model/scope.ts";
import type { Verdict, VerifiedHook } from "../model/verification.ts";
import type { ShowOptions } from "./plan-document.ts";

export interface ReceiverDocument {
  /** null where no delivery was judged. */
  readonly status_code: number | null;
  readonly status: string | null;
  readonly duration_ms: number | null;
  /** When GitHub itself held the delivery back (ISO 8601); only where it did. */
  readonly throttled_at?: string;
}

/** What was found of one hook's secret. The order of keys is part of the format. */
export interface VerificationDocument {
  readonly scope: string;
  /** null where GitHub has no such hook. */
  readonly hook_id: number | null;
  readonly url: string;
  readonly html_url: string | null;
  readonly verdict: Verdict;
  readonly reason: string | null;
  readonly receiver: ReceiverDocument;
  /** When the delivery that was judged was made (ISO 8601); null where none was judged. */
  readonly delivered_at: string | null;
  readonly secret_ref: string;
  /** What decided, in kebab-case words. */
  readonly rule: string;
  /** Proved, and its receiver content. */
  readonly sound: boolean;
}

/** What `verify --format json` prints. */
export interface VerificationsDocument {
  readonly hooks: readonly VerificationDocument[];
}

/** What was found of each secret, as data. URLs are masked unless `showUrls` is set. */
export function verificationsDocument(
  hooks: readonly VerifiedHook[],
  options: ShowOptions,
): VerificationsDocument {
  return { hooks: hooks.map((hook) => verificationDocument(hook, options)) };
}

export function verificationDocument(
  hook: VerifiedHook,
  { showUrls = false, apiUrl }: ShowOptions,
): VerificationDocument {
  const { scope, hookId, url, verdict, reason, deliveredAt, receiver, secretRef, rule } = hook;
  return {
    scope: scopeName(scope),
    hook_id: hookId ?? null,
    url: url.show(showUrls),
    html_url: hookSettingsUrl(scope, hookId, apiUrl),
    verdict,
    reason: reason ?? null,
    receiver: {
      status_code: receiver?.statusCode ?? null,
      status: receiver?.status ?? null,
      duration_ms: receiver?.durationMs ?? null,
      ...(receiver?.throttledAt === undefined
        ? {}
        : { throttled_at: new Date(receiver.throttledAt).toISOString() }),
    },
    delivered_at: deliveredAt === undefined ? null : new Date(deliveredAt).toISOString(),
    secret_ref: secretRef,
    rule,
    sound: isHealthy(hook),
  };
}
