import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import type { DraftScope } from "./draft-scope.ts";
import type { WrittenHook, WrittenHooks } from "./templates.ts";
import { counted, foldNotes, someOf } from "./write-comments.ts";

/** The hooks of an organization itself. */
interface WrittenHookSet {
  readonly comments: readonly string[];
  readonly hooks: readonly WrittenHook[];
}

/** One entry of `repositories`. */
export interface WrittenRepositories extends WrittenHookSet {
  readonly names: readonly string[];
}

export interface WrittenOwner {
  readonly kind: "organization" | "user";
  readonly name: string;
  readonly comments: readonly string[];
  /** Undefined where the organization itself was not imported. */
  readonly own: WrittenHookSet | undefined;
  readonly repositories: readonly WrittenRepositories[];
}

interface WrittenOwners {
  readonly owners: readonly WrittenOwner[];
  /** How many scopes the owners speak of. */
  readonly scopes: number;
  /** What is to be said of owners that are not in the file. */
  readonly leftOut: readonly string[];
}

/**
 * Makes the entries of all owners: repositories with the same hooks become one.
 *
 * @param drafts sorted
 */
export function writeOwners(
  drafts: readonly DraftScope[],
  hooksOf: WrittenHooks["hooksOf"],
  userOwners: ReadonlySet<string>,
): WrittenOwners {
  const owners: WrittenOwner[] = [];
  const leftOut: string[] = [];
  const written = (draft: DraftScope): readonly WrittenHook[] =>
    hooksOf.get(scopeKey(draft.scope)) ?? [];
  let scopes = 0;
  for (const [name, all] of groupBy(drafts, ({ scope }) => scope.owner)) {
    const group = all.filter((draft) => !isEmptyRepository(draft));
    scopes += group.length;
    const lines = leftOutLines(all, all.length - group.length);
    if (group.length === 0) {
      leftOut.push(...lines.map((line) => `${name}: ${line}`));
      continue;
    }
    const own = group.find(({ scope }) => scope.kind === "organization");
    const entries = groupBy(
      group.filter((draft) => draft !== own),
      (draft) => JSON.stringify(written(draft)),
    );
    owners.push({
      kind: own === undefined && userOwners.has(name.toLowerCase()) ? "user" : "organization",
      name,
      comments: lines,
      own: own && { comments: remarksOf([own]), hooks: written(own) },
      repositories: [...entries.values()].map((members) => ({
        names: members
          .flatMap(({ scope }) => (scope.kind === "repository" ? [scope.repository] : []))
          .sort(compareStrings),
        comments: remarksOf(members),
        hooks: members[0] === undefined ? [] : written(members[0]),
      })),
    });
  }
  return { owners, scopes, leftOut };
}

/** A repository that the file need not name, because there is nothing to declare or to report. */
function isEmptyRepository({ scope, hooks, leftOut }: DraftScope): boolean {
  return scope.kind === "repository" && hooks.length === 0 && leftOut === 0;
}

function remarksOf(drafts: readonly DraftScope[]): readonly string[] {
  const notes = drafts.flatMap(({ scope, remarks }) =>
    remarks.map((remark) => `${scopeName(scope)}: ${remark}`),
  );
  return foldNotes(notes).map((note) => `Note: ${note}.`);
}

/** What of an owner is not in the file. */
function leftOutLines(drafts: readonly DraftScope[], empty: number): readonly string[] {
  const repositories = counted(empty, "repository has", "repositories have");
  const others = drafts.filter(({ notWeb }) => notWeb > 0);
  const skipped = others.reduce((sum, { notWeb }) => sum + notWeb, 0);
  const places = someOf(others.map(({ scope }) => scopeName(scope)));
  return [
    ...(empty === 0
      ? []
      : [`${repositories} no webhooks and ${empty === 1 ? "is" : "are"} left out.`]),
    ...(skipped === 0
      ? []
      : [
          `${counted(skipped, "hook is not a webhook", "hooks are not webhooks")} (an old service, \`gh webhook forward\`) and ${skipped === 1 ? "is" : "are"} skipped: ${places}.`,
        ]),
  ];
}
