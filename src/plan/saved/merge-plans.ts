import { compareStrings } from "../../model/compare-strings.ts";
import { defaultLimits, limitsFor, type RunLimits } from "../../model/desired-state.ts";
import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import type { PlanDocument, RotationDocument } from "../../model/plan-document.ts";
import { compareScopeNames } from "../../model/scope.ts";
import { guardLimits } from "../guards/guards.ts";
import { planDigest } from "./digest.ts";

function sums<Key extends string>(
  parts: readonly Readonly<Record<Key, number>>[],
  keys: readonly Key[],
): Readonly<Record<Key, number>> {
  const sum = (key: Key): number => parts.reduce((total, part) => total + part[key], 0);
  return Object.fromEntries(keys.map((key) => [key, sum(key)])) as Record<Key, number>;
}

/** The rotations of the parts of one plan: each secret once, over the hooks of all parts. */
export function joinRotations(
  plans: readonly Pick<PlanDocument, "rotations">[],
): readonly RotationDocument[] {
  // A plan file of an earlier version has none.
  const all = plans.flatMap(({ rotations = [] }) => rotations);
  return [...groupBy(all, ({ secret_ref }) => secret_ref)]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .map(([secret_ref, parts]) => ({
      secret_ref,
      rotated_at: parts[0].rotated_at,
      ...sums(parts, ["due", "blocked", "writes"]),
      done: parts
        .flatMap((part) => part.done)
        .toSorted(
          (left, right) =>
            compareScopeNames(left.scope, right.scope) || left.hook_id - right.hook_id,
        ),
    }));
}

function different(what: string, flag: string): HookfleetError {
  return new HookfleetError("plans-differ", `the plans were made ${what}`, {
    help: `Only parts of one plan can be joined. Make them again with the same ${flag}.`,
  });
}

function joinScopes(plans: readonly PlanDocument[]): PlanDocument["scopes"] {
  const owners = new Set<string>();
  return plans
    .flatMap(({ scopes }) => scopes)
    .map((entry) => {
      const key = entry.scope.toLowerCase();
      if (owners.has(key)) {
        throw new HookfleetError("plans-overlap", `${entry.scope} is in more than one plan`, {
          help: "Give each part targets of its own.",
        });
      }
      owners.add(key);
      return entry;
    })
    .toSorted((left, right) => compareScopeNames(left.scope, right.scope));
}

const counted = [
  ...(["create", "update", "config_patch", "delete", "blocked"] as const),
  ...(["unchanged", "unmanaged", "ignored", "assumed"] as const),
];

/**
 * Joins plans of one configuration for different targets into one, for review and for `apply`. The
 * order in which they are given does not matter. Limits are those of a run, so they count over the whole.
 *
 * @param once limits in place of those of the configuration, as for `apply` of the whole
 * @throws HookfleetError `plans-differ` where they were made from different configurations or for
 *   different servers, `plans-overlap` where two hold one scope
 */
export function mergePlans(plans: readonly PlanDocument[], once: RunLimits = {}): PlanDocument {
  const [first, ...others] = plans.toSorted((a, b) => compareStrings(a.digest, b.digest));
  if (first === undefined) throw new HookfleetError("no-plans", "there is no plan to join");
  if (others.some(({ api_url }) => api_url !== first.api_url))
    throw different("for different servers", "--api-url");
  if (others.some(({ config_digest }) => config_digest !== first.config_digest))
    throw different("from different configurations", "configuration");
  const scopes = joinScopes(plans);
  const rank = new Map(scopes.map(({ scope }, index) => [scope.toLowerCase(), index]));
  const place = ({ scope }: { readonly scope: string }): number =>
    rank.get(scope.toLowerCase()) ?? scopes.length;
  const summaries = plans.map(({ summary }) => summary);
  const costs = plans.map(({ rate_limit: cost }) => cost);
  const { max_deletes = defaultLimits.maxDeletes, max_changes } = first.limits ?? {};
  const ofFile = { maxDeletes: max_deletes, maxChanges: max_changes ?? undefined };
  // Sorting is stable, so that what one scope has stays in the order of its plan.
  const actions = plans.flatMap((plan) => plan.actions).toSorted((a, b) => place(a) - place(b));
  const merged: PlanDocument = {
    ...first,
    created_at: plans.map(({ created_at }) => created_at).toSorted(compareStrings)[0] ?? "",
    targets: [...new Set(plans.flatMap(({ targets }) => targets))].toSorted(compareStrings),
    complete: plans.every(({ complete }) => complete),
    scopes,
    summary: sums(summaries, counted),
    actions,
    unmanaged: plans.flatMap(({ unmanaged }) => unmanaged).toSorted((a, b) => place(a) - place(b)),
    rotations: joinRotations(plans),
    diagnostics: [
      ...plans
        .flatMap(({ diagnostics }) => diagnostics)
        .filter(({ code }) => !code.startsWith("too-many-")),
      ...guardLimits(actions, limitsFor(once, ofFile)),
    ].toSorted((a, b) => compareStrings(JSON.stringify(a), JSON.stringify(b))),
    rate_limit: sums(costs, ["requests_to_apply"]),
  };
  return { ...merged, digest: planDigest(merged) };
}
