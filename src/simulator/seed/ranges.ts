import { SeedError } from "./readers.ts";

const range = /\{(\d{1,6})\.\.(\d{1,6})\}/;
const mostRepeats = 100_000;

type Plain = Readonly<Record<string, unknown>> & { readonly repositories?: unknown };

function isMap(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

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

function expandOwner(owner: unknown): unknown {
  if (!isMap(owner) || !isMap(owner.repositories)) return owner;
  const repositories = Object.entries(owner.repositories).flatMap(([name, repository]) =>
    repeat(name, repository),
  );
  const names = new Set<string>();
  for (const [name] of repositories) {
    if (names.has(name)) throw new SeedError(name, "a range names this repository again");
    names.add(name);
  }
  return { ...owner, repositories: Object.fromEntries(repositories) };
}

/** Writes out repositories that a seed names by a range, such as `service-{001..120}`. */
export function expandRanges(seed: unknown): unknown {
  if (!isMap(seed)) return seed;
  const expanded = (["organizations", "users"] as const).flatMap((kind) => {
    const owners = seed[kind];
    if (!isMap(owners)) return [];
    const entries = Object.entries(owners).map(([login, owner]) => [login, expandOwner(owner)]);
    return [[kind, Object.fromEntries(entries)]];
  });
  return { ...seed, ...Object.fromEntries(expanded) };
}
