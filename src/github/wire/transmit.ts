import type { Secret } from "../../model/secret.ts";
import type { Answer } from "../answers/answer.ts";
import { foreignWords } from "../answers/foreign-words.ts";
import type { NoAnswer } from "../answers/no-answer.ts";
import { fetchWhole } from "./fetch-whole.ts";
import type { Wire } from "./wire.ts";

/** The version of GitHub's API that every request asks for. */
export const apiVersion = "2022-11-28";

interface Attempt {
  /** Path and query. */
  readonly path: string;
  readonly init: RequestInit;
  readonly token: Secret;
  readonly etag: string | undefined;
  readonly attempt: number;
  readonly timeoutMs: number;
}

/** Sends one attempt and reads its answer, counted and logged. */
export async function transmit(wire: Wire, sent: Attempt): Promise<Answer | NoAnswer> {
  const { options, clock, meter } = wire;
  const { path, init, attempt } = sent;
  const method = init.method ?? "GET";
  const started = clock.now();
  meter.count();
  const outcome = await fetchWhole(
    wire.fetch,
    `${wire.origin}${path}`,
    { method, headers: headersOf(wire, sent), ...(init.body ? { body: init.body } : {}) },
    sent.timeoutMs,
    options.signal,
  );
  const answer = "status" in outcome ? outcome : undefined;
  if (answer !== undefined) meter.observe(answer, clock.now());
  options.onRequest?.({
    method,
    // GitHub gives the addresses of further pages, and they can hold anything.
    path: foreignWords(path, [sent.token, ...(options.known ?? [])]),
    status: answer?.status ?? 0,
    durationMs: clock.now() - started,
    attempt,
    rateLimitRemaining: meter.last()?.remaining,
  });
  return outcome;
}

/** The one place where the token is sent from; Octokit never holds it. */
function headersOf(wire: Wire, { init, token, etag }: Attempt): Record<string, string> {
  return {
    ...(init.body ? { "content-type": "application/json; charset=utf-8" } : {}),
    ...(etag === undefined ? {} : { "if-none-match": etag }),
    // No cache on the way may answer by itself. Not `no-cache`, which fetch would add to a conditional
    // request by itself: servers may take it for a wish for the whole answer and never say 304.
    "cache-control": "max-age=0",
    accept: "application/vnd.github+json",
    authorization: `Bearer ${token.reveal()}`,
    "user-agent": wire.options.userAgent,
    "x-github-api-version": apiVersion,
  };
}
