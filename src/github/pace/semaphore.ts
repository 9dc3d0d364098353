import { onAbort } from "./abort-signals.ts";

/** Lets so many through at once, in the order in which they came. */
export function createSemaphore(most: number) {
  let taken = 0;
  const waiting: (() => void)[] = [];

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) {
      taken -= 1;
      return;
    }
    // The place goes to the next one, so that nobody who comes now can take it.
    next();
  }

  return {
    /**
     * What gives the place back, at once where one is free.
     *
     * @throws the signal's reason where it ends the wait
     */
    acquire: (signal: AbortSignal | undefined): (() => void) | Promise<() => void> => {
      if (taken < most) {
        taken += 1;
        return release;
      }
      if (signal?.aborted === true) return Promise.reject(signal.reason);
      return new Promise<() => void>((resolve, reject) => {
        const go = (): void => {
          forget?.();
          resolve(release);
        };
        const stop = (): void => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(signal?.reason);
        };
        const forget = signal && onAbort(signal, stop);
        waiting.push(go);
      });
    },
  };
}
