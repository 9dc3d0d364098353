import { timestamp } from "../hooks/render-hook.ts";
import { type Answer, notFound, Refusal } from "../http/api-error.ts";
import type { Exchange } from "../http/request.ts";
import type { Account, HookRecord, HookScope, RepositoryRecord } from "../store/store.ts";
import { type Access, authorize, openAccess, seesAccount, seesRepository } from "./access.ts";

/** How a path names an account or repository: by names, or by `/organizations/1`. */
export type Target =
  | { readonly kind: "organization"; readonly login: string }
  | { readonly kind: "repository"; readonly owner: string; readonly name: string };

function requireSomebody(exchange: Exchange): void {
  if (exchange.principal.kind === "nobody") throw new Refusal(401, "Requires authentication");
}

/** Finds an organization or user by name, or by number; 404 where the principal sees none. */
export function findAccount(
  exchange: Exchange,
  reference: string,
  kind: Account["kind"] | undefined,
  access: Access = openAccess,
): Account {
  requireSomebody(exchange);
  const account = reference.startsWith("#")
    ? exchange.world.accountsById.get(Number(reference.slice(1)))
    : exchange.world.accounts.get(reference.toLowerCase());
  if (account === undefined || (kind !== undefined && account.kind !== kind)) throw notFound();
  if (access.permission?.[0] !== "metadata" && !seesAccount(exchange.principal, account))
    throw notFound();
  authorize(exchange.principal, access, exchange.switches, { account, repository: undefined });
  return account;
}

/** GitHub redirects to the number of a repository, which does not change with its name. */
function redirect(exchange: Exchange, repository: RepositoryRecord, rest: string): Refusal {
  if (exchange.switches.renamedRepo === "gone") return notFound();
  const query = exchange.query.size === 0 ? "" : `?${exchange.query.toString()}`;
  const url = `${exchange.base}/repositories/${repository.id}${rest}${query}`;
  const reading = exchange.method === "GET" || exchange.method === "HEAD";
  return new Refusal(reading ? 301 : 307, "Moved Permanently", {
    headers: { Location: url },
    extra: { url },
    documentationUrl: "https://docs.github.com/v3/#http-redirects",
  });
}

/** What GitHub has blocked stays in lists, but nothing of it can be read. */
function checkBlocked({ blocked, createdAt }: RepositoryRecord): void {
  if (blocked === undefined) return;
  const html_url = blocked === "dmca" ? "https://github.com/github/dmca" : "https://github.com/tos";
  const block = { reason: blocked, created_at: timestamp(createdAt), html_url };
  throw new Refusal(blocked === "dmca" ? 451 : 403, "Repository access blocked", {
    extra: { block },
    documentationUrl: null,
  });
}

/** Finds a repository by `owner` and `name`, or by number in place of the owner. */
export function findRepository(
  exchange: Exchange,
  owner: string,
  name: string,
  access: Access,
): RepositoryRecord {
  requireSomebody(exchange);
  const { world, principal } = exchange;
  const key = `${owner}/${name}`.toLowerCase();
  const movedTo = world.moved.get(key);
  const repository = owner.startsWith("#")
    ? world.repositoriesById.get(Number(owner.slice(1)))
    : world.repositories.get(movedTo ?? key);
  if (repository === undefined || !seesRepository(principal, repository)) throw notFound();
  checkBlocked(repository);
  if (movedTo !== undefined) {
    const rest = exchange.path.split("/").slice(4).join("/");
    throw redirect(exchange, repository, rest === "" ? "" : `/${rest}`);
  }
  authorize(principal, access, exchange.switches, { account: repository.owner, repository });
  return repository;
}

function checkArchived(
  { switches }: Exchange,
  repository: RepositoryRecord,
  reading: boolean,
): void {
  if (!repository.archived) return;
  const allowed = reading ? switches.archivedHooksReadable : switches.archivedHooksWritable;
  if (allowed === "no") throw new Refusal(403, "Repository was archived so is read-only.");
}

/** Finds what a path of hooks speaks of, and checks that the principal may do this to it. */
export function findScope(
  exchange: Exchange,
  target: Target,
  access: Access,
  reading: boolean,
): HookScope {
  if (target.kind === "organization") {
    const account = findAccount(exchange, target.login, "Organization", access);
    return { account, repository: undefined, hooks: account.hooks };
  }
  const repository = findRepository(exchange, target.owner, target.name, access);
  checkArchived(exchange, repository, reading);
  return { account: repository.owner, repository, hooks: repository.hooks };
}

/** One operation on the hooks of a scope. `ids` are the numbers in its path, in order. */
export type HookOperation = (
  exchange: Exchange,
  scope: HookScope,
  ids: readonly number[],
) => Answer;

export const levelOf = (scope: HookScope): "organization" | "repository" =>
  scope.repository === undefined ? "organization" : "repository";

/**
 * OAuth apps see the hooks that they made and no others, and nobody else sees those.
 * https://docs.github.com/rest/repos/webhooks
 */
export function isVisible({ principal, switches }: Exchange, hook: HookRecord): boolean {
  if (switches.visibleHooks === "all" || principal.kind === "anyone") return true;
  return principal.kind === "oauth"
    ? hook.ownerApp === (principal.oauthApp ?? "")
    : hook.ownerApp === undefined;
}

export function hookOf(exchange: Exchange, scope: HookScope, ids: readonly number[]): HookRecord {
  const hook = scope.hooks.get(ids[0] ?? -1);
  if (hook === undefined || !isVisible(exchange, hook)) throw notFound();
  return hook;
}
