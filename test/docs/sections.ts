import type { Command } from "commander";
import { createProgram } from "../../src/cli/program.ts";
import { diagnosticCodes } from "../../src/config/diagnostic-codes.ts";
import type { JsonSchema } from "../../src/config/schema/explain-schema-errors.ts";
import { findingRules } from "../../src/model/audit.ts";
import { anchorOf, headingsOf, readPage } from "./markdown.ts";

interface Keyed extends JsonSchema {
  readonly description?: string;
  readonly examples?: readonly unknown[];
}

const cellOf = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const row = (cells: readonly string[]): string => `| ${cells.map(cellOf).join(" | ")} |`;
const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(heads), `|${heads.map(() => "---").join("|")}|`, ...rows.map(row)].join("\n");

/** The headings of a page below its title, as a list of links. */
export function contents(page: string): string {
  return headingsOf(page)
    .filter(({ level }) => level === 2 || level === 3)
    .map(({ level, text }) => `${"  ".repeat(level - 2)}- [${text}](#${anchorOf(text)})`)
    .join("\n");
}

function fileCodes(): string {
  const rows = [...diagnosticCodes].map(([code, { severity, sentence }]) => [
    `\`${code}\``,
    severity,
    sentence,
  ]);
  return table(["code", "severity", "meaning"], rows);
}

function auditCodes(): string {
  const rows = [...findingRules].map(([code, { severity, sentence, help }]) => [
    `\`${code}\``,
    severity,
    `${sentence} ${help}`,
  ]);
  return table(["code", "severity", "meaning"], rows);
}

/** The whole help of a command on lines that are never broken. */
function helpOf(program: Command, name: string): string {
  let text = "";
  const command = program.commands.find((one) => one.name() === name);
  command?.configureOutput({
    writeOut: (part) => (text += part),
    getOutHelpWidth: () => 10_000,
  });
  command?.outputHelp();
  return text;
}

/** The rows of a section of the help: a term, two blanks or more, and what it means. */
function helpSection(help: string, heading: string): readonly (readonly [string, string])[] {
  const section = help.split(`\n${heading}:\n`)[1]?.split("\n\n")[0] ?? "";
  return section.split("\n").flatMap((line) => {
    const [, term = "", what = ""] = /^ {2}(\S.*?)(?: {2,}(.*))?$/.exec(line) ?? [];
    return term === "" ? [] : [[term, what] as const];
  });
}

/** Groups that stand once for all commands. */
const common = ["Configuration", "Comparison", "GitHub", "Output"];

/** All but `--format`, whose choices differ, and `--help`. */
function isCommon(group: string, term: string): boolean {
  return common.includes(group) && !term.startsWith("--format");
}

function commandSection(program: Command, command: Command): string {
  const name = command.name();
  const help = helpOf(program, name);
  const groups = ["Options", ...common].map((group) => [group, helpSection(help, group)] as const);
  const own = groups.flatMap(([group, rows]) =>
    rows.filter(([term]) => !isCommon(group, term) && !term.includes("--help")),
  );
  const shared = groups.flatMap(([group, rows]) =>
    rows.some(([term]) => isCommon(group, term))
      ? [`[${group}](#${anchorOf(`${group} options`)})`]
      : [],
  );
  const codes = helpSection(help, "Exit codes").filter(([code]) => /^[012]$/.test(code));
  const usage = /^Usage: (.*)$/m.exec(help)?.[1] ?? "";
  const examples = helpSection(help, "Examples");
  const width = Math.max(0, ...examples.map(([line]) => line.length));
  return [
    `### \`hookfleet ${name}\``,
    command.description(),
    [
      "```sh",
      usage,
      "",
      ...examples.map(([line, what]) => `${line.padEnd(width)}  # ${what}`),
      "```",
    ].join("\n"),
    ...[helpSection(help, "Arguments"), own].flatMap((rows, index) =>
      rows.length === 0
        ? []
        : [table([index === 0 ? "argument" : "option", "meaning"], rows.map(asCode))],
    ),
    ...(shared.length === 0 ? [] : [`Options in common: ${shared.join(", ")}.`]),
    ...(codes.length === 0
      ? []
      : [`Exit codes: ${codes.map(([code, what]) => `${code} ${what}`).join("; ")}.`]),
  ].join("\n\n");
}

const inCode = (names: string): string => names.replaceAll(/[\w]+/g, "`$&`");

const asCode = ([term, what]: readonly [string, string]): readonly string[] => [
  `\`${term}\``,
  what,
];

