import { compareStrings } from "../../model/compare-strings.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import type {
  DraftScope,
  WrittenHook,
  WrittenHookSet,
  WrittenOwner,
  WrittenRepositories,
} from "./fleet-draft.ts";
import { hasNothing, leftOutLines } from "./write-comments.ts";

export interface WrittenOwners {
  readonly owners: readonly WrittenOwner[];
  /** What is to be said of owners that are not in the file. */
  readonly leftOut: readonly string[];
}

/**
 * Makes the entries of all owners: repositories with the same hooks become one.
 *
 * @param scopes sorted
 * @param hooksOf the entries of a scope's hooks, by scope key
 */
export function writeOwners(
  scopes: readonly DraftScope[],
  hooksOf: ReadonlyMap<string, readonly WrittenHook[]>,
  userOwners: ReadonlySet<string>,
): WrittenOwners {
  const byOwner = new Map<string, DraftScope[]>();
  for (const scope of scopes) {
    const group = byOwner.get(scope.scope.owner);
    if (group === undefined) byOwner.set(scope.scope.owner, [scope]);
    else group.push(scope);
  }
  const owners: WrittenOwner[] = [];
  const leftOut: string[] = [];
  for (const [name, group] of byOwner) {
    const own = group.find(({ scope }) => scope.kind === "organization");
    const isUser = own === undefined && userOwners.has(name.toLowerCase());
    const repositories = writeRepositories(group, hooksOf);
    const lines = leftOutLines(group);
    if (own === undefined && repositories.length === 0) {
      leftOut.push(
        ...lines.map((line) => (line.startsWith(`${name}/`) ? line : `${name}: ${line}`)),
      );
      continue;
    }
    owners.push({
      kind: isUser ? "user" : "organization",
      name,
      comments: lines,
      own: own && { comments: remarksOf([own]), hooks: hooksOf.get(scopeKey(own.scope)) ?? [] },
      repositories,
    });
  }
  return { owners, leftOut };
}

function writeRepositories(
  scopes: readonly DraftScope[],
  hooksOf: ReadonlyMap<string, readonly WrittenHook[]>,
): readonly WrittenRepositories[] {
  const groups = new Map<string, { hooks: readonly WrittenHook[]; members: DraftScope[] }>();
  for (const draft of scopes) {
    if (draft.scope.kind !== "repository" || hasNothing(draft)) continue;
    const hooks = hooksOf.get(scopeKey(draft.scope)) ?? [];
    const key = JSON.stringify(hooks);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { hooks, members: [draft] });
    else group.members.push(draft);
  }
  return [...groups.values()].map(({ hooks, members }) => ({
    names: members
      .flatMap(({ scope }) => (scope.kind === "repository" ? [scope.repository] : []))
      .sort(compareStrings),
    comments: remarksOf(members),
    hooks,
  }));
}

function remarksOf(scopes: readonly DraftScope[]): WrittenHookSet["comments"] {
  return scopes.flatMap(({ scope, remarks }) =>
    remarks.map((remark) => `Note: ${scopeName(scope)}: ${remark}.`),
  );
}
