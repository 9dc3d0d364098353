import type { CommentsPort } from "../model/comments-port.ts";
import { compareStrings } from "../model/compare-strings.ts";
import type { DriftDocument } from "../model/drift-document.ts";
import { GitHubError, HookfleetError } from "../model/errors.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import type { PlanDocument } from "../model/plan-document.ts";
import { type RepositoryScope, scopeName } from "../model/scope.ts";
import { maskUrl } from "../redact/mask-url.ts";

/** What a plan, a drift report and the report of a run have in common: scopes, somewhere in them. */
export interface Naming {
  readonly format: string;
  /** As given with `--target`. */
  readonly targets?: readonly string[];
}

/** Every `scope`, and every text among `scopes`, in a value, however deep. */
function scopesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(scopesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => {
    if (key === "scope" && typeof entry === "string") return [entry];
    const names: readonly unknown[] = key === "scopes" && Array.isArray(entry) ? entry : [];
    return [...names.filter((name) => typeof name === "string"), ...scopesIn(entry)];
  });
}

/** Globs that are made of stars, question marks and classes alone name nothing. */
const spellsNothing = /^(?:[*?/]|\[[^\]]*\])*$/;

/** True where a target names nothing, or nothing but one of these owners. */
function isNoNews(target: string, owners: ReadonlySet<string>): boolean {
  const [owner = "", ...rest] = target.split("/");
  const below = rest.join("/");
  if (below === "" || !spellsNothing.test(below)) return spellsNothing.test(target);
  return spellsNothing.test(owner) || owners.has(owner.toLowerCase());
}

/**
 * Every organization and repository that a document names beside the place where it is to stand,
 * wherever in it: in their own spelling, sorted, each once whatever its case. Of a target, what it
 * names beyond the owners of those.
 */
export function namesOf(document: Naming, place: RepositoryScope): readonly string[] {
  const here = scopeName(place);
  const scopes = scopesIn(document);
  const owners = new Set(
    [here, ...scopes]
      .filter((name) => name.includes("/"))
      .map((name) => (name.split("/", 1)[0] ?? name).toLowerCase()),
  );
  const targets = (document.targets ?? []).filter((target) => !isNoNews(target, owners));
  const byKey = new Map([...scopes, ...targets].map((name) => [name.toLowerCase(), name]));
  byKey.delete(here.toLowerCase());
  return [...byKey.values()].toSorted(compareStrings);
}

/** `acme/api` as a repository; undefined for an organization. */
function repositoryNamed(name: string): RepositoryScope | undefined {
  const [, owner = "", repository = ""] = /^([^/\s]+)\/([^/\s]+)$/.exec(name) ?? [];
  return owner === "" ? undefined : { kind: "repository", owner, repository };
}

/** How many repositories are asked for at once; one that is not public ends the asking. */
const atOnce = 10;

/** The documents that a text was made from; `allow-public` where their names may become public. */
export type DocumentNames = readonly Naming[] | "allow-public";

/**
 * Keeps what documents name out of a public place. They do not say who may see their scopes, so each
 * counts as private but the place itself, and repositories that GitHub says are public. What is
 * private is not named here either: the log of a public repository is as public as its issues.
 *
 * @throws HookfleetError `private-in-public`
 */
export async function checkPublicity(
  port: Pick<CommentsPort, "visibility">,
  place: RepositoryScope,
  documents: DocumentNames,
): Promise<void> {
  if (documents === "allow-public") return;
  const names = [...new Set(documents.flatMap((document) => namesOf(document, place)))];
  if (names.length === 0 || (await port.visibility(place)) !== "public") return;
  const repositories = names.map(repositoryNamed);
  for (let start = 0; start < repositories.length; start += atOnce) {
    const some = repositories.slice(start, start + atOnce);
    if (!(await Promise.all(some.map((one) => isPublic(port, one)))).every(Boolean))
      throw refused();
  }
}

async function isPublic(
  port: Pick<CommentsPort, "visibility">,
  repository: RepositoryScope | undefined,
): Promise<boolean> {
  if (repository === undefined) return false;
  try {
    return (await port.visibility(repository)) === "public";
  } catch (error) {
    // Hidden from the credential, or moved: not known to be public. A broken network is something else.
    if (error instanceof GitHubError && error.status >= 300 && error.status < 500) return false;
    throw error;
  }
}

function refused(): HookfleetError {
  return new HookfleetError(
    "private-in-public",
    "nothing was posted: the repository is public, and the file names organizations or repositories that are not known to be",
    {
      help: "Everyone could read their names and where their hooks deliver to. Post to a private repository, narrow the file with --target, or pass --allow-public if that is intended.",
    },
  );
}

type JsonObject = Readonly<Record<string, unknown>>;

/** A URL from the environment stands there by its name. */
function masked(url: unknown, isUnmanaged: boolean): unknown {
  if (typeof url !== "string" || url.startsWith("env:")) return url;
  return maskUrl(url, { path: isUnmanaged });
}

function linkOf({ scope, hook_id: id }: JsonObject, apiUrl: string): string | null {
  return typeof scope === "string" && typeof id === "number"
    ? hookSettingsUrl(scope, id, apiUrl)
    : null;
}

function maskValue(value: unknown, isUnmanaged: boolean, apiUrl: string): unknown {
  if (Array.isArray(value)) return value.map((entry) => maskValue(entry, isUnmanaged, apiUrl));
  if (typeof value !== "object" || value === null) return value;
  const object: JsonObject = { ...value };
  // The path of a hook that nobody declared may be its credential.
  const hidden = isUnmanaged || object["reason"] === "unmanaged";
  const urls = object["field"] === "url" ? ["url", "before", "after"] : ["url"];
  return Object.fromEntries(
    Object.entries(object).map(([key, entry]) => {
      if (urls.includes(key)) return [key, masked(entry, hidden)];
      // What a file says of it may lead anywhere.
      if (key === "html_url") return [key, linkOf(object, apiUrl)];
      return [key, maskValue(entry, hidden || key === "unmanaged", apiUrl)];
    }),
  );
}

/**
 * Masks the URLs of a plan or a drift report once more, wherever in it they stand: one that was
 * printed with `--show-urls` must not be posted so. What is masked already stays as it is. Links are
 * made anew.
 */
export function maskDocument<T extends PlanDocument | DriftDocument>(document: T): T {
  // Nothing but the text of URLs is another one.
  return maskValue(document, false, document.api_url) as T;
}
