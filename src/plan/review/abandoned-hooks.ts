import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Plan } from "../../model/plan.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { type PlannedPair, pairsOf } from "./paper.ts";
import { aboutScopes, nameScopes, nameUrls, onTheBase } from "./words.ts";

export interface AbandonInput {
  /** The plan of the change, and what it was made from. */
  readonly head: Plan;
  readonly declared: DesiredState;
  /** The plan that the base would have made of the same live state. */
  readonly base: Plan;
  /** Scopes of the base of which nobody knows whether the change still selects them, by key. */
  readonly unknown: ReadonlySet<string>;
}

const hookKey = (scope: Scope, id: number): string => `${scopeKey(scope)} ${id}`;

/**
 * Warns of live hooks that the base declares, the change no longer does, and its plan does not
 * delete: from then on they belong to nobody. One warning for each entry of the base.
 */
export function abandonedHooks(input: AbandonInput): readonly Diagnostic[] {
  const { head, declared, base, unknown } = input;
  const spokenFor = new Set([
    ...pairsOf(head).map(({ scope, live }) => hookKey(scope, live.id)),
    // A delete that is blocked is told of as such.
    ...head.actions.flatMap((action) =>
      action.kind === "delete" ? [hookKey(action.scope, action.live.id)] : [],
    ),
  ]);
  const planned = new Set(head.scopes.map(scopeKey));
  const selected = new Map(
    declared.scopes.map(({ scope, position }) => [scopeKey(scope), position]),
  );
  const abandoned = pairsOf(base).filter(({ scope, live }) => {
    const key = scopeKey(scope);
    if (unknown.has(key) || (selected.has(key) && !planned.has(key))) return false;
    return !spokenFor.has(hookKey(scope, live.id));
  });
  return [...groupBy(abandoned, entryKey).values()].map((pairs) => warn(pairs, selected));
}

function entryKey({ desired }: PlannedPair): string {
  const { file, line, column } = desired.position;
  return `${file}:${line}:${column}`;
}

function warn(
  pairs: readonly PlannedPair[],
  selected: ReadonlyMap<string, DesiredState["scopes"][number]["position"]>,
): Diagnostic {
  const [first] = pairs;
  if (first === undefined) throw new TypeError("A group holds at least one.");
  const scopes = pairs.map(({ scope }) => scope);
  const { position } = first.desired;
  // On paper, without GitHub, a hook has no id.
  const id = pairs.length === 1 && first.live.id > 0 ? ` #${first.live.id}` : "";
  const which = pairs.length === 1 ? "the hook" : `${pairs.length} hooks`;
  const where = pairs.length === 1 ? "" : ` in ${nameScopes(scopes)}`;
  const urls = nameUrls(pairs.map(({ desired }) => desired.url));
  return {
    severity: "warning",
    code: "hook-abandoned",
    message: `this change no longer declares ${which} ${urls}${id}${where} (${onTheBase(position)}) and does not delete ${pairs.length === 1 ? "it: it stays" : "them: they stay"} on GitHub`,
    help: "Delete with `state: absent` or `unmanaged: delete`, or keep the declaration.",
    ...aboutScopes(scopes),
    position: pairs.length === 1 ? selected.get(scopeKey(first.scope)) : undefined,
  };
}
