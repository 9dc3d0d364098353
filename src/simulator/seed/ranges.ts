import { isMap, SeedError } from "./readers.ts";

const range = /\{(\d{1,6})\.\.(\d{1,6})\}/;
const mostRepeats = 100_000;

/** One repository for each number: `{name}` and `{n}` in its texts are its name and its number. */
function repeat(pattern: string, repository: unknown): readonly (readonly [string, unknown])[] {
  const [whole, first, last] = range.exec(pattern) ?? [];
  if (whole === undefined || first === undefined || last === undefined)
    return [[pattern, repository]];
  const length = Number(last) - Number(first) + 1;
  if (length < 1 || length > mostRepeats)
    throw new SeedError(pattern, `a range goes up, and holds at most ${mostRepeats} numbers`);
  const text = JSON.stringify(repository ?? {});
  return Array.from({ length }, (_, index) => {
    const n = String(Number(first) + index).padStart(first.length, "0");
    const name = pattern.replace(whole, n);
    return [name, JSON.parse(text.replaceAll("{name}", name).replaceAll("{n}", n))];
  });
}

/** Writes out repositories that a seed names by a range, such as `service-{001..120}`. */
export function expandRanges(repositories: unknown): unknown {
  if (!isMap(repositories)) return repositories;
  const expanded = new Map<string, unknown>();
  for (const [pattern, repository] of Object.entries(repositories))
    for (const [name, each] of repeat(pattern, repository)) {
      if (expanded.has(name)) throw new SeedError(name, "a range names this repository again");
      expanded.set(name, each);
    }
  return Object.fromEntries(expanded);
}
