import { closeSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { type EventDocument, HookfleetError, renderJsonLine } from "../index.ts";
import type { Io } from "./io.ts";
import { packageVersion } from "./package-version.ts";

/** Where `apply --events` writes, one JSON document a line. */
export interface EventStream {
  readonly write: (event: EventDocument) => void;
  readonly close: () => void;
}

/**
 * Opens the stream anew. Every line is handed to the system before the next action starts, so that
 * it survives a kill of this process.
 */
export function openEventStream(path: string | undefined, io: Io): EventStream {
  if (path === undefined) return { write: () => {}, close: () => {} };
  let descriptor: number;
  try {
    descriptor = openSync(resolve(io.cwd, path), "w", 0o600);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new HookfleetError("file-unwritable", `${path} cannot be written: ${why}`);
  }
  const write = (event: EventDocument): void => {
    writeSync(descriptor, `${renderJsonLine(event)}\n`);
  };
  write({ type: "version", format: "hookfleet.events/1", tool_version: packageVersion() });
  return { write, close: () => closeSync(descriptor) };
}
