import { systemClock } from "../../model/clock.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Grants } from "../../model/grants.ts";
import { createWords, foreignValue } from "../../redact/foreign-text.ts";
import type { Cache } from "../cache/cache.ts";
import type { ClientOptions, RateLimit } from "../client-options.ts";
import { parseFor, readJson } from "../errors/malformed-answer.ts";
import { isWrite, type Operation } from "../operation.ts";
import { githubTime, tightest } from "../pace/rate-limit.ts";
import type { HttpResponse } from "./http-response.ts";
import type { OutgoingRequest } from "./request-context.ts";
import type { RequestSender } from "./request-sender.ts";

/** What requests about one account go through: a token, its limits and its cache. */
export interface AccountClient {
  readonly sender: RequestSender;
  readonly cache: Cache | undefined;
}

/** A personal token is one account for everything; a GitHub App has one for each installation. */
export interface Accounts {
  /** A GitHub App belongs to no user and lists what it is installed on. */
  readonly isApp: boolean;
  readonly of: (operation: Operation) => AccountClient | Promise<AccountClient>;
  /** Those with a limit of its own for this owner, or of all. */
  readonly limitedBy: (owner: string | undefined) => readonly RequestSender[];
  /** Whatever sends requests; the first one is there from the start. */
  readonly senders: () => readonly [RequestSender, ...RequestSender[]];
  /** Whether a GET of this URL may cost nothing. */
  readonly isKept: (url: string) => boolean;
  readonly notices: () => readonly Diagnostic[];
  /** What answers have said that the credential may do to the hooks of this owner. */
  readonly grants: (owner: string) => Grants;
}

export type HttpClient = ReturnType<typeof createHttpClient>;

/** Everything that the methods of a client share. */
export function createHttpClient(options: ClientOptions, accounts: Accounts) {
  const { apiUrl, clock = systemClock, known = new Set() } = options;
  const meters = () => accounts.senders().map(({ meter }) => meter);
  return {
    isApp: accounts.isApp,
    isKept: accounts.isKept,
    notices: accounts.notices,
    grants: accounts.grants,
    /** Without a slash at the end. */
    apiUrl: apiUrl.url,
    /** Resolves with a success, or a 304 that was asked for; whatever else throws a GitHubError. */
    send: async (request: OutgoingRequest): Promise<HttpResponse> => {
      const { sender, cache } = await accounts.of(request.operation);
      if (isWrite(request.operation)) cache?.distrust();
      return await sender.send(request);
    },
    cacheOf: async (operation: Operation) => (await accounts.of(operation)).cache,
    /** A text of GitHub's that is shown to people, without what this run must not print. */
    words: createWords(known),
    /** The same for a value that is also compared. */
    value: (text: string): string => foreignValue(text, known),
    rateLimit: (owner: string | undefined): RateLimit | undefined =>
      tightest(accounts.limitedBy(owner).map(({ meter }) => meter.last())),
    requests: (): number => meters().reduce((sum, meter) => sum + meter.requests(), 0),
    githubTime: (): number | undefined => githubTime(clock, meters()),
  };
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
