import type { Session } from "./session.ts";

/** Why the signal of a run is aborted in the end, when none of its requests writes any more. */
export const runEnded: Error = new Error("the run is over");

/**
 * The interrupt as long as a run only reads: from `release` on only its end reaches the requests,
 * because one that writes is finished rather than cut off.
 */
export function untilWriting(interrupted: AbortSignal): {
  readonly signal: AbortSignal;
  readonly release: () => void;
} {
  const controller = new AbortController();
  let isWriting = false;
  const stop = (): void => {
    if (!isWriting || interrupted.reason === runEnded) controller.abort();
  };
  interrupted.addEventListener("abort", stop);
  if (interrupted.aborted) stop();
  const release = (): void => {
    isWriting = true;
  };
  return { signal: controller.signal, release };
}

const notice =
  "Interrupted: requests in flight are finished, the rest is not attempted. Interrupt again to stop at once.";

/** Says while something is written what an interrupt does. */
export async function whileWriting<T>(session: Session, write: () => Promise<T>): Promise<T> {
  const { interrupted, quiet, stderr, err } = session;
  const onInterrupt = (): void => {
    if (!quiet) stderr.write(`${err.palette.warning(notice)}\n`);
  };
  interrupted.addEventListener("abort", onInterrupt);
  try {
    return await write();
  } finally {
    interrupted.removeEventListener("abort", onInterrupt);
  }
}
