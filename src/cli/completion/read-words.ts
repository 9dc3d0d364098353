import type { Command, Option } from "commander";

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
