import type { Argument, Command, Option } from "commander";

/** What a value names: something of the file system, a scope of the configuration, or neither. */
export type ValueKind = "files" | "directories" | "patterns" | "scopes" | "free";

/** By the placeholder in the help, so that what is shown and what is completed are one thing. */
const kinds: Readonly<Record<string, ValueKind>> = {
  file: "files",
  path: "files",
  plan: "files",
  planfile: "files",
  driftfile: "files",
  dir: "directories",
  pattern: "patterns",
  target: "patterns",
  scope: "scopes",
};

/** The placeholder of a value in flags such as `--out <file>`, or the name of an argument. */
export function valueKind(flagsOrName: string): ValueKind {
  const placeholder = /[<[]([^\]>.]+)/.exec(flagsOrName)?.[1] ?? flagsOrName;
  return kinds[placeholder.toLowerCase()] ?? "free";
}

/** What is known of a command line whose last word is still being typed. */
export interface ReadWords {
  /** The command that was named; the program itself where none was. */
  readonly command: Command;
  /** The option that waits for a value, if the word is to be one. */
  readonly option: Option | undefined;
  /** The arguments that are there already. */
  readonly operands: readonly string[];
  /** Behind `--` no option is meant. */
  readonly onlyOperands: boolean;
  /** The values of options so far, by their attribute names. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Options that were given, by their attribute names. */
  readonly given: ReadonlySet<string>;
}

function findOption(command: Command, word: string): Option | undefined {
  return command.options.find(({ long, short }) => word === long || word === short);
}

/** Follows the words that are complete, as the parser would, and never complains. */
export function readWords(program: Command, words: readonly string[]): ReadWords {
  let command = program;
  let option: Option | undefined;
  const operands: string[] = [];
  let onlyOperands = false;
  const values = new Map<string, readonly string[]>();
  const given = new Set<string>();
  const keep = (found: Option, value: string): void => {
    const name = found.attributeName();
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  for (const word of words) {
    if (option !== undefined) {
      keep(option, word);
      option = undefined;
    } else if (onlyOperands || !word.startsWith("-") || word === "-") {
      const named =
        operands.length === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (named === undefined) operands.push(word);
      else command = named;
    } else if (word === "--") onlyOperands = true;
    else {
      const [flag = "", ...rest] = word.split("=");
      const found = findOption(command, flag);
      if (found === undefined) continue;
      given.add(found.attributeName());
      if (!found.required && !found.optional) continue;
      if (word.includes("=")) keep(found, rest.join("="));
      else if (found.required) option = found;
    }
  }
  return { command, option, operands, onlyOperands, values, given };
}

/** One word that could come next. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What could come next: words of ours, or whatever the shell finds in the file system. */
export interface Candidates {
  readonly kind: "words" | "files" | "directories";
  readonly words: readonly Candidate[];
}

/** Looks scopes up, in the files that the command line names. */
export type FindScopes = (
  kind: "patterns" | "scopes",
  values: ReadWords["values"],
) => Promise<readonly string[]>;

const nothing: Candidates = { kind: "words", words: [] };

function plain(values: readonly string[]): Candidates {
  return { kind: "words", words: values.map((value) => ({ value, description: "" })) };
}

async function ofKind(
  kind: ValueKind,
  read: ReadWords,
  findScopes: FindScopes,
): Promise<Candidates> {
  switch (kind) {
    case "files":
    case "directories":
      return { kind, words: [] };
    case "patterns":
    case "scopes":
      return plain(await findScopes(kind, read.values));
    case "free":
      return nothing;
    default:
      return kind satisfies never;
  }
}

/** Commands are listed with their first lines, as in the help of the program. */
function commands(program: Command): Candidates {
  const words = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => ({
      value: command.name(),
      description: command.summary() || command.description(),
    }));
  return { kind: "words", words };
}

/** An option that may be given again collects its values. */
function isRepeatable(option: Option): boolean {
  return Array.isArray(option.defaultValue);
}

function options({ command, given }: ReadWords): Candidates {
  const open = command
    .createHelp()
    .visibleOptions(command)
    .filter((option) => !given.has(option.attributeName()) || isRepeatable(option));
  const words = open.map(({ long, short, description }) => ({
    value: long ?? short ?? "",
    description,
  }));
  return { kind: "words", words };
}

function argumentAt({ command, operands }: ReadWords): Argument | undefined {
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  return all[operands.length] ?? (last?.variadic === true ? last : undefined);
}

/**
 * What could stand in place of the last word.
 *
 * @param program the commands and options themselves, so that what is offered is what there is
 * @param words everything behind `hookfleet`; the last one is being typed and may be empty
 */
export async function candidates(
  program: Command,
  words: readonly string[],
  findScopes: FindScopes,
): Promise<Candidates> {
  const read = readWords(program, words.slice(0, -1));
  const { command, option, operands, onlyOperands } = read;
  const current = words.at(-1) ?? "";
  const value = (of: Option): Promise<Candidates> =>
    of.argChoices === undefined
      ? ofKind(valueKind(of.flags), read, findScopes)
      : Promise.resolve(plain(of.argChoices));
  if (option !== undefined) return value(option);
  if (!onlyOperands && current.startsWith("-")) {
    const flag = /^(--[^=]+)=/.exec(current)?.[1];
    if (flag === undefined) return options(read);
    const named = command.options.find(({ long }) => long === flag);
    return named === undefined || !(named.required || named.optional) ? nothing : value(named);
  }
  // `help` is commander's own, and takes a command.
  const asksForHelp = command === program && operands.join(" ") === "help";
  if (command.commands.length > 0 && (operands.length === 0 || asksForHelp))
    return commands(command);
  const argument = argumentAt(read);
  if (argument === undefined) return nothing;
  return argument.argChoices === undefined
    ? ofKind(valueKind(argument.name()), read, findScopes)
    : plain(argument.argChoices);
}
