import type { HookfleetError } from "./errors.ts";
import type { HookDelivery } from "./watched-hook.ts";

/** An event that a receiver missed, and the attempt that GitHub is to make once more. */
export interface Redelivery extends HookDelivery {
  /** When GitHub first sent it, as far as that was seen: what the order goes by. */
  readonly firstAt: number;
  /** How often it was sent so far, as far as that was seen. */
  readonly attempts: number;
}

/** Why an event with a failed delivery is not sent again. */
export type RedeliverySkip =
  /** Another attempt reached the receiver. */
  | "succeeded"
  /** It was tried as often as was asked for. */
  | "too-many-attempts"
  /** Somebody had it sent again after it was looked at. */
  | "sent-meanwhile";

/** Which failed events are to be sent again, and which are not, and why. */
export interface RedeliveryPlan {
  /** Oldest first, each event once. */
  readonly redeliveries: readonly Redelivery[];
  /** In the same order. */
  readonly skipped: readonly (Redelivery & { readonly reason: RedeliverySkip })[];
}

/** How one redelivery ended. GitHub accepts it and sends it later: what came of it is not known yet. */
export type RedeliveryOutcome =
  | { readonly status: "accepted"; readonly redelivery: Redelivery }
  | {
      readonly status: "skipped";
      readonly redelivery: Redelivery;
      readonly reason: "sent-meanwhile";
    }
  | { readonly status: "failed"; readonly redelivery: Redelivery; readonly error: HookfleetError }
  | { readonly status: "not_attempted"; readonly redelivery: Redelivery; readonly reason: string };
