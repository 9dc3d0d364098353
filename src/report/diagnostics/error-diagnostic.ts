import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { redactGitHubTokens } from "../text/redact-github-tokens.ts";

/** What ended a run, as data. Of a bug of ours only the kind is told: its text may hold anything. */
export function errorDiagnostic(error: unknown): Diagnostic {
  if (error instanceof HookfleetError) {
    const { code, message, help } = error;
    // It may name an argument, such as a file, and somebody may have put a token in its place.
    return {
      severity: "error",
      code,
      message: redactGitHubTokens(message),
      help: help && redactGitHubTokens(help),
    };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { severity: "error", code: "internal", message: `an unexpected ${name}: this is a bug` };
}
