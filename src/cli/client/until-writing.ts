/**
 * The interrupt as long as a run only reads: from `release` on it no longer reaches the requests,
 * because one that writes is finished rather than cut off.
 */
export function untilWriting(interrupted: AbortSignal): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  interrupted.addEventListener("abort", stop);
  if (interrupted.aborted) stop();
  return {
    signal: controller.signal,
    release: () => interrupted.removeEventListener("abort", stop),
  };
}
