import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";

/** What ended a run, as data. Of a bug of ours only the kind is told: its text may hold anything. */
export function errorDiagnostic(error: unknown): Diagnostic {
  if (error instanceof HookfleetError) {
    const { code, message, help } = error;
    return { severity: "error", code, message, help };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { severity: "error", code: "internal", message: `an unexpected ${name}: this is a bug` };
}
