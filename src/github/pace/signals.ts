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
