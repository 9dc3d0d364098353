import { type Group, groupBy } from "../../model/group-by.ts";

/** Names of a scope that a URL can be made of. */
export type ScopeNames = readonly ("owner" | "repo")[];

const both: ScopeNames = ["owner", "repo"];

/**
 * Items of which the same is said, but for the names of their own scopes: with those put back, each text
 * is what it was, so that nothing is lost. An item whose names say nothing stays with those like it.
 *
 * @param textOf what is said of an item, with placeholders for these names
 * @returns each group with the names that differ within it
 */
export function groupAlike<Item>(
  items: readonly Item[],
  textOf: (item: Item, names: ScopeNames) => string,
): readonly { readonly names: ScopeNames; readonly items: Group<Item> }[] {
  const alike = groupBy(
    groupBy(items, (item) => textOf(item, [])),
    ([text, same]) => {
      const [made = text, ...others] = new Set(same.map((item) => textOf(item, both)));
      // A text that has such a placeholder itself means something else.
      return others.length > 0 || /\{(?:owner|repo)\}/.test(text) ? `= ${text}` : `~ ${made}`;
    },
  );
  return [...alike.values()].map(([[, first], ...others]) => {
    const all: Group<Item> = [...first, ...others.flatMap(([, same]) => same)];
    if (others.length === 0) return { names: [], items: all };
    const isOneOwner = new Set(all.map((item) => textOf(item, ["repo"]))).size === 1;
    return { names: isOneOwner ? ["repo"] : both, items: all };
  });
}

/**
 * A URL as a template writes it. Where a name stands in the path, the host is left alone: `ci` may be
 * both. Of letters and digits no part is taken.
 */
export function withPlaceholders(url: string, scope: string, names: ScopeNames): string {
  const [owner, repo] = scope.split("/");
  const placeholders = new Map<string, string>();
  for (const [name, value] of [["owner", owner] as const, ["repo", repo] as const])
    if (value && names.includes(name) && url.includes(value)) placeholders.set(value, `{${name}}`);
  if (placeholders.size === 0) return url;
  const [host = ""] = /^(?:[a-z]+:\/\/)?[^/?#]*/i.exec(url) ?? [];
  const path = url.slice(host.length);
  const inPath = [...placeholders.keys()].filter((value) => wholly([value]).test(path));
  const inHost = [...placeholders.keys()].filter((value) => !inPath.includes(value));
  const put = (text: string, values: readonly string[]): string =>
    values.length === 0
      ? text
      : text.replace(wholly(values), (value) => placeholders.get(value) ?? value);
  return put(host, inHost) + put(path, inPath);
}

function wholly(values: readonly string[]): RegExp {
  const longestFirst = values.toSorted((left, right) => right.length - left.length);
  const escaped = longestFirst.map((value) => value.replace(/[^\w-]/g, "\\$&"));
  return new RegExp(`(?<![A-Za-z0-9])(?:${escaped.join("|")})(?![A-Za-z0-9])`, "g");
}