/** The options of a group, from all commands that have it. */
function groupSection(program: Command, group: string): string {
  const rows = new Map(
    program.commands.flatMap((command) => helpSection(helpOf(program, command.name()), group)),
  );
  const kept = [...rows].filter(([term]) => isCommon(group, term));
  return `### ${group} options\n\n${table(["option", "meaning"], kept.map(asCode))}`;
}

/** The variables of all commands. Where one means several things, hooks come before comments. */
function environmentSection(program: Command): string {
  const rows = program.commands.flatMap((command) =>
    helpSection(helpOf(program, command.name()), "Environment"),
  );
  return `### Environment variables\n\n${table(
    ["variable", "meaning"],
    [...new Map(rows.toReversed())].toReversed().map(([names, what]) => [inCode(names), what]),
  )}`;
}

/** The command line, to be read and never run. */
export function programOfDocs(): Command {
  const stream = { write: () => {}, columns: 10_000 };
  const io = { stdout: stream, stderr: stream } as unknown as Parameters<typeof createProgram>[0];
  return createProgram(
    io,
    () => {},
    () => Promise.resolve(0),
  );
}

function commands(): string {
  const program = programOfDocs();
  return [
    ...program.commands.map((command) => commandSection(program, command)),
    ...common.map((group) => groupSection(program, group)),
    environmentSection(program),
  ].join("\n\n");
}

const schema = JSON.parse(readPage("schemas/hookfleet.schema.json")) as Keyed;

function resolve(part: Keyed): Keyed {
  const name = /^#\/\$defs\/(.*)$/.exec(part.$ref ?? "")?.[1];
  return name === undefined ? part : ((schema.$defs?.[name] ?? {}) as Keyed);
}

/** What may stand there: the values, or the first example. */
function valuesOf({ enum: choices, const: only, type, examples }: Keyed): string {
  if (only !== undefined) return `\`${only}\``;
  if (choices !== undefined) return choices.map((choice) => `\`${choice}\``).join(", ");
  if (type === "boolean") return "`true`, `false`";
  const [example] = examples ?? [];
  return example === undefined ? "" : `\`${flow(example)}\``;
}

/** YAML in flow style. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`;
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, one]) => `${key}: ${flow(one)}`)
      .join(", ")} }`;
  const text = String(value);
  return typeof value === "string" && /[*{[]/.test(text) ? `"${text}"` : text;
}

const keyTables: readonly (readonly [heading: string, part: Keyed])[] = [
  ["At the top", schema],
  ...(
    [
      ["defaults", "defaults"],
      ["defaults.hook", "hookDefaults"],
      ["limits", "limits"],
      ["An entry of secrets", "secretEntry"],
      ["An organization", "organization"],
      ["A user", "user"],
      ["An entry of repositories", "repositoryEntry"],
      ["A hook", "hook"],
    ] as const
  ).map(([heading, name]) => [heading, resolve({ $ref: `#/$defs/${name}` })] as const),
];

function keys(): string {
  const keysOf = (name: string): readonly string[] =>
    Object.keys(resolve({ $ref: `#/$defs/${name}` }).properties ?? {});
  const template = new Set(keysOf("template"));
  const missing = keysOf("hook").filter((key) => !template.has(key));
  return [
    ...keyTables.map(([heading, part]) => {
      const rows = Object.entries(part.properties ?? {}).map(([key, one]) => {
        const at = resolve(one);
        return [`\`${key}\``, at.description ?? "", valuesOf(at)];
      });
      return `### ${heading}\n\n${table(["key", "meaning", "values or example"], rows)}`;
    }),
    `### A template\n\nThe keys of a hook, except ${missing.map((key) => `\`${key}\``).join(", ")}.`,
  ].join("\n\n");
}

const sections: Readonly<Record<string, () => string>> = {
  "audit-codes": auditCodes,
  commands,
  "file-codes": fileCodes,
  keys,
};

/** A page with everything between its markers made anew. */
export function regenerate(page: string): string {
  const fill = (text: string, name: string, content: string): string =>
    text.replace(
      new RegExp(`(<!-- generated:${name} -->\n)[\\s\\S]*?(<!-- /generated -->)`),
      (_, open: string, close: string) => `${open}\n${content}\n\n${close}`,
    );
  const filled = Object.entries(sections).reduce(
    (text, [name, make]) =>
      text.includes(`<!-- generated:${name} -->`) ? fill(text, name, make()) : text,
    page,
  );
  return fill(filled, "contents", contents(filled));
}
