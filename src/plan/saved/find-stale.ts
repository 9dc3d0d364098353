import { compareStrings } from "../../model/compare-strings.ts";
import { errorsOf } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { HookUrl, normalizeUrl } from "../../model/hook-url.ts";
import type { Action, DeleteAction, Plan } from "../../model/plan.ts";
import type { StaleScope } from "../../model/plan-document.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import { actionDigest, type DigestedPlan, scopeDigest } from "./digest.ts";

/**
 * Holds the plan of now against the one that was reviewed, scope by scope. By scope key; a scope in
 * which nothing was and nothing is to be done is never stale, nor is one that cannot be read now.
 */
export function findStale(reviewed: DigestedPlan, plan: Plan): ReadonlyMap<string, StaleScope> {
  const before = groupBy(reviewed.actions, ({ scope }) => scope.toLowerCase());
  const now = groupBy(plan.actions, ({ scope }) => scopeKey(scope));
  const unread = plan.complete ? [] : errorsOf(plan.diagnostics);
  const unreadable = new Set(unread.map(({ scope }) => scope?.toLowerCase()));
  const planned = new Set(plan.scopes.map(scopeKey));
  const names = new Map(reviewed.scopes.map(({ scope }) => [scope.toLowerCase(), scope]));
  const digests = new Map(
    reviewed.scopes.map(({ scope, digest }) => [scope.toLowerCase(), digest]),
  );
  for (const scope of plan.scopes) names.set(scopeKey(scope), scopeName(scope));

  const stale = new Map<string, StaleScope>();
  for (const [key, name] of [...names].toSorted(([a], [b]) => compareStrings(a, b))) {
    if (!planned.has(key) && unreadable.has(key)) continue;
    const actions = now.get(key) ?? [];
    const old = before.get(key) ?? [];
    const own = actions.map(actionDigest);
    if (actions.length === 0 && old.length === 0) continue;
    if (digests.get(key) === scopeDigest(name, own)) continue;
    const gone = old.filter((action) => !own.includes(action.fingerprint));
    const known = new Set(old.map((action) => action.fingerprint));
    const fresh = actions.filter((_, index) => !known.has(own[index] ?? ""));
    const reordered = gone.length === 0 && fresh.length === 0;
    stale.set(key, { scope: name, gone, fresh, reordered });
  }
  return stale;
}

/** A URL as a review shows it, however it is spelled; what is masked in it could be anything. */
function shownInReview(url: string): string {
  return new HookUrl(normalizeUrl(url), { kind: "declared" }).show();
}

/**
 * Deletes of hooks whose URL was reviewed, or is due now, for another hook as well, in a scope that is
 * not carried out as reviewed. Where no such hook stands there already, nothing would be left to take over
 * their deliveries.
 *
 * @param stale what {@link findStale} gave
 */
export function deletesToKeep(
  reviewed: DigestedPlan,
  plan: Plan,
  stale: ReadonlyMap<string, StaleScope>,
): ReadonlySet<Action> {
  const planned = new Set(plan.scopes.map(scopeKey));
  const awaited = reviewed.actions
    .map(({ kind, scope, url }) => ({ kind, key: scope.toLowerCase(), url }))
    .filter(({ kind, key }) => kind !== "delete" && (stale.has(key) || !planned.has(key)));
  const places = groupBy(awaited, ({ url }) => (url.startsWith("env:") ? "" : shownInReview(url)));
  const due = plan.actions.filter(({ scope }) => stale.has(scopeKey(scope)));
  const undelivered = new Set(due.flatMap(({ desired }) => desired?.url.normalized() ?? []));
  const standing = new Set(
    plan.unchanged
      .filter(({ scope }) => stale.has(scopeKey(scope)))
      .map(({ scope, url }) => `${scopeKey(scope)} ${url.normalized()}`),
  );
  /** A URL that comes from a variable could be any. */
  const isLost = (url: string): boolean =>
    undelivered.has(url) ||
    [shownInReview(url), ""]
      .flatMap((shown) => places.get(shown) ?? [])
      .some(({ key }) => !standing.has(`${key} ${url}`));
  const deletes = plan.actions
    .filter((action) => action.kind === "delete")
    .filter(({ early }) => early !== "duplicate-in-the-way");
  const urlsOf = ({ live, successor }: DeleteAction): readonly string[] =>
    [live, successor].flatMap((hook) => hook?.url.normalized() ?? []);
  // Each URL once: it may be that of thousands.
  const lost = new Set([...new Set(deletes.flatMap(urlsOf))].filter(isLost));
  return new Set(deletes.filter((action) => urlsOf(action).some((url) => lost.has(url))));
}
