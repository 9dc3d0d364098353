import type { Delivery } from "./delivery.ts";
import type { Diagnostic } from "./diagnostic.ts";
import type { HookUrl } from "./hook-url.ts";
import type { Scope } from "./scope.ts";

/** A live hook whose deliveries are looked at. */
export interface WatchedHook {
  readonly scope: Scope;
  readonly hookId: number;
  /** Shown as openly as the file that declares it allows. */
  readonly url: HookUrl;
  readonly active: boolean;
  readonly hasSecret: boolean;
}

/** A delivery, and the hook that made it. */
export interface HookDelivery {
  readonly hook: WatchedHook;
  readonly delivery: Delivery;
}

/** What was seen of one hook's deliveries, newest first. Not seeing is not absence. */
export type DeliveryReading =
  | {
      readonly status: "read";
      readonly hook: WatchedHook;
      readonly deliveries: readonly Delivery[];
    }
  | { readonly status: "unreadable"; readonly hook: WatchedHook; readonly diagnostic: Diagnostic };
