import { compareStrings } from "../../model/compare-strings.ts";
import type { RepositorySelector } from "../fleet-config.ts";

/** A part of a selector of which GitHub alone knows what it selects. */
export interface OpenSelector {
  /** The name or glob. */
  readonly glob: string;
  /** What else must hold, in words; empty where nothing does. */
  readonly conditions: string;
  /** Both: the name under which what it asks for is shown. */
  readonly label: string;
}

/**
 * The parts of a selector that cannot be answered offline, each under a name that says what it
 * selects: `service-* (topics: deployed)`. Two selectors that mean the same have the same names.
 */
export function selectorLabels(selector: RepositorySelector): readonly OpenSelector[] {
  const { exact, globs, anyName, conditional } = selector;
  const names = [
    ...globs.map(({ pattern }) => pattern.toLowerCase()),
    ...(anyName ? ["*"] : []),
    ...(conditional ? exact.keys() : []),
  ];
  const conditions = conditionWords(selector);
  return [...new Set(names)].toSorted(compareStrings).map((glob) => {
    // A name written out is in danger of no exclusion.
    const own = exact.has(glob) ? conditionWords({ ...selector, excludes: [] }) : conditions;
    return { glob, conditions: own, label: own === "" ? glob : `${glob} (${own})` };
  });
}

function conditionWords(selector: RepositorySelector): string {
  const { excludes, topics, visibility, properties } = selector;
  const list = (words: Iterable<string>): string =>
    [...new Set(words)].toSorted(compareStrings).join(", ");
  const set = [...properties].map(
    ([name, value]) => `${name}: ${typeof value === "string" ? value : list(value)}`,
  );
  return [
    ...(excludes.length === 0
      ? []
      : [`not ${list(excludes.map(({ pattern }) => pattern.toLowerCase()))}`]),
    ...(topics.length === 0 ? [] : [`topics: ${list(topics)}`]),
    ...(visibility === undefined ? [] : [`visibility: ${list(visibility)}`]),
    ...set.toSorted(compareStrings),
  ].join("; ");
}
