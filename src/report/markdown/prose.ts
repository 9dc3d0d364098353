import { sanitiseProse } from "../text/sanitise-prose.ts";
import { codeSpan } from "./code-span.ts";

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
  return (sanitiseProse(text).match(pieces) ?? []).map(piece).join(" ");
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
