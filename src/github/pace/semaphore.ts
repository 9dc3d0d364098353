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
     * Resolves with what gives the place back.
     *
     * @throws the signal's reason where it ends the wait
     */
    acquire: async (signal: AbortSignal | undefined): Promise<() => void> => {
      if (taken < most) {
        taken += 1;
        return release;
      }
      signal?.throwIfAborted();
      return await new Promise<() => void>((resolve, reject) => {
        const go = (): void => {
          signal?.removeEventListener("abort", stop);
          resolve(release);
        };
        const stop = (): void => {
          waiting.delete(go);
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", stop, { once: true });
        waiting.add(go);
      });
    },
  };
}
