import { systemClock } from "../../model/clock.ts";
import type { BeforeWrite } from "../../model/github-port.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import type { ClientOptions, WaitNotice } from "../client-options.ts";
import type { Operation } from "../operation.ts";
import { eitherSignal } from "../pace/abort-signals.ts";
import { createPace } from "../pace/pace.ts";
import { createRateLimitGate, createRateLimitMeter } from "../pace/rate-limit.ts";
import { createSemaphore } from "../pace/semaphore.ts";
import { createFirstRequest } from "./first-request.ts";
import type { TokenProvider } from "./token-provider.ts";
import { openTransport } from "./transport.ts";

export interface OutgoingRequest {
  readonly operation: Operation;
  /** Read from there instead, where GitHub gave the address: it is of the same server always. */
  readonly url?: string;
  readonly body?: unknown;
  /** What the body holds that may not come back in an error. */
  readonly sensitive?: readonly Sensitive[];
  /** Of what the cache holds; only with it can the answer be a 304. */
  readonly etag?: string | undefined;
  /** Runs before each attempt; what it throws is the outcome, and no attempt follows. */
  readonly before?: BeforeWrite | undefined;
}

export type RequestContext = Awaited<ReturnType<typeof openRequestContext>>;

/**
 * Opens what the requests of one credential share: each credential has limits of its own.
 *
 * @param owner whose limits these are, where there are several
 */
export async function openRequestContext(
  options: ClientOptions,
  tokens: TokenProvider,
  owner: string | undefined,
) {
  const { clock = systemClock, onWait, pace = true, noWait = false, concurrency = 50 } = options;
  const reportWait = onWait && ((wait: WaitNotice): void => onWait({ ...wait, owner }));
  return {
    options,
    tokens,
    origin: new URL(options.apiUrl.url).origin,
    transport: await openTransport(options),
    clock,
    pace: createPace(clock, pace, reportWait),
    gate: createRateLimitGate(clock, noWait, reportWait),
    firstRequest: createFirstRequest(),
    meter: createRateLimitMeter(),
    requestsAtOnce: createSemaphore(Math.min(100, Math.max(1, concurrency))),
    // GitHub asks for few writes at once; those that wait here leave the other places to reads.
    writesAtOnce: createSemaphore(5),
    noMoreWaits: eitherSignal(options.signal, options.stopWaiting),
    timeoutMs: options.timeoutMs ?? 30_000,
  };
}
