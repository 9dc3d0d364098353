import { setMaxListeners } from "node:events";

/**
 * Aborted as soon as one of the two is. Not `AbortSignal.any`, whose result Node 20 may collect as
 * garbage together with its listeners.
 */
export function eitherSignal(
  one: AbortSignal | undefined,
  other: AbortSignal | undefined,
): AbortSignal | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  const controller = new AbortController();
  // Everybody who waits listens to it.
  setMaxListeners(0, controller.signal);
  const abort = (): void => controller.abort();
  for (const signal of [one, other]) {
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
  }
  return controller.signal;
}

/** Waits for the promise, but no longer than to the abort: neither for a turn nor for a repeat. */
export async function unlessAborted<Result>(
  promise: Promise<Result>,
  signal: AbortSignal | undefined,
): Promise<Result> {
  if (signal === undefined) return await promise;
  let stop = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(new Error("aborted"));
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

/** How one request takes it when nothing is to be waited for any more. */
export interface StopWatch {
  /** True once the wish came after the request: what of it has not been sent stays unsent. */
  readonly asked: () => boolean;
  /** Aborted when nobody needs to wait for the request, because nothing of it is in flight. */
  readonly idle: AbortSignal | undefined;
  /** The request is over; without this the signal would keep it alive. */
  readonly end: () => void;
}

const never: StopWatch = { asked: () => false, idle: undefined, end: () => {} };

/**
 * Watches for the wish to stop waiting. A request that is asked for after it belongs to something
 * that was begun before, such as the second half of an update: it may still go, if it need not wait.
 *
 * @param onAsked answers whether something of the request is in flight, which is then finished
 */
export function watchStop(signal: AbortSignal | undefined, onAsked: () => boolean): StopWatch {
  if (signal === undefined || signal.aborted) return never;
  const controller = new AbortController();
  let isAsked = false;
  const stop = (): void => {
    isAsked = true;
    if (!onAsked()) controller.abort();
  };
  signal.addEventListener("abort", stop, { once: true });
  return {
    asked: () => isAsked,
    idle: controller.signal,
    end: () => signal.removeEventListener("abort", stop),
  };
}
