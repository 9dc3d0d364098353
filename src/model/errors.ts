import { redactTokens } from "../redact/redact-tokens.ts";

/** Who has to act: the user (file, flags, environment), GitHub (its answer), or we (a bug). */
export type ErrorSource = "user" | "github";

/**
 * A failure that is somebody's to mend, as opposed to a bug of ours. Shown as one message with its
 * help, never as a stack trace. `code` is stable and kebab-case.
 */
export class HookfleetError extends Error {
  readonly code: string;
  readonly source: ErrorSource;
  readonly help: string | undefined;

  constructor(
    code: string,
    message: string,
    options: { source?: ErrorSource; help?: string | undefined; cause?: unknown } = {},
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
      status: number;
      mayHaveHappened?: boolean;
      help?: string | undefined;
      cause?: unknown;
    },
  ) {
    super(code, message, { source: "github", help: options.help, cause: options.cause });
    this.name = "GitHubError";
    this.status = options.status;
    this.mayHaveHappened = options.mayHaveHappened ?? false;
  }

  /** True where GitHub answered a write with success, whatever the body was: never send it again. */
  get wasAccepted(): boolean {
    return this.mayHaveHappened && this.status >= 200 && this.status < 300;
  }
}
