import type { HookUrl } from "./hook-url.ts";
import type { Scope } from "./scope.ts";

/**
 * What a delivery's signature says of a secret. `proved` is certain. `mismatch` stands only where
 * the bytes that were signed are certain; whatever is in doubt is `unverifiable`.
 */
export type Verdict = "proved" | "unsigned" | "mismatch" | "no-delivery" | "unverifiable";

/** What came out for one hook with a managed secret. */
export interface Verification {
  readonly scope: Scope;
  readonly hookId: number;
  readonly url: HookUrl;
  readonly secretRef: string;
  readonly verdict: Verdict;
  /** Why, in a sentence; undefined where the verdict says it all. */
  readonly reason: string | undefined;
  /** What the receiver answered to the delivery that was judged; undefined where there is none. */
  readonly receiver:
    | {
        readonly statusCode: number;
        readonly status: string;
        readonly durationMs: number | undefined;
      }
    | undefined;
}
