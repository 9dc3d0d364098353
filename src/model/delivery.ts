import type { Diagnostic } from "./diagnostic.ts";
import type { HookfleetError } from "./errors.ts";
import type { HookRef } from "./plan.ts";

/** A delivery of a hook as GitHub lists it. */
export interface Delivery {
  readonly id: number;
  /** Stays the same when the delivery is sent again. */
  readonly guid: string;
  /** Milliseconds since the epoch. */
  readonly deliveredAt: number;
  readonly redelivery: boolean;
  /** undefined where GitHub does not tell. */
  readonly durationMs: number | undefined;
  /** Milliseconds since the epoch: when GitHub itself held it back; undefined where it did not. */
  readonly throttledAt: number | undefined;
  /** GitHub's words, such as `OK` or `failed to connect`. */
  readonly status: string;
  /** What the receiver answered; 0 where it did not. */
  readonly statusCode: number;
  readonly event: string;
  readonly action: string | undefined;
}

/** Oldest first. Ids grow with time. */
export function compareDeliveries(
  left: Pick<Delivery, "deliveredAt" | "id">,
  right: Pick<Delivery, "deliveredAt" | "id">,
): number {
  return left.deliveredAt - right.deliveredAt || left.id - right.id;
}

/** One side of a delivery. GitHub leaves out what it no longer has. */
export interface DeliverySide {
  /** Names in lower case; undefined where GitHub has none. */
  readonly headers: Readonly<Record<string, string>> | undefined;
  /** Parsed for a request, text for an answer; null where GitHub has none. */
  readonly payload: unknown;
}

/** A delivery in full. Its headers hold real signatures, its payload may hold anything. */
export interface DeliveryDetail extends Delivery {
  readonly url: string;
  readonly request: DeliverySide & {
    /** The payload's JSON as it stands in GitHub's answer, with its numbers and escapes untouched. */
    readonly payloadText: string | undefined;
  };
  readonly response: DeliverySide;
}

/** A live hook whose deliveries are looked at. */
export interface LiveHookRef extends HookRef {
  readonly active: boolean;
  readonly hasSecret: boolean;
}

export interface HookDelivery {
  readonly hook: LiveHookRef;
  readonly delivery: Delivery;
}

/** What was seen of one hook's deliveries, newest first. Not seeing is not absence. */
export type DeliveryReading =
  | {
      readonly status: "read";
      readonly hook: LiveHookRef;
      readonly deliveries: readonly Delivery[];
    }
  | { readonly status: "unreadable"; readonly hook: LiveHookRef; readonly diagnostic: Diagnostic };

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
  /** It was sent again by another user after it was looked at. */
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

interface TriggeredHook extends Pick<HookRef, "scope" | "url"> {
  /** undefined where GitHub has no such hook. */
  readonly hookId: number | undefined;
}

/** What GitHub said when it was asked to send something to a hook. */
export type TriggerOutcome =
  | (TriggeredHook & { readonly status: "sent" })
  | (TriggeredHook & { readonly status: "skipped" | "not_attempted"; readonly reason: string })
  | (TriggeredHook & { readonly status: "failed"; readonly error: HookfleetError });
