import type { Delivery } from "./delivery.ts";
import type { LiveHook } from "./hook.ts";
import type { HookUrl } from "./hook-url.ts";
import type { HookRef, UpdateAction } from "./plan.ts";
import type { Secret } from "./secret.ts";

/**
 * What a delivery's signature says of a secret. `proved` is certain. `mismatch` stands only where
 * the bytes that were signed are certain; whatever is in doubt is `unverifiable`.
 */
export type Verdict = "proved" | "unsigned" | "mismatch" | "no-delivery" | "unverifiable";

/** What came out for one hook with a managed secret. */
export interface Verification extends HookRef {
  readonly secretRef: string;
  readonly verdict: Verdict;
  /** Why, in a sentence; undefined where the verdict says it all. */
  readonly reason: string | undefined;
  /** What decided, in kebab-case: how the bytes that match were written, or what stood in the way. */
  readonly rule: string;
  /**
   * When GitHub made the delivery that was judged, in milliseconds since the epoch: what the verdict
   * knows is from then. undefined where none was judged.
   */
  readonly deliveredAt: number | undefined;
  /** What the receiver answered to the delivery that was judged; undefined where there is none. */
  readonly receiver:
    | (Pick<Delivery, "statusCode" | "status" | "durationMs"> &
        Partial<Pick<Delivery, "throttledAt">>)
    | undefined;
}

/** A verdict on a hook that the file declares, or that GitHub has no such hook (yet). */
export type VerifiedHook = Omit<Verification, "hookId"> & { readonly hookId: number | undefined };

/** A hook whose secret is to be proved, its URL as far as it is known, and the value to sign with. */
export interface VerificationSubject extends HookRef {
  /** The URL that the secret is declared for. Of a hook with another one nothing is proved. */
  readonly declaredUrl: HookUrl;
  readonly secretRef: string;
  readonly secret: Secret;
  /** As it was listed last; undefined where it has been written since, and is read again. */
  readonly live: LiveHook | undefined;
}

/** Proves one secret. Never throws for what GitHub answers: whatever is in doubt is a verdict. */
export type VerifySecret = (subject: VerificationSubject) => Promise<Verification>;

/** What GitHub's deliveries say, before anything is written, of a secret that an update carries. */
export interface SecretLook {
  readonly action: UpdateAction;
  readonly verification: Verification;
}
