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

function words(list: readonly (readonly [value: string, description?: string])[]): Candidates {
  const found = list.map(([value, description = ""]) => ({ value, description }));
  return { kind: "words", words: found };
}

/** Commands are listed with their first lines, as in the help of the program. */
function commands(program: Command): Candidates {
  const all = program.createHelp().visibleCommands(program);
  return words(all.map((one) => [one.name(), one.summary() || one.description()]));
}

function options({ command, given }: ReadWords): Candidates {
  const open = command
    .createHelp()
    .visibleOptions(command)
    // One that may be given again collects its values.
    .filter((one) => !given.has(one.attributeName()) || Array.isArray(one.defaultValue));
  return words(open.map(({ long, short, description }) => [long ?? short ?? "", description]));
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
 * @param line the words behind `hookfleet`; the last one is being typed and may be empty
 */
export async function candidates(
  program: Command,
  line: readonly string[],
  findScopes: FindScopes,
): Promise<Candidates> {
  const read = readWords(program, line.slice(0, -1));
  const { command, option, operands, onlyOperands } = read;
  const current = line.at(-1) ?? "";
  const value = async (flags: string, choices?: readonly string[]): Promise<Candidates> => {
    const kind = valueKind(flags);
    if (choices !== undefined || kind === "free") return words((choices ?? []).map((one) => [one]));
    if (kind === "files" || kind === "directories") return { kind, words: [] };
    return words((await findScopes(kind, read.values)).map((scope) => [scope]));
  };
  if (option !== undefined) return value(option.flags, option.argChoices);
  if (!onlyOperands && current.startsWith("-")) {
    const flag = /^(--[^=]+)=/.exec(current)?.[1];
    if (flag === undefined) return options(read);
    const named = command.options.find(({ long }) => long === flag);
    const takesValue = named !== undefined && (named.required || named.optional);
    return takesValue ? value(named.flags, named.argChoices) : words([]);
  }
  // `help` is commander's own, and takes a command.
  const asksForHelp = command === program && operands.join(" ") === "help";
  if (command.commands.length > 0 && (operands.length === 0 || asksForHelp))
    return commands(command);
  const argument = argumentAt(read);
  return argument === undefined ? words([]) : value(argument.name(), argument.argChoices);
}
