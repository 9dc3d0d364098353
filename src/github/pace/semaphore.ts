import { stopsOf } from "../http/abort-signals.ts";

/** Lets so many through at once, in the order in which they came. */
export function createSemaphore(most: number) {
  let taken = 0;
  const waiting = new Set<() => void>();

  function release(): void {
    const [next] = waiting;
    if (next === undefined) {
      taken -= 1;
      return;
    }
    // The place goes to the next one, so that nobody who comes now can take it.
    waiting.delete(next);
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
      const stops = signal && stopsOf(signal);
      return new Promise<() => void>((resolve, reject) => {
        const go = (): void => {
          stops?.delete(stop);
          resolve(release);
        };
        const stop = (): void => {
          waiting.delete(go);
          reject(signal?.reason);
        };
        stops?.add(stop);
        waiting.add(go);
      });
    },
  };
}
