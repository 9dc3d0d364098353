import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Cache } from "../cache/cache.ts";
import type { RateLimit } from "../client-options.ts";
import { parseFor, readJson } from "../errors/malformed-answer.ts";
import type { HttpResponse } from "./http-response.ts";
import type { OutgoingRequest } from "./request-context.ts";
import type { Client } from "./request-sender.ts";

/** Everything that the methods of a client share. */
export interface HttpClient {
  /** For what Octokit knows of pages; requests go through `send`. */
  readonly octokit: Client;
  /** Without a slash at the end. */
  readonly apiUrl: string;
  /** A GitHub App belongs to no user and lists what it is installed on. */
  readonly isApp: boolean;
  /** Resolves with a success, or a 304 that was asked for; whatever else throws a GitHubError. */
  readonly send: (request: OutgoingRequest) => Promise<HttpResponse>;
  /** What is kept of lists that belong to this account. */
  readonly cacheOf: (owner: string | undefined) => Promise<Cache | undefined>;
  /** Whether a GET of this URL may cost nothing. A GitHub App's new token makes it cost something. */
  readonly isKept: (url: string) => boolean;
  /** A text of GitHub's that is shown to people, without what this run must not print. */
  readonly words: (text: string) => string;
  /** The same for a value that is also compared. */
  readonly value: (text: string) => string;
  readonly rateLimit: (owner: string | undefined) => RateLimit | undefined;
  readonly requests: () => number;
  readonly githubTime: () => number | undefined;
  readonly notices: () => readonly Diagnostic[];
}

/** Sends a request and reads its answer with a parser that throws `malformedAnswer`. */
export async function ask<Result>(
  client: Pick<HttpClient, "send">,
  request: OutgoingRequest,
  parse: (value: unknown, answer: HttpResponse) => Result,
): Promise<Result> {
  const answer = await client.send(request);
  return parseFor(request.operation, answer, () => parse(readJson(answer), answer));
}

interface Kept<Result> {
  readonly value: Result;
  /** The `Link` header that belongs to the value. */
  readonly link: string;
}

/** A request for something that may be kept, and whether what came may. */
interface KeptRequest<Result> extends Pick<OutgoingRequest, "operation"> {
  /** Which page it is of a list. */
  readonly url: string;
  readonly parse: (answer: HttpResponse) => Result;
  readonly mayKeep: (found: Kept<Result>) => boolean;
}

/**
 * Gets what may be kept between runs. GitHub is asked every time; where it says that nothing has
 * changed since, which costs nothing of the hour's budget, the kept answer stands for the new one.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export async function getKept<Result>(
  client: HttpClient,
  cache: Cache | undefined,
  { url, operation, parse, mayKeep }: KeptRequest<Result>,
): Promise<Kept<Result>> {
  const kept = cache?.read(url);
  const answer = await client.send({ operation, url, etag: kept?.etag });
  if (answer.status === 304 && kept !== undefined) {
    const { headers } = answer;
    const whole = { status: 200, headers, text: kept.text };
    // A 304 need not repeat the header.
    const link = headers.opaque("link")?.reveal() ?? kept.link;
    return { value: parseFor(operation, whole, () => parse(whole)), link };
  }
  const value = parseFor(operation, answer, () => parse(answer));
  const found = { value, link: answer.headers.opaque("link")?.reveal() ?? "" };
  const etag = answer.headers.opaque("etag")?.reveal() ?? "";
  if (etag !== "" && mayKeep(found))
    cache?.keep(url, { etag, link: found.link, text: answer.text });
  return found;
}
