import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";

/**
 * A text from anywhere as a code span, in which neither Markdown, HTML, mentions, references nor
 * addresses mean anything. The delimiters are longer than any run of backticks within.
 */
export function codeSpan(text: string): string {
  const shown = sanitize(text);
  if (shown.trim() === "") return "(blank)";
  const longest = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(longest + 1);
  // One blank at both ends is not part of the content, so that it may begin with what it likes.
  const pad = /^[`\s]|[`\s]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}

/** The same, leading to an address of ours; null = nowhere. */
export function linked(text: string, address: string | null): string {
  return address === null ? codeSpan(text) : `[${codeSpan(text)}](<${address}>)`;
}

/** A row of a table. A bar ends a cell even within a code span. */
export function tableRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** A table. Columns have a title, and stand to the left (`:--`), to the right or in the middle. */
export function table(
  columns: readonly (readonly [title: string, alignment: string])[],
  rows: readonly (readonly string[])[],
): string {
  const titles = columns.map(([title]) => title);
  const alignment = columns.map(([, dashes]) => dashes);
  return [titles, alignment, ...rows].map(tableRow).join("\n");
}

/** Code that a sentence quotes, or whatever stands between two blanks. */
const pieces = /["'(]*`[^`]+`[.,;:!?)"']*(?=\s|$)|\S+/g;

/** Words that mean nothing but themselves: no address, reference, commit, list, emoji or markup. */
const plainWord = /^(?:[A-Za-z]+(?:['’-][A-Za-z]+)*|\d{1,6}|[→–…])$/;
const commit = /^[0-9a-f]{7,40}$/i;

/**
 * A sentence from anywhere, as Markdown that shows it and does nothing else. Backslashes would not
 * do: GitHub looks for mentions, references and commits in the text that it has rendered, and spares
 * code alone. So plain words stay as they are and everything else becomes code.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/autolinked-references-and-urls
 */
export function prose(text: string): string {
  return (sanitizeProse(text).match(pieces) ?? []).map(piece).join(" ");
}

function piece(text: string): string {
  const [, opening = "", core = "", closing = ""] =
    /^(["'(]*)([\s\S]*?)([.,;:!?)"']*)$/.exec(text) ?? [];
  if (core === "") return codeSpan(text);
  const quoted = /^`([^`]+)`$/.exec(core)?.[1];
  if (quoted !== undefined) return `${opening}${codeSpan(quoted)}${closing}`;
  if (!plainWord.test(core) || commit.test(core)) return `${opening}${codeSpan(core)}${closing}`;
  // A number with a full stop or a bracket begins a list where a line begins with it.
  return /^\d/.test(core) && /^[.)]/.test(closing)
    ? `${opening}${core}\\${closing}`
    : `${opening}${core}${closing}`;
}

/** Lines of Markdown that open with a click. The summary is HTML. */
export function folded(
  summary: string,
  lines: readonly string[],
  options: { readonly open: boolean } = { open: false },
): readonly string[] {
  return [
    `<details${options.open ? " open" : ""}><summary>${summary}</summary>`,
    "",
    ...lines,
    "",
    "</details>",
  ];
}
