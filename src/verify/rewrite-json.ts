/** One string of a JSON document, or a run of what stands between its values. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[\t\n\r ]+/gs;

/**
 * Takes the blanks out of a JSON document and writes each of its strings as told. Numbers, the order
 * of keys and everything else stay as they are, which no parser would promise.
 *
 * @example rewriteJson('{"n": 1.0}', (text) => text) // '{"n":1.0}'
 */
export function rewriteJson(json: string, write: (literal: string) => string): string {
  return json.replace(token, (found) => (found.startsWith('"') ? write(found) : ""));
}

/** A string's text with nothing escaped that need not be. */
export function plainString(literal: string): string {
  return literal.includes("\\") ? JSON.stringify(JSON.parse(literal)) : literal;
}

/**
 * With the hexadecimal digits of escapes in upper case, as GitHub sends control characters:
 * https://github.com/octokit/webhooks.js/issues/71
 */
export function upperEscapes(literal: string): string {
  return mapEscapes(literal, (digits) => digits.toUpperCase());
}

function mapEscapes(literal: string, write: (digits: string) => string): string {
  // Each escape in its turn, so that `\\u001b` behind an escaped backslash is left alone.
  return literal.replace(/\\(?:u[0-9a-fA-F]{4}|.)/gs, (sequence) =>
    sequence.length === 6 ? `\\u${write(sequence.slice(2))}` : sequence,
  );
}

/** As an encoder writes it that escapes what could end a script element. */
export function htmlSafe(literal: string): string {
  return escapeEach(literal, /[<>&\u2028\u2029]/g);
}

/** As an encoder writes it that keeps to ASCII. */
export function asciiOnly(literal: string): string {
  return escapeEach(literal, /[\u007f-\uffff]/g);
}

function escapeEach(literal: string, characters: RegExp): string {
  return literal.replace(
    characters,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
