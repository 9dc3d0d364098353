import type { ClientOptions, WaitNotice } from "../client-options.ts";
import { type Clock, systemClock } from "../clock.ts";
import { createPace, type Pace } from "../pace/pace.ts";
import {
  createRateLimitGate,
  createRateLimitMeter,
  type RateLimitGate,
  type RateLimitMeter,
} from "../pace/rate-limit.ts";
import { eitherSignal } from "../pace/signals.ts";
import type { Authority } from "./authority.ts";
import { createOpening, type Opening } from "./opening.ts";
import type { ProxySetting } from "./proxy.ts";

/** What all requests in the name of one authority share: it has limits of its own. */
export interface Wire {
  readonly options: ClientOptions;
  readonly authority: Authority;
  readonly origin: string;
  readonly proxy: ProxySetting | undefined;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly retryDelayMs: number;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly gate: RateLimitGate;
  readonly opening: Opening;
  readonly meter: RateLimitMeter;
  /** Ends waits. */
  readonly noMoreWaits: AbortSignal | undefined;
}

/** Nothing of a wire is shared with another one. */
export function createWire(
  options: ClientOptions,
  authority: Authority,
  owner: string | undefined,
): Wire {
  const clock = options.clock ?? systemClock;
  const { onWait } = options;
  const tell = onWait && ((wait: WaitNotice): void => onWait({ ...wait, owner }));
  return {
    options,
    authority,
    origin: new URL(options.apiUrl.url).origin,
    proxy: options.proxy,
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? 30_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 120_000,
    retryDelayMs: options.retryDelayMs ?? 1_000,
    clock,
    pace: createPace(clock, options.pace ?? true, tell),
    gate: createRateLimitGate(clock, options.noWait ?? false, tell),
    opening: createOpening(),
    meter: createRateLimitMeter(),
    noMoreWaits: eitherSignal(options.signal, options.stopWaiting),
  };
}
