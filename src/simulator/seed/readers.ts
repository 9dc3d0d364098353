/** A seed, a switch or a fault that makes no sense; the message names the place in it. */
export class SeedError extends Error {
  /** Where, such as `organizations.acme.hooks[0].url`; empty for the whole. */
  readonly path: string;

  constructor(path: string, problem: string) {
    super(path === "" ? problem : `${path}: ${problem}`);
    this.name = "SeedError";
    this.path = path;
  }
}

/** Checks a value and gives it back in its type; throws a SeedError that names the path. */
export type Reader<T> = (value: unknown, path: string) => T;

const member = (path: string, key: string): string =>
  /^[\w-]+$/.test(key) ? (path === "" ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value)
    ? "a list"
    : typeof value === "object"
      ? "a map"
      : `a ${typeof value}`;
}

const expected =
  <T>(what: string, holds: (value: unknown) => value is T): Reader<T> =>
  (value, path) => {
    if (holds(value)) return value;
    throw new SeedError(path, `expected ${what}, found ${kindOf(value)}`);
  };

export const text: Reader<string> = expected("a string", (value) => typeof value === "string");
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

export const date: Reader<string> = (value, path) => {
  const written = text(value, path);
  if (Number.isNaN(Date.parse(written)))
    throw new SeedError(path, `expected a date like 2026-04-14T15:00:00Z, found "${written}"`);
  return written;
};

export const oneOf =
  <T extends string | number>(...values: readonly T[]): Reader<T> =>
  (value, path) => {
    const found = values.find((candidate) => candidate === value);
    if (found !== undefined) return found;
    throw new SeedError(path, `expected ${values.join(" or ")}, found ${JSON.stringify(value)}`);
  };

export const listOf =
  <T>(item: Reader<T>): Reader<readonly T[]> =>
  (value, path) => {
    if (!Array.isArray(value)) throw new SeedError(path, `expected a list, found ${kindOf(value)}`);
    return value.map((entry: unknown, index) => item(entry, `${path}[${index}]`));
  };

function entriesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return Object.entries(value);
  throw new SeedError(path, `expected a map, found ${kindOf(value)}`);
}

export const mapOf =
  <T>(item: Reader<T>): Reader<Readonly<Record<string, T>>> =>
  (value, path) =>
    Object.fromEntries(
      entriesOf(value, path).map(([key, entry]) => [key, item(entry, member(path, key))]),
    );

/** A map of known keys, all of them optional; an unknown key is an error. */
export const shape =
  <T>(fields: { readonly [K in keyof T]-?: Reader<Exclude<T[K], undefined>> }): Reader<T> =>
  (value, path) => {
    const known = fields as Readonly<Record<string, Reader<unknown>>>;
    const result: Record<string, unknown> = {};
    for (const [key, entry] of entriesOf(value, path)) {
      const read = Object.hasOwn(known, key) ? known[key] : undefined;
      if (read === undefined) {
        throw new SeedError(
          member(path, key),
          `unknown key; there are ${Object.keys(known).join(", ")}`,
        );
      }
      // A key with nothing behind it (`repositories:` in YAML) is the same as no key.
      if (entry !== null && entry !== undefined) result[key] = read(entry, member(path, key));
    }
    return result as T;
  };

/** Reads with the first reader that fits; the error of the last one counts. */
export const either =
  <A, B>(first: Reader<A>, second: Reader<B>): Reader<A | B> =>
  (value, path) => {
    try {
      return first(value, path);
    } catch {
      return second(value, path);
    }
  };
