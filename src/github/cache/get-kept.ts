import type { Answer } from "../errors/answer.ts";
import { parseFor } from "../errors/malformed-answer.ts";
import type { RequestPurpose } from "../errors/request-purpose.ts";
import type { HttpClient } from "../http/http-client.ts";
import type { Cache } from "./cache.ts";

interface Kept<Result> {
  readonly value: Result;
  /** The `Link` header that belongs to the value. */
  readonly link: string;
}

/** A request for something that may be kept, and whether what came may. */
export interface KeptRequest<Result> {
  readonly url: string;
  readonly purpose: RequestPurpose;
  readonly parse: (answer: Answer) => Result;
  readonly mayKeep: (found: Kept<Result>) => boolean;
}

/**
 * Gets what may be kept between runs. GitHub is asked every time; where it says that nothing has
 * changed since, which costs nothing of the hour's budget, the kept answer stands for the new one.
 * https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests-if-appropriate
 */
export async function getKept<Result>(
  client: HttpClient,
  cache: Cache,
  { url, purpose, parse, mayKeep }: KeptRequest<Result>,
): Promise<Kept<Result>> {
  const kept = cache.read(url);
  const answer = await client.send({ method: "GET", url, purpose, etag: kept?.etag });
  if (answer.status === 304 && kept !== undefined) {
    const { headers } = answer;
    const whole = { status: 200, headers, text: kept.text };
    // A 304 need not repeat the header.
    const link = headers.opaque("link")?.reveal() ?? kept.link;
    return { value: parseFor(purpose, whole, () => parse(whole)), link };
  }
  const value = parseFor(purpose, answer, () => parse(answer));
  const found = { value, link: answer.headers.opaque("link")?.reveal() ?? "" };
  const etag = answer.headers.opaque("etag")?.reveal() ?? "";
  if (etag !== "" && mayKeep(found)) cache.keep(url, { etag, link: found.link, text: answer.text });
  return found;
}
