import type { Command, Option } from "commander";

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

/** One word that could come next. */
type Candidate = readonly [value: string, description?: string];

/** What could come next: words of ours, or whatever the shell finds in the file system. */
export interface Candidates {
  readonly kind: "words" | "files" | "directories";
  readonly words: readonly Candidate[];
}

/** Options that were given, by their attribute names, with their values so far. */
type Given = ReadonlyMap<string, readonly string[]>;

/** Looks scopes up, in the files that the command line names. */
export type FindScopes = (kind: "patterns" | "scopes", given: Given) => Promise<readonly string[]>;

/** Follows the words that are complete, as the parser would, and never complains. */
function readWords(program: Command, words: readonly string[]) {
  /** The one that was named; the program itself where none was. */
  let command = program;
  /** The option that waits for a value, if the word is to be one. */
  let option: Option | undefined;
  /** The arguments that are there already. */
  const operands: string[] = [];
  /** Behind `--` no option is meant. */
  let onlyOperands = false;
  const given = new Map<string, readonly string[]>();
  const give = (found: Option, ...values: readonly string[]): void => {
    const name = found.attributeName();
    given.set(name, [...(given.get(name) ?? []), ...values]);
  };
  for (const word of words) {
    if (option !== undefined) {
      give(option, word);
      option = undefined;
    } else if (onlyOperands || !word.startsWith("-") || word === "-") {
      const named =
        operands.length === 0 ? command.commands.find((one) => one.name() === word) : undefined;
      if (named === undefined) operands.push(word);
      else command = named;
    } else if (word === "--") onlyOperands = true;
    else {
      const [flag = "", ...rest] = word.split("=");
      const found = command.options.find(({ long, short }) => flag === long || flag === short);
      if (found === undefined) continue;
      const takesValue = found.required || found.optional;
      give(found, ...(takesValue && rest.length > 0 ? [rest.join("=")] : []));
      if (found.required && rest.length === 0) option = found;
    }
  }
  return { command, option, operands, onlyOperands, given };
}

function words(list: readonly Candidate[]): Candidates {
  return { kind: "words", words: list };
}

/** Commands are listed with their first lines, as in the help of the program. */
function commands(program: Command): Candidates {
  const all = program.createHelp().visibleCommands(program);
  return words(all.map((one) => [one.name(), one.summary() || one.description()]));
}

function options(command: Command, given: Given): Candidates {
  const open = command
    .createHelp()
    .visibleOptions(command)
    // One that may be given again collects its values.
    .filter((one) => !given.has(one.attributeName()) || Array.isArray(one.defaultValue));
  return words(open.map(({ long, short, description }) => [long ?? short ?? "", description]));
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
  const { command, option, operands, onlyOperands, given } = readWords(program, line.slice(0, -1));
  const current = line.at(-1) ?? "";
  const value = async (flags: string, choices?: readonly string[]): Promise<Candidates> => {
    const kind = valueKind(flags);
    if (choices !== undefined || kind === "free") return words((choices ?? []).map((one) => [one]));
    if (kind === "files" || kind === "directories") return { kind, words: [] };
    return words((await findScopes(kind, given)).map((scope) => [scope]));
  };
  if (option !== undefined) return value(option.flags, option.argChoices);
  if (!onlyOperands && current.startsWith("-")) {
    const flag = /^(--[^=]+)=/.exec(current)?.[1];
    if (flag === undefined) return options(command, given);
    const named = command.options.find(({ long }) => long === flag);
    const takesValue = named !== undefined && (named.required || named.optional);
    return takesValue ? value(named.flags, named.argChoices) : words([]);
  }
  // `help` is commander's own, and takes a command.
  const asksForHelp = command === program && operands.join(" ") === "help";
  if (command.commands.length > 0 && (operands.length === 0 || asksForHelp))
    return commands(command);
  const { registeredArguments: all } = command;
  const last = all.at(-1);
  const argument = all[operands.length] ?? (last?.variadic === true ? last : undefined);
  return argument === undefined ? words([]) : value(argument.name(), argument.argChoices);
}
