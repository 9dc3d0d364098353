import {
  type ClientOptions,
  createGitHubWriter,
  type EventDocument,
  type GitHubWriter,
  waitingEvent,
} from "../../index.ts";
import { untilWriting } from "./until-writing.ts";

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
