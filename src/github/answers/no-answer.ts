import { GitHubError } from "../../model/errors.ts";
import { isWrite } from "./answer-error.ts";
import { describePurpose, type RequestPurpose } from "./request-purpose.ts";

/** Why a request ended without an answer, told by a code that is safe to show. */
export interface NoAnswer {
  readonly kind: "timeout" | "network-error" | "interrupted";
  /** Such as `ECONNRESET`; empty where the system gave none. */
  readonly detail: string;
  /** False where the request certainly did not leave this machine. */
  readonly sent: boolean;
}

/** Failures of finding or reaching the server: nothing of the request was sent. */
const beforeSending =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/;

/**
 * Reads what fetch rejected with. Only the system's error code is taken over: the error itself may
 * hold the request with its headers and body.
 */
export function readNetworkFailure(error: unknown): NoAnswer {
  const detail = errorCode(error) || errorCode(causeOf(error));
  return { kind: "network-error", detail, sent: !beforeSending.test(detail) };
}

function causeOf(error: unknown): unknown {
  return error instanceof Error ? error.cause : undefined;
}

function errorCode(error: unknown): string {
  const code: unknown =
    typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : "";
}

/**
 * The error for a request that got no answer.
 *
 * @param request its `origin` is the server that was asked, without path or credential
 */
export function noAnswerError(
  failure: NoAnswer,
  request: {
    readonly purpose: RequestPurpose;
    readonly mayHaveHappened: boolean;
    readonly origin: string;
  },
  timeoutMs: number,
): GitHubError {
  const { purpose } = request;
  const { said, help } = tell(failure, request.origin, timeoutMs);
  return new GitHubError(failure.kind, `cannot ${describePurpose(purpose)}: ${said}`, {
    status: 0,
    help,
    mayHaveHappened: request.mayHaveHappened || (failure.sent && isWrite(purpose)),
  });
}

function tell(
  failure: NoAnswer,
  origin: string,
  timeoutMs: number,
): { readonly said: string; readonly help: string | undefined } {
  switch (failure.kind) {
    case "timeout":
      return {
        said: `no complete answer from ${origin} within ${timeoutMs / 1_000} s`,
        help: undefined,
      };
    case "interrupted":
      return { said: "interrupted", help: undefined };
    case "network-error":
      return {
        said: `no answer from ${origin}${failure.detail === "" ? "" : ` (${failure.detail})`}`,
        help: "Check the network, a proxy in between, and the API URL (--api-url, GITHUB_API_URL). A certificate of your own goes into NODE_EXTRA_CA_CERTS.",
      };
    default:
      return failure.kind satisfies never;
  }
}
