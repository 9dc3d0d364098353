import { type Command, Option } from "commander";

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

/** Several options, which stand below a heading in the help. */
export function group(heading: string, ...options: readonly AddOption[]): AddOption {
  return (command) => {
    const outer = command.optionsGroup() || "Options:";
    command.optionsGroup(heading);
    for (const add of options) add(command);
    return command.optionsGroup(outer);
  };
}
