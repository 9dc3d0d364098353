import type { Authority } from "./authority.ts";
import type { ClientOptions, WaitNotice } from "./client-options.ts";
import { type Clock, systemClock } from "./clock.ts";
import { eitherSignal } from "./either-signal.ts";
import { createPace, type Pace } from "./pace.ts";
import { createRateLimitGate, type RateLimitGate } from "./rate-limit-gate.ts";
import { createRateLimitMeter, type RateLimitMeter } from "./rate-limit-meter.ts";

/** What all requests in the name of one authority share: it has limits of its own. */
export interface Wire {
  readonly options: ClientOptions;
  readonly authority: Authority;
  readonly origin: string;
  readonly fetch: typeof globalThis.fetch;
  readonly timeoutMs: number;
  readonly totalTimeoutMs: number;
  readonly retryDelayMs: number;
  readonly clock: Clock;
  readonly pace: Pace;
  readonly gate: RateLimitGate;
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
    fetch: options.fetch ?? globalThis.fetch,
    timeoutMs: options.timeoutMs ?? 30_000,
    totalTimeoutMs: options.totalTimeoutMs ?? 120_000,
    retryDelayMs: options.retryDelayMs ?? 1_000,
    clock,
    pace: createPace(clock, options.pace ?? true, tell),
    gate: createRateLimitGate(clock, options.noWait ?? false, tell),
    meter: createRateLimitMeter(),
    noMoreWaits: eitherSignal(options.signal, options.stopWaiting),
  };
}
