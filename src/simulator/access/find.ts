import { timestamp } from "../fields.ts";
import { type Answer, ApiError, archived, notFound, unauthenticated } from "../http/api-error.ts";
import { type ApiRequest, isReading } from "../http/request.ts";
import type {
  HookRecord,
  HookScope,
  Level,
  RepositoryRecord,
  StoredAccount,
} from "../store/store.ts";
import { authorize, metadataAccess, seesAccount, seesRepository } from "./access.ts";

function requireCredential({ principal }: ApiRequest): void {
  if (principal.kind === "anonymous") throw unauthenticated();
}

/** Finds an organization or user by name, or by `#` and its number; 404 if the principal cannot see it. */
export function findAccount(
  request: ApiRequest,
  [reference = ""]: readonly string[],
  kind?: StoredAccount["kind"],
): StoredAccount {
  const { store, principal, switches, access } = request;
  requireCredential(request);
  const account = reference.startsWith("#")
    ? store.accountsById.get(Number(reference.slice(1)))
    : store.accounts.get(reference.toLowerCase());
  if (account === undefined || (kind !== undefined && account.kind !== kind)) throw notFound();
  if (access !== metadataAccess && !seesAccount(principal, account)) throw notFound();
  authorize(principal, access, switches, account);
  return account;
}

/** GitHub redirects to the number of a repository, which stays the same when its name changes. */
function redirect(request: ApiRequest, repository: RepositoryRecord): ApiError {
  if (request.switches.renamedRepo === "gone") return notFound();
  const rest = request.path.split("/").slice(4);
  const query = request.query.size === 0 ? "" : `?${request.query.toString()}`;
  const path = ["/repositories", repository.id, ...rest].join("/");
  const url = `${request.base}${path}${query}`;
  return new ApiError(isReading(request) ? 301 : 307, "Moved Permanently", {
    headers: { Location: url },
    extra: { url },
    documentationUrl: "https://docs.github.com/v3/#http-redirects",
  });
}

/** A blocked repository stays in lists, but nothing in it can be read. */
function checkBlocked({ blocked, createdAt }: RepositoryRecord): void {
  if (blocked === undefined) return;
  const html_url = blocked === "dmca" ? "https://github.com/github/dmca" : "https://github.com/tos";
  const block = { reason: blocked, created_at: timestamp(createdAt), html_url };
  throw new ApiError(blocked === "dmca" ? 451 : 403, "Repository access blocked", {
    extra: { block },
    documentationUrl: null,
  });
}

/** A repository as a path names it, renamed or not: by owner and name, or by `#` and its number. */
export function lookUpRepository(
  { store }: ApiRequest,
  [owner = "", name = ""]: readonly string[],
): RepositoryRecord | undefined {
  if (owner.startsWith("#")) return store.repositoriesById.get(Number(owner.slice(1)));
  const key = `${owner}/${name}`.toLowerCase();
  return store.repositories.get(store.moved.get(key) ?? key);
}

/** Finds the repository that a path names; 404 if the principal cannot see it. */
export function findRepository(request: ApiRequest, values: readonly string[]): RepositoryRecord {
  const { store, principal, switches, access } = request;
  requireCredential(request);
  const repository = lookUpRepository(request, values);
  if (repository === undefined || !seesRepository(principal, repository)) throw notFound();
  checkBlocked(repository);
  if (store.moved.has(values.slice(0, 2).join("/").toLowerCase()))
    throw redirect(request, repository);
  authorize(principal, access, switches, repository);
  return repository;
}

/** Finds the scope that a path of hooks names, and checks that the principal may do this to it. */
export function findScope(request: ApiRequest, level: Level, values: readonly string[]): HookScope {
  if (level === "organization") return findAccount(request, values, "Organization");
  const repository = findRepository(request, values);
  const { archivedHooksReadable, archivedHooksWritable } = request.switches;
  const allowed = isReading(request) ? archivedHooksReadable : archivedHooksWritable;
  if (repository.archived && allowed === "no") throw archived();
  return repository;
}

/**
 * OAuth apps see only the hooks that they created, and only they see those.
 * https://docs.github.com/rest/repos/webhooks
 */
export function isVisible({ principal, switches }: ApiRequest, hook: HookRecord): boolean {
  if (switches.visibleHooks === "all" || principal.kind === "unrestricted") return true;
  return principal.kind === "oauth"
    ? hook.ownerApp === (principal.oauthApp ?? "")
    : hook.ownerApp === undefined;
}

/** An operation below the hooks of a scope. `ids` are the numbers in its path, in order. */
export type HookOperation = (
  request: ApiRequest,
  scope: HookScope,
  ids: readonly number[],
) => Answer;

/** An operation on a hook that the path names. */
export const onHook =
  (run: (request: ApiRequest, hook: HookRecord, id: number) => Answer): HookOperation =>
  (request, { hooks }, [id = -1, further = -1]) => {
    const hook = hooks.get(id);
    if (hook === undefined || !isVisible(request, hook)) throw notFound();
    return run(request, hook, further);
  };
