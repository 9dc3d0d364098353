import { unsafeCharacters } from "./unsafe-characters.ts";

const unsafe = new RegExp(unsafeCharacters, "gu");

/**
 * Makes a text from outside harmless in one line of output: every character that is not what it
 * looks like becomes a visible escape such as `\u{202e}`, line breaks included.
 *
 * A runner of GitHub Actions takes commands from what a step prints: `::name::` where a line starts
 * (wrapped text starts lines, too) and `##[name]` anywhere. Both are broken up.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
export function sanitise(text: string): string {
  return text
    .replace(unsafe, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/(^|\s)::/g, "$1:\\u{3a}")
    .replaceAll("##[", "#\\u{23}[");
}
