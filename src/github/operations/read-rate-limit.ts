import { GitHubError } from "../../model/errors.ts";
import type { RateLimit } from "../client-options.ts";
import { malformedAnswer, parseFor } from "../errors/malformed-answer.ts";
import { readJson, readObject } from "../errors/read-json.ts";
import type { HttpClient } from "../http/http-client.ts";

/**
 * Asks for the hour's budget: https://docs.github.com/en/rest/rate-limit/rate-limit. A GitHub
 * Enterprise Server without limits answers 404.
 */
export async function readRateLimit(
  client: HttpClient,
  owner: string | undefined,
): Promise<RateLimit | undefined> {
  const purpose = { kind: "read-rate-limit", owner } as const;
  try {
    const answer = await client.send({ method: "GET", url: "/rate_limit", purpose });
    return parseFor(purpose, answer, () => {
      const { resources } = readObject(readJson(answer), "the rate limit");
      const { core } = readObject(resources, "the rate limit");
      const { limit, remaining, reset } = readObject(core, "the rate limit");
      if (!isCount(limit) || !isCount(remaining) || !isCount(reset))
        throw malformedAnswer("the rate limit is not told in numbers");
      return { limit, remaining, reset };
    });
  } catch (error) {
    if (error instanceof GitHubError && error.status === 404) return undefined;
    throw error;
  }
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
