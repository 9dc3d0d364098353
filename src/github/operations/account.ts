import type { Identity } from "../../model/comments-port.ts";
import { GitHubError } from "../../model/errors.ts";
import type { RepositoryScope } from "../../model/scope.ts";
import type { GitHubReader, RateLimit } from "../client-options.ts";
import { malformedAnswer, readJson, readObject, readString } from "../errors/malformed-answer.ts";
import { ask, getKept, type HttpClient } from "../http/http-client.ts";
import { pathOf } from "../operation.ts";

export function readAccount(
  client: HttpClient,
  owner: string,
): ReturnType<GitHubReader["account"]> {
  return ask(client, { operation: { kind: "read-owner", owner } }, (value) => {
    const account = readObject(value, "the account");
    const kind = account["type"] === "Organization" ? "organization" : "user";
    return { login: readString(account, "login", "the account"), kind } as const;
  });
}

/** What a login may be; anything else is none that could be shown or asked for. */
const loginForm = /^[\w-]{1,100}$/;

/** The user that the token belongs to; undefined where it belongs to none. */
export async function readLogin(client: HttpClient): Promise<string | undefined> {
  const operation = { kind: "read-user" } as const;
  const cache = await client.cacheOf(operation);
  try {
    const { value } = await getKept(client, cache, {
      operation,
      url: pathOf(operation),
      parse: (answer) => readString(readObject(readJson(answer), "the user"), "login", "the user"),
      mayKeep: () => true,
    });
    return loginForm.exec(value)?.[0];
  } catch (error) {
    // An installation token of a GitHub App belongs to no user.
    const isNobodys =
      error instanceof GitHubError &&
      ["missing-permission", "forbidden", "not-found"].includes(error.code);
    if (isNobodys) return undefined;
    throw error;
  }
}

function readSlug(client: HttpClient, owner: string): Promise<string> {
  return ask(client, { operation: { kind: "read-app", owner } }, (value) =>
    readString(readObject(value, "the App"), "slug", "the App"),
  );
}

/** The App's slug, or the user that a token belongs to; undefined where it belongs to none. */
export async function readOwnName(client: HttpClient, owner: string): Promise<string | undefined> {
  return client.isApp
    ? loginForm.exec(await readSlug(client, owner))?.[0]
    : await readLogin(client);
}

/** Who writes what a workflow's own token writes. */
const actionsBot = "github-actions[bot]";

/**
 * Finds out in whose name the client writes. A GitHub App writes as `slug[bot]`. An installation
 * token belongs to no user and cannot ask for its App either; the one that nearly everybody has is
 * that of GitHub Actions: https://docs.github.com/en/actions/concepts/security/github_token
 */
export async function readIdentity(
  client: HttpClient,
  { owner }: RepositoryScope,
): Promise<Identity> {
  const login = client.isApp ? `${await readSlug(client, owner)}[bot]` : await readLogin(client);
  return { login: login ?? actionsBot, isCertain: login !== undefined };
}

/** Asks for the hour's budget. A GitHub Enterprise Server without limits answers 404. */
export async function readRateLimit(
  client: HttpClient,
  owner: string | undefined,
): Promise<RateLimit | undefined> {
  try {
    return await ask(client, { operation: { kind: "read-rate-limit", owner } }, (value) => {
      const { resources } = readObject(value, "the rate limit");
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
