import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError, reachedNoServer, refusesCredential } from "../../model/errors.ts";
import type { Io } from "../io.ts";

/** What was not read because of an interrupt is not unreadable: a run that reads ends with this. */
export function stopIfInterrupted(io: Io): void {
  if (io.interrupted.aborted)
    throw new HookfleetError("interrupted", "interrupted while reading; nothing was written");
}

type Reading =
  | { readonly status: "read" }
  | { readonly status: "unreadable"; readonly diagnostic: Diagnostic };

/**
 * Ends a run with one error where what is wrong is that of no scope: GitHub refuses the credential, or
 * nothing could be read because no server was reached.
 */
export function stopIfHopeless(readings: readonly Reading[]): void {
  const problems = readings.flatMap((reading) =>
    reading.status === "unreadable" ? [reading.diagnostic] : [],
  );
  const refused = problems.find(({ code }) => refusesCredential(code));
  if (refused !== undefined) throw asError(refused);
  const [first] = problems;
  const isNobodyReached =
    problems.length === readings.length && problems.every(({ code }) => reachedNoServer(code));
  if (first !== undefined && isNobodyReached) throw asError(first);
}

function asError({ code, message, help }: Diagnostic): HookfleetError {
  return new HookfleetError(code, message, { source: "github", help });
}
