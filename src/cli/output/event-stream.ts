import { expectedFailure, type HookfleetError } from "../../model/errors.ts";
import { renderJsonLine } from "../../render/render-json.ts";
import type { Io } from "../io.ts";
import { packageVersion } from "../package-file.ts";
import { openOutput } from "./output-file.ts";

/** Where `apply --events` writes, one JSON document a line. */
export interface EventStream {
  /** Never throws: a full disk must not stop a run half-way. */
  readonly write: (event: object) => void;
  /** @throws HookfleetError where something could not be written */
  readonly close: () => void;
}

/**
 * Opens the stream anew. Every line is handed to the system before the next action starts, so that
 * it survives a kill of this process.
 *
 * @throws HookfleetError where it cannot be written to
 */
export function openEventStream(path: string | undefined, io: Io): EventStream {
  if (path === undefined) return { write: () => {}, close: () => {} };
  const file = openOutput(path, io, { mode: 0o600 });
  const line = (event: object): void => file.write(`${renderJsonLine(event)}\n`);
  try {
    line({ type: "version", format: "hookfleet.events/1", tool_version: packageVersion() });
    file.publish();
  } catch (error) {
    file.close();
    throw error;
  }
  let fault: HookfleetError | undefined;
  return {
    write: (event) => {
      if (fault !== undefined) return;
      try {
        line(event);
      } catch (error) {
        fault = expectedFailure(error);
      }
    },
    close: () => {
      file.close();
      if (fault !== undefined) throw fault;
    },
  };
}
