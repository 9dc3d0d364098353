import { closeSync, openSync, writeSync } from "node:fs";
import { resolve } from "node:path";
import { type EventDocument, HookfleetError, renderJsonLine } from "../../index.ts";
import { systemCode } from "../errors/system-failure.ts";
import type { Io } from "../io.ts";
import { packageVersion } from "../package-version.ts";
import { redactOutput } from "./hidden.ts";

/** Where `apply --events` writes, one JSON document a line. */
export interface EventStream {
  /** Never throws: a full disk must not stop a run half-way. */
  readonly write: (event: EventDocument) => void;
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
  let fault: HookfleetError | undefined;
  const attempt = (action: () => void): void => {
    if (fault !== undefined) return;
    try {
      action();
    } catch (error) {
      fault = new HookfleetError(
        "file-unwritable",
        `${path} cannot be written: ${systemCode(error)}`,
      );
    }
  };
  const check = (): void => {
    if (fault !== undefined) throw fault;
  };
  let descriptor = -1;
  const write = (event: EventDocument): void =>
    attempt(() => writeSync(descriptor, `${redactOutput(renderJsonLine(event), io.hidden)}\n`));
  attempt(() => {
    descriptor = openSync(resolve(io.cwd, path), "w", 0o600);
  });
  write({ type: "version", format: "hookfleet.events/1", tool_version: packageVersion() });
  check();
  return {
    write,
    close: () => {
      closeSync(descriptor);
      check();
    },
  };
}
