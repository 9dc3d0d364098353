import { countNoun, joinWords, someOf } from "../../model/format.ts";
import { countBy, groupBy } from "../../model/group-by.ts";
import { parseUrl } from "../../model/hook-url.ts";
import { groupAlike, type ScopeNames, withPlaceholders } from "./alike.ts";
import type { DocumentView, EntryView, FieldView, HookView, Tone } from "./document-view.ts";

/**
 * Entries of which the same is said wherever they are become one: a change of a template makes
 * hundreds. The most frequent come first, the others stay in their order.
 *
 * @param common what is said of an entry as one of many, without what is true of its hook alone
 */
export function foldEntries<Item>(
  items: readonly Item[],
  view: (item: Item) => EntryView,
  common: (item: Item) => EntryView = view,
): readonly EntryView[] {
  // Of many thousands only what is shown is kept, so that each is made more than once.
  return groupAlike(items, (item, names) =>
    JSON.stringify({ ...withNames(common(item), names), hooks: [] }),
  )
    .map(({ names, items: alike }) =>
      alike.length === 1
        ? view(alike[0])
        : {
            ...withNames(common(alike[0]), names),
            hooks: alike.flatMap((item) => common(item).hooks),
          },
    )
    .toSorted((left, right) => right.hooks.length - left.hooks.length);
}

/** An entry with placeholders for names in its URLs. */
function withNames(entry: EntryView, names: ScopeNames): EntryView {
  const scope = entry.hooks[0]?.scope ?? "";
  const put = (url: string): string => withPlaceholders(url, scope, names);
  const field = (one: FieldView): FieldView => {
    if (one.kind === "change")
      return one.field === "url"
        ? { ...one, removed: one.removed.map(put), added: one.added.map(put) }
        : one;
    // A URL stands in front of its place.
    return one.field === "successor" ? { ...one, text: one.text.replace(/^\S+/, put) } : one;
  };
  return names.length === 0
    ? entry
    : { ...entry, url: put(entry.url), fields: entry.fields.map(field) };
}

/** The scopes of an entry, each once. */
export function scopesOf({ hooks }: Pick<EntryView, "hooks">): readonly string[] {
  return [...new Map(hooks.map(({ scope }) => [scope.toLowerCase(), scope])).values()];
}

/** So many scopes are named where more of them are only counted. */
const few = 3;

/**
 * `in 118 repositories: acme/api, acme/billing, acme/checkout and 115 more`.
 *
 * @param show each name as its format has it
 */
export function describeScopes(
  scopes: readonly string[],
  show: (scope: string) => string = (scope) => scope,
): string {
  return `in ${countScopes(scopes)}: ${someOf(scopes.map(show), few, 1)}`;
}

/** `118 repositories`, `1 organization`, or `119 scopes` where there are both. */
export function countScopes(scopes: readonly string[]): string {
  const repositories = scopes.filter((scope) => scope.includes("/")).length;
  if (repositories === 0) return countNoun(scopes.length, "organization");
  if (repositories < scopes.length) return countNoun(scopes.length, "scope");
  return countNoun(repositories, "repository", "repositories");
}

/** Where an entry is: the scope of one hook, or how many hooks in which scopes. */
export function describePlaces(entry: Pick<EntryView, "hooks">): string {
  const scopes = scopesOf(entry);
  const { length } = entry.hooks;
  if (scopes.length > 1) return `${length} hooks ${describeScopes(scopes)}`;
  return length === 1 ? (scopes[0] ?? "") : `${length} hooks in ${scopes[0]}`;
}

/** `12 hooks in 11 repositories`. */
export function countHooks(entry: Pick<EntryView, "hooks">): string {
  return `${countNoun(entry.hooks.length, "hook")} in ${countScopes(scopesOf(entry))}`;
}

/** What stands behind the scope and id of a hook in such a list: not the place that all have. */
export function hookAsides(entry: EntryView): (hook: HookView) => string {
  const hasOwn = commonPlace(entry) === "";
  return ({ place, note }) => joinWords([note, hasOwn ? place : ""]);
}

/** `file:line` where all hooks have the same; else each has its own, and this is empty. */
export function commonPlace({ hooks }: EntryView): string {
  const [first] = hooks;
  return hooks.every(({ place }) => place === first?.place) ? (first?.place ?? "") : "";
}

/** The host that a shown URL delivers to; of one that is a credential, its name. */
export function receiverOf(url: string): string {
  return parseUrl(url)?.host || url || "no URL";
}

/** All entries of a report, in its order. */
export function entriesOf({ sections }: DocumentView): readonly EntryView[] {
  return sections.flatMap(({ groups }) => groups).flatMap((group) => group.entries);
}

/** How many hooks of each kind a report has by receiver, the most first: what `--summary` prints. */
export function countByReceiver(view: DocumentView): {
  readonly kinds: readonly string[];
  /** A count is empty where it is none. */
  readonly rows: readonly (readonly [receiver: string, ...counts: readonly string[]])[];
} {
  const entries = entriesOf(view);
  const kinds = [...new Set(entries.map(({ kind }) => kind))];
  const each = entries.flatMap((entry) => entry.hooks.map(() => entry));
  const rows = [...groupBy(each, ({ url }) => receiverOf(url))]
    .toSorted(([, left], [, right]) => right.length - left.length)
    .map(([receiver, of]) => {
      const count = countBy(of, ({ kind }) => kind);
      return [receiver, ...kinds.map((kind) => String(count(kind) || ""))] as const;
    });
  return { kinds, rows };
}

/**
 * The counts of the last line, as they stand behind its title. The first sentence always has the same, for
 * scripts that look for it; what else there is follows where it is not zero.
 */
export function closingCounts(
  { closing: { counts, others = [] } }: DocumentView,
  paint: (text: string, tone: Tone) => string = (text) => text,
): string {
  const told = ({ count, label, words = label, tone }: (typeof counts)[number]): string =>
    count === 0 ? `0 ${words}` : paint(`${count} ${words}`, tone);
  const sentence = counts.map(told).join(", ");
  const more = others.map(told).join(", ");
  return `${sentence}.${more === "" ? "" : ` ${more}.`}`;
}
