import type { AddHelpTextContext, Command } from "commander";

/** A word or a command line, and what it means. */
export type HelpRow = readonly [term: string, what: string];

/** Rows of a text: one a line, whose columns stand apart by `  # `. */
export function readRows(text: string): readonly (readonly string[])[] {
  const lines = text.trim().split("\n");
  return lines.map((line) => line.trim().split("  # "));
}

/** Room before a term, and before what stands below it. */
const indent = "  ";
const below = "      ";

/** A command line wider than the terminal goes on in the next line before one of its options. */
function breakLine(term: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = indent;
  for (const part of term.split(/ (?=--)/)) {
    // Room for the blank before the part, and for the sign at the end.
    if (line.trim() !== "" && line.length + part.length + 3 > width) {
      lines.push(`${line} \\`);
      line = `${indent}  `;
    }
    line += `${line.trim() === "" ? "" : " "}${part}`;
  }
  return [...lines, line];
}

/** Beside each other where there is room for the longest of either, else below each other. */
function render(heading: string, rows: readonly HelpRow[], { command, error }: AddHelpTextContext) {
  const { getErrHelpWidth, getOutHelpWidth } = command.configureOutput();
  const width = (error ? getErrHelpWidth : getOutHelpWidth)?.() ?? 80;
  const longest = (part: 0 | 1): number =>
    rows.reduce((most, row) => Math.max(most, row[part].length), 0);
  const column = indent.length + longest(0) + 2;
  const beside = column + longest(1) <= width;
  const help = command.createHelp();
  const lines = rows.flatMap(([term, what]) =>
    beside
      ? [`${indent}${term}`.padEnd(column) + what]
      : [
          ...breakLine(term, width),
          ...help
            .boxWrap(what, width - below.length)
            .split("\n")
            .map((words) => below + words),
        ],
  );
  return ["", heading, ...lines].join("\n");
}

/** Puts a section behind everything that the help of a command has so far. */
export function addHelpSection(
  command: Command,
  heading: string,
  rows: readonly HelpRow[],
): Command {
  return command.addHelpText("after", (context) => render(heading, rows, context));
}
