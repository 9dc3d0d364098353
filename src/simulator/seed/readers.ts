/** An invalid seed, switch or fault; the message names the place in it. */
export class SeedError extends Error {
  /** Such as `organizations.acme.hooks[0].url`; empty for the whole. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(path === "" ? problem : `${path}: ${problem}`);
    this.name = "SeedError";
    this.path = path;
  }
}

/** Checks a value and returns it with its type; throws a SeedError with the path of the problem. */
type Reader<T> = (value: unknown, path: string) => T;

export const memberPath = (path: string, key: string): string =>
  /^[\w-]+$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a map" : `a ${typeof value}`;
}

const expected =
  <T>(what: string, holds: (value: unknown) => value is T): Reader<T> =>
  (value, path) => {
    if (holds(value)) return value;
    throw new SeedError(path, `expected ${what}, found ${kindOf(value)}`);
  };

const text = expected("a string", (value) => typeof value === "string");

const textLike =
  (what: string, holds: (value: string) => boolean): Reader<string> =>
  (value, path) => {
    const written = text(value, path);
    if (holds(written)) return written;
    throw new SeedError(path, `expected ${what}, found "${written}"`);
  };

/** The values that a seed consists of. */
export interface Values {
  readonly text: string;
  readonly flag: boolean;
  readonly number: number;
  readonly whole: number;
  readonly date: string;
  readonly fullName: string;
  readonly null: null;
  readonly anything: unknown;
}

export const values: { readonly [Name in keyof Values]: Reader<Values[Name]> } = {
  text,
  flag: expected("true or false", (value) => typeof value === "boolean"),
  number: expected(
    "a number from 0 up",
    (value): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0,
  ),
  whole: expected(
    "a whole number from 0 up",
    (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
  ),
  date: textLike(
    "a date like 2026-04-14T15:00:00Z",
    (written) => !Number.isNaN(Date.parse(written)),
  ),
  fullName: textLike("owner/name", (written) => /^[^/]+\/[^/]+$/.test(written)),
  null: expected("null", (value) => value === null),
  anything: (value) => value,
};

export const listOf =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new SeedError(path, `expected a list, found ${kindOf(value)}`);
    return value.map((entry: unknown, index) => item(entry, `${path}[${index}]`));
  };

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  kindOf(value) === "a map";

/** Reads a map by `item`, which gets the key of each entry as well; undefined = left out. */
export function readMap<T>(
  value: unknown,
  path: string,
  item: (entry: unknown, path: string, key: string) => T | undefined,
): Readonly<Record<string, T>> {
  const read: [string, T][] = [];
  for (const [key, entry] of Object.entries(expected("a map", isMap)(value, path))) {
    const result = item(entry, memberPath(path, key), key);
    if (result !== undefined) read.push([key, result]);
  }
  return Object.fromEntries(read);
}
