import { SeedError } from "./seed-error.ts";
import { switchDefinitions } from "./switch-definitions.ts";
import type { Switches, SwitchName } from "./switches.ts";

const isSwitchName = (name: string): name is SwitchName => Object.hasOwn(switchDefinitions, name);

/** Checks one value, as it stands in a seed or behind `--switch name=`. */
export function readSwitch(name: string, value: unknown, path: string): Partial<Switches> {
  if (!isSwitchName(name)) {
    throw new SeedError(
      path,
      `unknown switch "${name}"; there are ${Object.keys(switchDefinitions).join(", ")}`,
    );
  }
  const { values } = switchDefinitions[name];
  if (values !== undefined) {
    const text = typeof value === "number" ? String(value) : value;
    if (typeof text === "string" && values.includes(text)) return { [name]: text };
    throw new SeedError(path, `"${name}" is ${values.join(" or ")}, not ${JSON.stringify(value)}`);
  }
  const number = typeof value === "string" && /^\d+$/.test(value) ? Number(value) : value;
  if (typeof number === "number" && Number.isSafeInteger(number) && number >= 0)
    return { [name]: number };
  throw new SeedError(path, `"${name}" is a whole number from 0 up, not ${JSON.stringify(value)}`);
}

/** Reads `name=value`, as given to `--switch`. */
export function parseSwitch(text: string): Partial<Switches> {
  const equals = text.indexOf("=");
  if (equals === -1) throw new SeedError("", `"${text}" is not of the form name=value`);
  return readSwitch(text.slice(0, equals).trim(), text.slice(equals + 1).trim(), "");
}

/**
 * Reads every `--switch`.
 *
 * @throws SeedError where one switch is given two values
 */
export function parseSwitches(texts: readonly string[]): Partial<Switches> {
  const read = new Map<string, unknown>();
  for (const [name, value] of texts.flatMap((text) => Object.entries(parseSwitch(text)))) {
    if (read.has(name) && read.get(name) !== value)
      throw new SeedError("", `"${name}" is given twice: ${read.get(name)} and ${value}`);
    read.set(name, value);
  }
  return Object.fromEntries(read) as Partial<Switches>;
}
