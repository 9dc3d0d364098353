import { GitHubError } from "../../model/errors.ts";
import { foreignWords } from "../../redact/foreign-text.ts";
import { isWrite } from "./answer-error.ts";
import { helpForMalformed } from "./help-for-malformed.ts";
import { describePurpose, type RequestPurpose } from "./request-purpose.ts";

/** GitHub answered with success, but not with what it documents. Says what is wrong, never what came. */
export function malformedAnswer(detail: string, status = 200): GitHubError {
  return new GitHubError("malformed-answer", foreignWords(detail, []), {
    status,
    help: helpForMalformed,
  });
}

/** Reads an answer with a parser that throws {@link malformedAnswer}, and says what it was for. */
export function parseFor<Result>(
  purpose: RequestPurpose,
  value: unknown,
  parse: (value: unknown) => Result,
): Result {
  try {
    return parse(value);
  } catch (error) {
    throw error instanceof GitHubError ? inContext(purpose, error) : error;
  }
}

/** The same error, saying what the request was for. A write with such an answer may have happened. */
export function inContext(purpose: RequestPurpose, error: GitHubError): GitHubError {
  const what = describePurpose(purpose);
  const write = isWrite(purpose);
  return new GitHubError(
    error.code,
    write
      ? `cannot tell the result of the request to ${what}: ${error.message}`
      : `cannot ${what}: ${error.message}`,
    { status: error.status, help: error.help, mayHaveHappened: write },
  );
}
