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
export type Reader<T> = (value: unknown, path: string) => T;

export const member = (path: string, key: string): string =>
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

export const text: Reader<string> = expected("a string", (value) => typeof value === "string");

const textLike =
  (what: string, holds: (value: string) => boolean): Reader<string> =>
  (value, path) => {
    const written = text(value, path);
    if (holds(written)) return written;
    throw new SeedError(path, `expected ${what}, found "${written}"`);
  };

export const flag: Reader<boolean> = expected(
  "true or false",
  (value) => typeof value === "boolean",
);
export const number: Reader<number> = expected(
  "a number from 0 up",
  (value): value is number => typeof value === "number" && Number.isFinite(value) && value >= 0,
);
export const whole: Reader<number> = expected(
  "a whole number from 0 up",
  (value): value is number =>
    typeof value === "number" && Number.isSafeInteger(value) && value >= 0,
);
export const nothing: Reader<null> = expected("null", (value) => value === null);
export const anything: Reader<unknown> = (value) => value;
export const date: Reader<string> = textLike(
  "a date like 2026-04-14T15:00:00Z",
  (written) => !Number.isNaN(Date.parse(written)),
);
export const fullName: Reader<string> = textLike("owner/name", (written) =>
  /^[^/]+\/[^/]+$/.test(written),
);

export const listOf =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new SeedError(path, `expected a list, found ${kindOf(value)}`);
    return value.map((entry: unknown, index) => item(entry, `${path}[${index}]`));
  };

/** Reads a map by `item`, which gets the key of each entry as well; undefined = left out. */
export function readMap<T>(
  value: unknown,
  path: string,
  item: (entry: unknown, path: string, key: string) => T | undefined,
): Readonly<Record<string, T>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new SeedError(path, `expected a map, found ${kindOf(value)}`);
  const read: [string, T][] = [];
  for (const [key, entry] of Object.entries(value)) {
    const result = item(entry, member(path, key), key);
    if (result !== undefined) read.push([key, result]);
  }
  return Object.fromEntries(read);
}
