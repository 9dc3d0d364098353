import type { LiveHookRef } from "./delivery.ts";
import type { Verdict } from "./verification.ts";

export interface DeliveryStatistics {
  readonly deliveries: number;
  /** Those that the receiver took. */
  readonly successes: number;
  /** The receiver's. */
  readonly failures: number;
  /** Events of which no attempt reached the receiver. */
  readonly missed: number;
  /** Deliveries that GitHub itself held back: no fault of the receiver. */
  readonly throttled: number;
  /** From 0 to 1; undefined where nothing was delivered. */
  readonly successShare: number | undefined;
  readonly medianMs: number | undefined;
  readonly last:
    | {
        readonly at: number;
        readonly failed: boolean;
        readonly statusCode: number;
        readonly status: string;
        readonly throttledAt: number | undefined;
      }
    | undefined;
  /** The failures since the last success; undefined where the last delivery succeeded. */
  readonly outage: { readonly since: number; readonly failures: number } | undefined;
}

/** The deliveries of a stretch of time, for a chart. */
export interface DeliveryBucket {
  /** Milliseconds since the epoch; the bucket ends where the next one starts. */
  readonly start: number;
  readonly deliveries: number;
  readonly failures: number;
}

/** What is too much. A threshold that is left out judges nothing. */
export interface HealthThresholds {
  readonly maxFailures?: number | undefined;
  /** From 0 to 1. */
  readonly minSuccess?: number | undefined;
  readonly maxMedianMs?: number | undefined;
}

export type Complaint = "failures" | "success" | "duration" | "unproved";

/** What is known of the secret: a verdict where it was looked at, else that there is one. */
export type Proof = Verdict | "assumed" | "none";

/** How one hook fared, and which thresholds it is beyond. */
export interface HookHealth {
  readonly hook: LiveHookRef;
  readonly statistics: DeliveryStatistics;
  readonly proof: Proof;
  readonly complaints: readonly Complaint[];
}

/** All hooks that deliver to one host. */
export interface ReceiverHealth {
  /** `ci.example.com`, or `env:NAME` where the URL is a credential. */
  readonly receiver: string;
  readonly statistics: DeliveryStatistics;
  readonly buckets: readonly DeliveryBucket[];
  /** Those that fail first, then by scope and id. */
  readonly hooks: readonly HookHealth[];
  /** Of all its hooks, each once. */
  readonly complaints: readonly Complaint[];
}

/** How all receivers fared over one stretch of time. */
export interface FleetHealth {
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly until: number;
  readonly thresholds: HealthThresholds;
  /** Those with complaints first, then those that fail, then by name. */
  readonly receivers: readonly ReceiverHealth[];
}
