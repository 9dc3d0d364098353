import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Plan } from "../../model/plan.ts";
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
  const unread = plan.complete ? [] : plan.diagnostics;
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
