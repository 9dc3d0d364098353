import type { Diagnostic } from "../../model/diagnostic.ts";
import { GitHubError, HookfleetError } from "../../model/errors.ts";
import type { Repository } from "../../model/scope.ts";
import { type RepositoryScope, scopeKey, scopeName } from "../../model/scope.ts";
import { getKept } from "../cache/get-kept.ts";
import type { GitHubReader } from "../client-options.ts";
import { parseFor } from "../errors/malformed-answer.ts";
import { readJson, readObject, readString } from "../errors/read-json.ts";
import type { HttpClient } from "../http/http-client.ts";
import { listPages } from "../http/list-pages.ts";
import {
  type PropertyValues,
  parseProperties,
  parseRepository,
} from "../parse/parse-repository.ts";

/** Repositories, which selectors in the file are matched against. */
export function readRepositories(
  client: HttpClient,
): Pick<GitHubReader, "listRepositories" | "repository" | "account"> {
  return {
    listRepositories: async (owner, kind, wanted) => {
      const [repositories, properties] = await Promise.all([
        list(client, owner, kind, wanted.onFound),
        wanted.properties && kind === "organization"
          ? readProperties(client, owner)
          : new Map<string, PropertyValues>(),
      ]);
      return repositories.map((repository) => {
        const values = properties.get(repository.name.toLowerCase());
        return values === undefined ? repository : { ...repository, properties: values };
      });
    },
    // Organizations answer here as well: https://docs.github.com/en/rest/users/users#get-a-user
    account: async (owner) => {
      const purpose = { kind: "read-owner", owner } as const;
      const url = `/users/${encodeURIComponent(owner)}`;
      const answer = await client.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () => {
        const account = readObject(readJson(answer), "the account");
        const kind = account["type"] === "Organization" ? "organization" : "user";
        return { login: readString(account, "login", "the account"), kind };
      });
    },
    repository: async (owner, name) => {
      const purpose = { kind: "read-repository", owner, name } as const;
      const url = `/repos/${encodeURIComponent(owner)}/${encodeURIComponent(name)}`;
      const answer = await client.send({ method: "GET", url, purpose });
      return parseFor(purpose, answer, () => parseRepository(readJson(answer)));
    },
  };
}

async function list(
  client: HttpClient,
  owner: string,
  kind: "organization" | "user",
  onItems: ((soFar: number) => void) | undefined,
): Promise<readonly Repository[]> {
  const purpose = { kind: "list-repositories", owner, of: kind } as const;
  const { path, ...options } =
    kind === "organization"
      ? { path: `/orgs/${encodeURIComponent(owner)}/repos` }
      : await pathForUser(client, owner);
  const items = await listPages(client, path, purpose, { ...options, onItems });
  const found = new Map<string, Repository>();
  for (const item of items) {
    const repository = parseFor(purpose, item, parseRepository);
    // What one can see of a user's repositories may include those of others.
    if (repository.owner.toLowerCase() !== owner.toLowerCase()) continue;
    found.set(repository.name.toLowerCase(), repository);
  }
  return [...found.values()];
}

interface RepositoryPath {
  readonly path: string;
  readonly itemsOf?: (answer: unknown) => unknown;
}

/**
 * `/users/{user}/repos` lists public repositories only; the private ones of the token's own user
 * are under `/user/repos`: https://docs.github.com/en/rest/repos/repos#list-repositories-for-a-user.
 * Those that a GitHub App may see are under `/installation/repositories`:
 * https://docs.github.com/en/rest/apps/installations#list-repositories-accessible-to-the-app-installation
 */
async function pathForUser(client: HttpClient, owner: string): Promise<RepositoryPath> {
  if (client.isApp)
    return {
      path: "/installation/repositories",
      itemsOf: (answer) => readObject(answer, "the list")["repositories"],
    };
  const login = await loginOfToken(client);
  return login?.toLowerCase() === owner.toLowerCase()
    ? { path: "/user/repos?affiliation=owner" }
    : { path: `/users/${encodeURIComponent(owner)}/repos` };
}

async function loginOfToken(client: HttpClient): Promise<string | undefined> {
  const purpose = { kind: "read-user" } as const;
  const cache = await client.cacheOf(undefined);
  try {
    const { value } = await getKept(client, cache, {
      url: "/user",
      purpose,
      parse: (answer) => readObject(readJson(answer), "the user"),
      mayKeep: () => true,
    });
    const { login } = value;
    return typeof login === "string" ? login : undefined;
  } catch (error) {
    // An installation token of a GitHub App belongs to no user.
    if (error instanceof GitHubError && (error.status === 403 || error.status === 404))
      return undefined;
    throw error;
  }
}

/** By repository name, lower-cased. */
async function readProperties(
  client: HttpClient,
  owner: string,
): Promise<ReadonlyMap<string, PropertyValues>> {
  const purpose = { kind: "read-properties", owner } as const;
  const path = `/orgs/${encodeURIComponent(owner)}/properties/values`;
  const items = await listPages(client, path, purpose);
  return new Map(
    items.map((item) => {
      const { repository, properties } = parseFor(purpose, item, parseProperties);
      return [repository.toLowerCase(), properties];
    }),
  );
}

/**
 * Looks which repositories are archived: GitHub lists their hooks and refuses every write. Asked
 * only of those in which something is to be written.
 *
 * @returns the problem of each archived one, by scope key. One that may not be looked at is left
 *   out: the write itself will tell.
 */
export async function readArchived(
  reader: Pick<GitHubReader, "repository">,
  scopes: readonly RepositoryScope[],
): Promise<ReadonlyMap<string, Diagnostic>> {
  const archived = new Map<string, Diagnostic>();
  const look = async (scope: RepositoryScope): Promise<void> => {
    try {
      if (!(await reader.repository(scope.owner, scope.repository)).archived) return;
    } catch (error) {
      if (error instanceof HookfleetError) return;
      throw error;
    }
    archived.set(scopeKey(scope), {
      severity: "error",
      code: "archived",
      scope: scopeName(scope),
      message: `${scopeName(scope)} is archived, so its hooks cannot be changed`,
      help: "Unarchive it, or take its name out of the configuration; globs skip archived repositories by themselves.",
    });
  };
  await Promise.all(scopes.map(look));
  return archived;
}
