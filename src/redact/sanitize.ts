/** Whether a text is printable ASCII alone: V8 takes long to make the classes that others need. */
export const isPlain = (text: string): boolean => !/[^ -~]/.test(text);

/**
 * Writes otherwise what can make a text look like another or steer the terminal that shows it:
 * controls (C0 and C1, and with them every escape sequence), format characters (bidi controls,
 * zero-width ones, tags), lone surrogates, private use, line and paragraph separators, and whatever
 * else renders as nothing.
 */
export function replaceUnsafe(text: string, write: (character: string) => string): string {
  if (isPlain(text)) return text;
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu,
    write,
  );
}

/**
 * Makes a text from outside harmless in one line of output: every character that is not what it
 * looks like becomes a visible escape such as `\u{202e}`, line breaks included.
 *
 * A runner of GitHub Actions takes commands from what a step prints: `::name::` where a line starts
 * (wrapped text starts lines, too) and `##[name]` anywhere. Both are broken up.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function sanitize(text: string): string {
  return replaceUnsafe(text, (one) => `\\u{${(one.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/(^|\s)::/g, "$1:\\u{3a}")
    .replaceAll("##[", "#\\u{23}[");
}

/**
 * A sentence from outside, harmless and on one line. Line breaks and tabs are ordinary in prose
 * (GitHub's own messages have them), so they become spaces here rather than escapes.
 */
export function sanitizeProse(text: string): string {
  return sanitize(text.replace(/\s*[\t\r\n]\s*/g, " ").trim());
}

/**
 * The lines of a text whose layout matters, such as a source frame. A tab becomes one space, so that
 * a caret below stays in its column.
 */
export function sanitizeLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => sanitize(line.replaceAll("\t", " ")).trimEnd());
}

/**
 * Several lines in which no line is a command: one may begin in a chunk that was written before. See
 * {@link sanitize}.
 */
export function breakCommands(text: string): string {
  return text.replace(/^([^\S\n]*)::/gm, "$1:\\u{3a}").replaceAll("##[", "#\\u{23}[");
}

/** A text of at most so many characters, which are never cut in two. */
export function clipText(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
