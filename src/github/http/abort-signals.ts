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

const stopsBySignal = new WeakMap<AbortSignal, Set<() => void>>();

/**
 * What is called in its order once the signal is aborted. It has one listener for all of them: each
 * that is added to a signal is compared with those that are there.
 */
export function stopsOf(signal: AbortSignal): Set<() => void> {
  const known = stopsBySignal.get(signal);
  if (known !== undefined) return known;
  const stops = new Set<() => void>();
  stopsBySignal.set(signal, stops);
  const abort = (): void => {
    for (const stop of stops) stop();
  };
  signal.addEventListener("abort", abort, { once: true });
  return stops;
}
