import { compareStrings } from "../../model/compare-strings.ts";
import { countNoun, someOf } from "../../model/format.ts";
import { type Group, groupBy } from "../../model/group-by.ts";
import { scopeKey, scopeName } from "../../model/scope.ts";
import type { DraftScope } from "./draft-scope.ts";
import type { WrittenHook, WrittenHooks } from "./templates.ts";
import { commentLines, foldNotes } from "./write-comments.ts";
import { commented, plainHook, type WrittenOwner } from "./write-yaml.ts";

/**
 * Makes the entries of all owners: repositories with the same hooks become one.
 *
 * @param drafts sorted
 */
export function writeOwners(
  drafts: readonly DraftScope[],
  hooksOf: WrittenHooks["hooksOf"],
  userOwners: ReadonlySet<string>,
) {
  const owners: WrittenOwner[] = [];
  /** What is to be said of owners that are not in the file. */
  const leftOut: string[] = [];
  const written = ({ scope }: DraftScope): readonly WrittenHook[] =>
    hooksOf.get(scopeKey(scope)) ?? [];
  /** How many scopes the owners name. */
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
    const repositories = groupBy(
      group.filter((draft) => draft !== own),
      (draft) => JSON.stringify(written(draft)),
    );
    const entries = [...repositories.values()].map((members) => entryOf(members, written));
    const value = new Map<unknown, unknown>([
      [commented("hooks", remarksOf(own ? [own] : [])), own && written(own).map(plainHook)],
      ["repositories", entries.length === 0 ? undefined : entries],
    ]);
    const kind = own === undefined && userOwners.has(name.toLowerCase()) ? "user" : "organization";
    owners.push({ kind, entry: [commented(name, sentences(lines)), value] });
  }
  return { owners, scopes, leftOut };
}

/** One entry of `repositories`, for those that have the same hooks. */
function entryOf(
  members: Group<DraftScope>,
  written: (draft: DraftScope) => readonly WrittenHook[],
): ReadonlyMap<unknown, unknown> {
  const names = members
    .flatMap(({ scope }) => (scope.kind === "repository" ? scope.repository : []))
    .sort(compareStrings);
  return new Map<unknown, unknown>([
    [commented("name", remarksOf(members)), names.length === 1 ? names[0] : names],
    ["hooks", written(members[0]).map(plainHook)],
  ]);
}

/** A repository that the file need not name, because there is nothing to declare or to report. */
function isEmptyRepository({ scope, hooks, leftOut }: DraftScope): boolean {
  return scope.kind === "repository" && hooks.length === 0 && leftOut === 0;
}

function remarksOf(drafts: readonly DraftScope[]): readonly string[] {
  const notes = foldNotes(drafts.flatMap(({ remarks }) => remarks));
  return sentences(notes.map((note) => `Note: ${note}.`));
}

const sentences = (texts: readonly string[]): readonly string[] =>
  texts.flatMap((one) => commentLines(one, "  "));

/** What of an owner is not in the file. */
function leftOutLines(drafts: readonly DraftScope[], empty: number): readonly string[] {
  const repositories = countNoun(empty, "repository has", "repositories have");
  const others = drafts.filter(({ notWeb }) => notWeb > 0);
  const skipped = others.reduce((sum, { notWeb }) => sum + notWeb, 0);
  const scopes = others.map(({ scope }) => scopeName(scope));
  return [
    ...(empty === 0
      ? []
      : [`${repositories} no webhooks and ${empty === 1 ? "is" : "are"} left out.`]),
    ...(skipped === 0
      ? []
      : [
          `${countNoun(skipped, "hook is not a webhook", "hooks are not webhooks")} (an old service, \`gh webhook forward\`) and ${skipped === 1 ? "is" : "are"} skipped: ${someOf(scopes, 3, 1)}.`,
        ]),
  ];
}
