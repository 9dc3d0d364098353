import { type EventDocument, waitingEvent } from "../../documents/report-document.ts";
import type { ClientOptions, GitHubWriter } from "../../github/client-options.ts";
import { createGitHubWriter } from "../../github/create-clients.ts";

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

export interface WritingClient {
  readonly hooks: GitHubWriter;
  /** From here on an interrupt ends waits, and what is in flight is finished. */
  readonly startWriting: () => void;
  /** Where waits are told of as events, too. */
  readonly tellWaits: (write: (event: EventDocument) => void) => void;
}

/**
 * Opens the client of a run that reads first and writes then. While it reads, an interrupt stops
 * everything at once; when it writes, nothing that is in flight is cut off.
 */
export async function openWritingClient(
  client: ClientOptions,
  interrupted: AbortSignal,
): Promise<WritingClient> {
  const { signal, release } = untilWriting(interrupted);
  let write: (event: EventDocument) => void = () => {};
  const onWait: ClientOptions["onWait"] = (wait) => {
    client.onWait?.(wait);
    write(waitingEvent(wait));
  };
  return {
    hooks: await createGitHubWriter({ ...client, signal, stopWaiting: interrupted, onWait }),
    startWriting: release,
    tellWaits: (to) => {
      write = to;
    },
  };
}
