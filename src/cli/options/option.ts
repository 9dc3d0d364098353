import { type Command, InvalidArgumentError, Option } from "commander";

/** Puts one option, or several, into a command. */
export type AddOption = (command: Command) => Command;

/**
 * One option: a flag without a value, or one whose value is its text unless `parse` reads it.
 *
 * @param parse reads the text; or the words that may be given
 * @param fallback its value where it is not given, and how the help says that
 */
export function option<Value>(
  flags: string,
  what: string,
  parse?: ((text: string, earlier: Value) => Value) | readonly string[],
  ...fallback: readonly [value?: Value, what?: string]
): AddOption {
  return (command) => {
    const made = new Option(flags, what);
    if (typeof parse === "function") made.argParser(parse);
    else if (parse !== undefined) made.choices(parse);
    if (fallback.length > 0) made.default(...fallback);
    return command.addOption(made);
  };
}

/**
 * An option that adds up when it is repeated; a list, which is empty where it is not given.
 *
 * @param none how the help says that it was not given
 * @param add reads the text, and puts what it says behind what there is
 */
export function repeatable<Item>(
  flags: string,
  what: string,
  none: string,
  add: (text: string, earlier: readonly Item[]) => readonly Item[],
): AddOption {
  return option(flags, `${what}; repeatable`, add, [], none);
}

/** Several options, which stand below a heading in the help. */
export function group(heading: string, ...options: readonly AddOption[]): AddOption {
  return (command) => {
    const outer = command.optionsGroup() || "Options:";
    command.optionsGroup(heading);
    for (const add of options) add(command);
    return command.optionsGroup(outer);
  };
}

/** For lists of whatever is typed. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** For filters, which add up: repeated, or with commas, but for those within braces (`a/{b,c}`). */
export function collectList(value: string, earlier: readonly string[]): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of value) {
    depth += letter === "{" ? 1 : letter === "}" ? -1 : 0;
    if (letter === "," && depth <= 0) parts.push("");
    else parts.push(`${parts.pop()}${letter}`);
  }
  const names = parts.map((part) => part.trim());
  if (names.length > 1 && names.includes(""))
    throw new InvalidArgumentError("Name something before and after each comma.");
  return [...earlier, ...names];
}

/** What no event and no GUID can be is a mistake, such as a variable that is not set. */
export function collectFilled(text: string, earlier: readonly string[]): readonly string[] {
  if (text.trim() === "") throw new InvalidArgumentError("It is empty.");
  return collectList(text, earlier);
}

/** For lists of which every item must be one of these. */
export function collectKnown(
  known: readonly string[],
): (text: string, earlier: readonly string[]) => readonly string[] {
  return (text, earlier) => {
    const names = collectList(text, earlier);
    if (names.every((name) => known.includes(name))) return names;
    throw new InvalidArgumentError(`Allowed choices are ${known.join(", ")}.`);
  };
}

/** An option that takes one value refuses a second one, rather than let the last one win. */
export function refuseSecondValues({ options }: Command): void {
  for (const option of options) {
    const takesOne = option.required || option.optional;
    if (!takesOne || Array.isArray(option.defaultValue)) continue;
    const { parseArg: parse } = option;
    let first: string | undefined;
    option.argParser((text, earlier) => {
      if (first !== undefined && first !== text)
        throw new InvalidArgumentError("It takes one value, and was given another one before.");
      first = text;
      return parse === undefined ? text : parse(text, earlier);
    });
  }
}

/** For options that name a place: a variable that is not set would otherwise name this folder. */
export function path(value: string): string {
  if (value !== "") return value;
  throw new InvalidArgumentError("Name a file or a folder.");
}

function numberOf(form: RegExp, least: number, most: number, what: string) {
  return (text: string): number => {
    const value = Number(text);
    if (form.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Say a ${what} from ${least} to ${most}.`);
  };
}

/** For options that are whole numbers. */
export const count = (least: number, most: number): ((text: string) => number) =>
  numberOf(/^[0-9]+$/, least, most, "whole number");

/** For options that are numbers with a fraction, from zero up. */
export const amount = (most: number): ((text: string) => number) =>
  numberOf(/^\d+(?:\.\d+)?$/, 0, most, "number");

/** It becomes part of a request's path. */
export function commitSha(text: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) return text;
  throw new InvalidArgumentError("It is the whole SHA of a commit: 40 or 64 hexadecimal digits.");
}

/** A point in time, in milliseconds since the epoch, seen from now. */
export type Since = (now: number) => number;

const units: Readonly<Record<string, number>> = {
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * For options such as `--since 24h` and `--since 2026-11-20T10:12:00Z`.
 *
 * @throws InvalidArgumentError for anything else
 */
export function parseSince(text: string): Since {
  const [, amount, unit = ""] = /^(\d{1,9})([smhd])$/.exec(text) ?? [];
  if (amount !== undefined) return (now) => now - Number(amount) * (units[unit] ?? 0);
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/i.test(text);
  const time = Date.parse(text.toUpperCase());
  if (isTime && !Number.isNaN(time)) return () => time;
  throw new InvalidArgumentError(
    "Say how long ago, as in 90s, 30m, 24h or 3d, or a time like 2026-11-20T10:12:00Z.",
  );
}

/**
 * Whether a time lies before everything that GitHub still has.
 *
 * @param days how long this server keeps deliveries
 */
export function isBeyondRetention(time: number, now: number, days: number): boolean {
  // A minute more: `3d` means all there is, however long the run takes.
  return now - time > days * 86_400_000 + 60_000;
}
