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

const stopsBySignal = new WeakMap<AbortSignal, (() => void)[]>();

function stopsOf(signal: AbortSignal): (() => void)[] {
  const known = stopsBySignal.get(signal);
  if (known !== undefined) return known;
  const stops: (() => void)[] = [];
  stopsBySignal.set(signal, stops);
  const abort = (): void => {
    for (let stop = stops.shift(); stop !== undefined; stop = stops.shift()) stop();
  };
  signal.addEventListener("abort", abort, { once: true });
  return stops;
}

/**
 * Calls what is to stop once the signal is aborted, by one listener for all of them: each that is added to
 * a signal is compared with those that are there. They stand in an array, because the tables that a Set
 * leaves behind would keep thousands of requests in memory.
 *
 * @returns what takes it back
 */
export function onAbort(signal: AbortSignal, stop: () => void): () => void {
  const stops = stopsOf(signal);
  stops.push(stop);
  return () => {
    const at = stops.indexOf(stop);
    if (at !== -1) stops.splice(at, 1);
  };
}
