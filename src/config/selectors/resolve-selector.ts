import { compareStrings } from "../../model/compare-strings.ts";
import type { Report } from "../diagnostics.ts";
import type { NameGlob, RepositorySelector } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { RepositoryEntry } from "../generated/config-file.ts";
import { compileNameGlob } from "../globs.ts";
import { type Checked, type CheckedFields, itemsOf, type PlacedString } from "../yaml/yaml-node.ts";

/** `.` and `..` are no names, but would be steps in the path of a request. */
const exactName = /^(?!\.{1,2}$)[\w.-]{1,100}$/;

export function resolveSelector(
  { name, topics: allOf, visibility, properties }: CheckedFields<RepositoryEntry>,
  report: Report,
): RepositorySelector {
  const names =
    typeof name?.value === "string"
      ? [{ value: name.value, position: name.position }]
      : itemsOf(name?.value);
  const exact = new Map<string, string>();
  const globs: NameGlob[] = [];
  const excludes: NameGlob[] = [];
  for (const placed of names) {
    const excluded = placed.value.startsWith("!");
    const pattern = excluded ? placed.value.slice(1) : placed.value;
    const isExact = exactName.test(pattern);
    const matches = isExact || /[*?[{]/.test(pattern) ? compileNameGlob(pattern) : undefined;
    if (matches === undefined || pattern.includes("/")) reportBadName(placed, report);
    else if (excluded) excludes.push({ pattern, matches, position: placed.position });
    else if (isExact) exact.set(pattern.toLowerCase(), firstSpelling(pattern, exact));
    else globs.push({ pattern, matches, position: placed.position });
  }
  for (const { pattern } of excludes) exact.delete(pattern.toLowerCase());
  const globsOut = excludes.filter(({ pattern }) => !exactName.test(pattern));
  for (const key of exact.keys()) {
    if (globsOut.some((exclude) => exclude.matches(key))) exact.delete(key);
  }
  const topics = itemsOf(allOf?.value).map(({ value }) => value.toLowerCase());
  const wanted = [...(properties?.value ?? [])].flatMap(([key, property]) => {
    const value = propertyValue(property);
    return value === undefined ? [] : [[key, value] as const];
  });
  return {
    exact,
    globs,
    excludes,
    // `name: []` names nothing, and so do names that are wrong: only then is nothing selected.
    anyName: name === undefined || (names.length > 0 && names.every(isExclusion)),
    topics,
    visibility: visibility && itemsOf(visibility.value).map(({ value }) => value),
    properties: new Map(wanted),
    conditional: topics.length > 0 || visibility !== undefined || wanted.length > 0,
  };
}

/** The order of a list decides nothing, so of two spellings it is the first in code units. */
function firstSpelling(name: string, known: ReadonlyMap<string, string>): string {
  const other = known.get(name.toLowerCase());
  return other !== undefined && compareStrings(other, name) < 0 ? other : name;
}

const isExclusion = ({ value }: PlacedString): boolean => value.startsWith("!");

function reportBadName({ value, position: at }: PlacedString, report: Report): void {
  const message = `${quoted(value)} is neither the name of a repository nor a glob over names`;
  const help = value.includes("/")
    ? "Write the name without its owner."
    : "Names are letters, digits, `.`, `_` and `-`; globs may hold `*`, `?`, `[a-z]` and `{a,b}`.";
  report({ code: "bad-name", message, help, at });
}

/** GitHub keeps yes-or-no properties as the strings `true` and `false`. */
function propertyValue({
  value,
}: Checked<string | boolean | readonly string[]>): string | readonly string[] | undefined {
  if (typeof value === "object") return itemsOf(value).map((item) => item.value);
  return value === undefined ? undefined : String(value);
}
