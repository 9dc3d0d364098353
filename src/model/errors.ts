import { redactTokens } from "../redact/redact-tokens.ts";
import { type Diagnostic, errorsOf } from "./diagnostic.ts";

/**
 * An expected failure that the user or GitHub can fix, as opposed to a bug of ours. Shown as one message
 * with its help, never as a stack trace. `code` is stable and kebab-case.
 */
export class HookfleetError extends Error {
  readonly code: string;
  /** Who has to act: the user (file, flags, environment), or GitHub (its answer). */
  readonly source: "user" | "github";
  readonly help: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { source?: "user" | "github"; help?: string | undefined; cause?: unknown } = {},
  ) {
    // It may name an argument or a file, and a token may have been put in its place.
    super(
      redactTokens(message),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.name = "HookfleetError";
    this.code = code;
    this.source = options.source ?? "user";
    this.help = options.help && redactTokens(options.help);
  }
}

/**
 * Whether a code says that GitHub refuses the credential or its account, so that every other request would be
 * refused as well, and GitHub locks out clients that go on:
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
 */
export function refusesCredential(code: string): boolean {
  return ["bad-credentials", "bad-app-credentials", "account-suspended"].includes(code);
}

/** Whether a code says that no server was reached, which is nothing of a scope's. */
export function reachedNoServer(code: string): boolean {
  return code === "network-error" || code === "proxy-refused";
}

/** What a request to GitHub ended with, told without the request's body or headers. */
export class GitHubError extends HookfleetError {
  /** The HTTP status; 0 where no answer came. */
  readonly status: number;
  /** False where GitHub certainly did nothing; true where the effect may have happened. */
  readonly mayHaveHappened: boolean;

  constructor(
    code: string,
    message: string,
    options: {
      status?: number;
      mayHaveHappened?: boolean;
      help?: string | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(code, message, { source: "github", help: options.help, cause: options.cause });
    this.name = "GitHubError";
    this.status = options.status ?? 0;
    this.mayHaveHappened = options.mayHaveHappened ?? false;
  }

  /** The same error with some parts replaced. */
  with(changes: {
    readonly code?: string;
    readonly message?: string;
    readonly help?: string | undefined;
    readonly mayHaveHappened?: boolean;
  }): GitHubError {
    const { code, message, status, help, mayHaveHappened, cause } = this;
    const options = { status, help, mayHaveHappened, cause, ...changes };
    return new GitHubError(changes.code ?? code, changes.message ?? message, options);
  }

  /** True where GitHub answered a write with success, whatever the body was: never send it again. */
  get wasAccepted(): boolean {
    return this.mayHaveHappened && this.status >= 200 && this.status < 300;
  }
}

/** What was not read because of an interrupt is not unreadable: a run that reads ends with this. */
export function stopIfInterrupted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new HookfleetError("interrupted", "interrupted while reading; nothing was written");
}

/**
 * The failure of something that may fail.
 *
 * @throws what is no expected failure but a bug
 */
export function expectedFailure(error: unknown): HookfleetError {
  if (error instanceof HookfleetError) return error;
  throw error;
}

/** A plan that may not be carried out. Nothing was written. */
export class PlanRefused extends HookfleetError {
  /** Every reason, each with a code and a sentence of its own. */
  readonly reasons: readonly Diagnostic[];

  constructor(
    code: "plan-refused" | "plan-incomplete" | "permission-missing" | "secrets-unavailable",
    message: string,
    options: { readonly help?: string; readonly reasons: readonly Diagnostic[] },
  ) {
    super(code, `nothing was written: ${message}`, { help: options.help });
    this.name = "PlanRefused";
    this.reasons = options.reasons;
  }
}

/** Diagnostics that end what was asked for: all of them at once, each with its place. */
export class DiagnosticsError extends Error {
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(({ code }) => code).join(", "));
    this.name = "DiagnosticsError";
    this.diagnostics = diagnostics;
  }
}

/** @throws DiagnosticsError with the errors among diagnostics, where there are any */
export function throwErrors(diagnostics: readonly Diagnostic[]): void {
  const errors = errorsOf(diagnostics);
  if (errors.length > 0) throw new DiagnosticsError(errors);
}

/** What ended a run, as data. Of a bug of ours only the kind is told: its text may hold anything. */
export function errorDiagnostic(error: unknown): Diagnostic {
  if (error instanceof HookfleetError) {
    const { code, message, help } = error;
    return { severity: "error", code, message, help };
  }
  const name = error instanceof Error ? error.name : typeof error;
  return { severity: "error", code: "internal", message: `an unexpected ${name}: this is a bug` };
}
