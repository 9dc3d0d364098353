import { sanitise } from "../text/sanitise.ts";

/**
 * A text from anywhere as a code span, in which neither Markdown, HTML, mentions, references nor
 * addresses mean anything. The delimiters are longer than any run of backticks within.
 */
export function codeSpan(text: string): string {
  const shown = sanitise(text);
  if (shown.trim() === "") return "(blank)";
  const longest = (shown.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
  const fence = "`".repeat(longest + 1);
  // One blank at both ends is not part of the content, so that it may begin with what it likes.
  const pad = /^[`\s]|[`\s]$/.test(shown) ? " " : "";
  return `${fence}${pad}${shown}${pad}${fence}`;
}
