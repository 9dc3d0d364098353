import { GitHubError } from "../../model/errors.ts";
import { textOf } from "../http/http-response.ts";
import type { ProxySetting } from "../http/proxy.ts";
import { describeOperation, isWrite, type Operation } from "../operation.ts";
import { helpForMalformed } from "./malformed-answer.ts";

/** Why a request ended without an answer, with a code that is safe to show. */
export interface NoAnswer {
  readonly kind: "timeout" | "network-error" | "proxy-refused" | "answer-too-large" | "interrupted";
  /** Such as `ECONNRESET`, or the status of a proxy's refusal; empty where the system gave none. */
  readonly detail: string;
  /** False where the request certainly did not leave this machine. */
  readonly sent: boolean;
}

/** A larger answer is not read to its end. */
export const mostMebibytes = 64;

/** Failures of finding or reaching the server: nothing of the request was sent. */
const beforeSending =
  /^(?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EMFILE|ENFILE|CONNECT_TIMEOUT|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_TLS|PROXY_\w+|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/;

/** What undici says of a proxy that refuses to open a tunnel, or asks for credentials. */
const proxyRefusal = /^Proxy response \((\d{3})\)|^Proxy Authentication Required \((407)\)/;

/**
 * Reads what fetch rejected with. Only the system's error code is taken over: the error itself may
 * hold the request with its headers and body.
 */
export function readNetworkFailure(error: unknown): NoAnswer {
  const chain = withCauses(error);
  for (const one of chain) {
    const refusal = proxyRefusal.exec(one instanceof Error ? one.message : "");
    if (refusal !== null)
      return { kind: "proxy-refused", detail: refusal[1] ?? refusal[2] ?? "", sent: false };
  }
  const detail = chain.map(errorCode).find((code) => code !== "") ?? "";
  return { kind: "network-error", detail, sent: !beforeSending.test(detail) };
}

/** What fetch says is a wrapper, sometimes around another one. */
function withCauses(error: unknown): readonly unknown[] {
  const chain: unknown[] = [];
  let one = error;
  while (one !== undefined && chain.length < 5) {
    chain.push(one);
    one = one instanceof Error ? one.cause : undefined;
  }
  return chain;
}

function errorCode(error: unknown): string {
  const { code }: { readonly code?: unknown } = Object(error);
  return /^[A-Z][A-Z0-9_]*$/.exec(textOf(code))?.[0] ?? "";
}

interface Destination {
  /** The server, without path or credential. */
  readonly origin: string;
  /** One that the environment names, used or not. */
  readonly proxy: ProxySetting | undefined;
}

export function noAnswerError(
  failure: NoAnswer,
  request: Destination & { readonly operation: Operation; readonly mayHaveHappened: boolean },
  timeoutMs: number,
): GitHubError {
  const { operation } = request;
  const { message, help } = describe(failure, request, timeoutMs);
  return new GitHubError(failure.kind, `cannot ${describeOperation(operation)}: ${message}`, {
    help,
    mayHaveHappened: request.mayHaveHappened || (failure.sent && isWrite(operation)),
  });
}

function describe(
  { kind, detail }: NoAnswer,
  { origin, proxy }: Destination,
  timeoutMs: number,
): { readonly message: string; readonly help?: string } {
  const via = proxy?.bypass === undefined ? proxy : undefined;
  const where = via === undefined ? origin : `${origin} through the proxy ${via.address}`;
  switch (kind) {
    case "timeout":
      return { message: `no complete answer from ${where} within ${timeoutMs / 1_000} s` };
    case "interrupted":
      return { message: "interrupted" };
    case "answer-too-large":
      return {
        message: `the answer from ${where} is larger than ${mostMebibytes} MiB`,
        help: `No answer of GitHub's is. ${helpForMalformed}`,
      };
    case "proxy-refused":
      return {
        message: `the proxy ${via?.address} answers ${detail}`,
        help: helpForProxy(detail, via),
      };
    case "network-error":
      return {
        message: `no answer from ${where}${detail === "" ? "" : ` (${detail})`}`,
        help: helpForNetwork(detail, proxy),
      };
    default:
      return kind satisfies never;
  }
}

function helpForProxy(status: string, via: ProxySetting | undefined): string {
  const variable = via?.variable ?? "HTTPS_PROXY";
  return status === "407"
    ? `The proxy wants ${via?.credentials === undefined ? "credentials" : "other credentials"}: set ${variable} to http://USER:PASSWORD@HOST:PORT, special characters percent-encoded.`
    : `The proxy in ${variable} does not let this request through, or cannot reach the server. Hosts that need no proxy go into NO_PROXY.`;
}

function helpForNetwork(detail: string, proxy: ProxySetting | undefined): string {
  const certificate = "A certificate of your own goes into NODE_EXTRA_CA_CERTS.";
  if (/^E[MN]FILE$/.test(detail))
    return "There are too many open files. Raise the limit (ulimit -n 1024), or send fewer requests at once (--concurrency 10).";
  if (proxy === undefined)
    return `Check the network and the API URL (--api-url, GITHUB_API_URL). A proxy goes into HTTPS_PROXY. ${certificate}`;
  return proxy.bypass === undefined
    ? `Check the proxy in ${proxy.variable} and the API URL (--api-url, GITHUB_API_URL). Hosts that need no proxy go into NO_PROXY. ${certificate}`
    : `The proxy in ${proxy.variable} was not used, because ${proxy.bypass === "NO_PROXY" ? "NO_PROXY names this host" : "the API is on this machine"}. Check the network and the API URL (--api-url, GITHUB_API_URL).`;
}
