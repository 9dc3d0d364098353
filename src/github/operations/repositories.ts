import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { expectedFailure, GitHubError, HookfleetError } from "../../model/errors.ts";
import { type Repository, type RepositoryScope, scopeKey, scopeName } from "../../model/scope.ts";
import type { GitHubReader } from "../client-options.ts";
import { malformedAnswer, parseFor, readObject, readString } from "../errors/malformed-answer.ts";
import { ask, type HttpClient } from "../http/http-client.ts";
import { membersOf } from "../http/http-response.ts";
import { listPages } from "../http/list-pages.ts";
import { readAccount, readLogin } from "./account.ts";

export function readRepositories(
  client: HttpClient,
): Pick<GitHubReader, "listRepositories" | "listOwner" | "repository" | "account"> {
  return {
    listOwner: (owner, onFound) => listOwner(client, owner, onFound),
    listRepositories: async (owner, kind, wanted) => {
      const [repositories, properties] = await Promise.all([
        listKind(client, owner, kind, wanted.onFound),
        wanted.properties && kind === "organization"
          ? listProperties(client, owner)
          : new Map<string, PropertyValues>(),
      ]);
      return repositories.map(({ repository }) => {
        const values = properties.get(repository.name.toLowerCase());
        return values === undefined ? repository : { ...repository, properties: values };
      });
    },
    account: (owner) => readAccount(client, owner),
    repository: (owner, name) =>
      ask(client, { operation: { kind: "read-repository", owner, name } }, parseRepository),
  };
}

type OnFound = Parameters<GitHubReader["listOwner"]>[1];

/** The list tells what kind of account it is of; only where it shows none is the account asked for. */
async function listOwner(
  client: HttpClient,
  owner: string,
  onFound: OnFound,
): ReturnType<GitHubReader["listOwner"]> {
  let refusal: GitHubError | undefined;
  const ofOrganization = await listKind(client, owner, "organization", onFound).catch((error) => {
    // Of users, too, GitHub says that there is no such organization.
    if (!(error instanceof GitHubError && error.status === 404)) throw error;
    refusal = error;
  });
  const found = ofOrganization ?? (await listKind(client, owner, "user", onFound));
  const isKnown = refusal === undefined ? found.length > 0 : found[0]?.isOfUser === true;
  const account = isKnown ? undefined : await readAccount(client, owner);
  // What else can be seen of an organization is not all that it has.
  if (refusal !== undefined && account?.kind === "organization") throw refusal;
  return {
    login: account?.login ?? found[0]?.repository.owner ?? owner,
    kind: refusal === undefined ? "organization" : "user",
    repositories: found.map(({ repository }) => repository),
  };
}

async function listKind(
  client: HttpClient,
  owner: string,
  kind: "organization" | "user",
  onFound: OnFound,
): Promise<readonly KeptRepository[]> {
  const from = kind === "organization" ? kind : await whereUsersAre(client, owner);
  const operation = { kind: "list-repositories", owner, from } as const;
  const itemsOf = (answer: unknown): unknown => readObject(answer, "the list")["repositories"];
  // What one can see of a user's repositories may include those of others.
  const own = (items: readonly unknown[]): readonly KeptRepository[] =>
    (items as readonly KeptRepository[]).filter(
      ({ repository }) => repository.owner.toLowerCase() === owner.toLowerCase(),
    );
  const items = await listPages(client, operation, {
    ...(from === "installation" ? { itemsOf } : {}),
    keep: (item): KeptRepository => ({
      id: readObject(item, "a repository")["id"],
      repository: parseRepository(item),
      isOfUser: membersOf(membersOf(item)["owner"])["type"] === "User",
    }),
    onItems: (soFar, page) => {
      const repositories = own(page).map(({ repository }) => repository);
      onFound?.(soFar, repositories);
    },
  });
  return [...new Map(own(items).map((one) => [one.repository.name.toLowerCase(), one])).values()];
}

interface KeptRepository {
  readonly id: unknown;
  readonly repository: Repository;
  readonly isOfUser: boolean;
}

/** Where the repositories of a user are listed, private ones included. */
async function whereUsersAre(
  client: HttpClient,
  owner: string,
): Promise<"installation" | "token" | "user"> {
  if (client.isApp) return "installation";
  const login = await readLogin(client);
  return login?.toLowerCase() === owner.toLowerCase() ? "token" : "user";
}

/** By repository name, lower-cased. */
async function listProperties(
  client: HttpClient,
  owner: string,
): Promise<ReadonlyMap<string, PropertyValues>> {
  const operation = { kind: "read-properties", owner } as const;
  const items = await listPages(client, operation);
  return new Map(
    items.map((item) => {
      const { repository, properties } = parseFor(operation, item, parseProperties);
      return [repository.toLowerCase(), properties];
    }),
  );
}

type PropertyValues = Repository["properties"];

export function parseRepository(value: unknown): Repository {
  const repository = readObject(value, "a repository");
  const name = readString(repository, "name", "a repository");
  const { owner, archived, visibility, private: isPrivate, topics, custom_properties } = repository;
  const login = readString(
    readObject(owner, `the owner of ${name}`),
    "login",
    `the owner of ${name}`,
  );
  const what = `${login}/${name}`;
  if (typeof archived !== "boolean")
    throw malformedAnswer(`${what} does not say whether it is archived`);
  return {
    owner: login,
    name,
    archived,
    visibility: readVisibility(visibility, isPrivate, what),
    topics: strings(topics)
      .map((topic) => topic.toLowerCase())
      .toSorted(compareStrings),
    properties: readProperties(Object.entries(membersOf(custom_properties))),
  };
}

function readVisibility(
  visibility: unknown,
  isPrivate: unknown,
  name: string,
): Repository["visibility"] {
  if (visibility === "public" || visibility === "private" || visibility === "internal")
    return visibility;
  // Servers of before 2022 know only this.
  if (typeof isPrivate === "boolean") return isPrivate ? "private" : "public";
  throw malformedAnswer(`${name} does not say who may see it`);
}

/** Not set is null, and is not the same as any value. */
function readProperties(
  values: readonly (readonly [name: string, value: unknown])[],
): PropertyValues {
  const properties = new Map<string, string | readonly string[]>();
  for (const [name, value] of values) {
    if (typeof value === "string" || typeof value === "boolean") properties.set(name, `${value}`);
    else if (Array.isArray(value)) properties.set(name, strings(value));
  }
  return properties;
}

/** One item of `GET /orgs/{org}/properties/values`. */
export function parseProperties(value: unknown): {
  readonly repository: string;
  readonly properties: PropertyValues;
} {
  const item = readObject(value, "an item of the properties");
  const repository = readString(item, "repository_name", "an item of the properties");
  const { properties: list } = item;
  if (!Array.isArray(list)) throw malformedAnswer(`the properties of ${repository} are not a list`);
  const what = `a property of ${repository}`;
  const values = list.map((entry: unknown) => {
    const property = readObject(entry, what);
    return [readString(property, "property_name", what), property["value"]] as const;
  });
  return { repository, properties: readProperties(values) };
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((part) => typeof part === "string") : [];
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
    const found = await reader.repository(scope.owner, scope.repository).catch(expectedFailure);
    if (found instanceof HookfleetError || !found.archived) return;
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
