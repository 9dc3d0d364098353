/**
 * The text of one value inside a JSON document, byte for byte: numbers and escapes as they were
 * written, which a parser does not keep. The document must be valid JSON.
 *
 * @returns undefined where the path leads nowhere
 * @example rawJsonAt('{"a": {"b": 1.0 }}', ["a", "b"]) // "1.0"
 */
export function rawJsonAt(json: string, path: readonly string[]): string | undefined {
  let start = skipBlank(json, 0);
  for (const name of path) {
    const member = json[start] === "{" ? findMember(json, start, name) : undefined;
    if (member === undefined) return undefined;
    start = member;
  }
  return json.slice(start, endOfValue(json, start));
}

/** Where the value of a member starts; of several with one name the last, as parsers take it. */
function findMember(json: string, object: number, name: string): number | undefined {
  let found: number | undefined;
  let at = skipBlank(json, object + 1);
  while (json[at] === '"') {
    const end = endOfString(json, at);
    const key: unknown = JSON.parse(json.slice(at, end));
    const value = skipBlank(json, skipBlank(json, end) + 1);
    if (key === name) found = value;
    at = skipBlank(json, endOfValue(json, value));
    if (json[at] === ",") at = skipBlank(json, at + 1);
  }
  return found;
}

function endOfValue(json: string, start: number): number {
  const first = json[start];
  if (first === '"') return endOfString(json, start);
  if (first !== "{" && first !== "[") return matchFrom(/[^\s,\]}]*/y, json, start);
  let depth = 0;
  let at = start;
  do {
    const character = json[at];
    if (character === '"') at = endOfString(json, at);
    else {
      if (character === "{" || character === "[") depth += 1;
      if (character === "}" || character === "]") depth -= 1;
      at += 1;
    }
  } while (depth > 0 && at < json.length);
  return at;
}

function endOfString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

function skipBlank(json: string, start: number): number {
  return matchFrom(/\s*/y, json, start);
}

/** Where the match of a sticky expression ends. */
function matchFrom(expression: RegExp, text: string, start: number): number {
  expression.lastIndex = start;
  return expression.test(text) ? expression.lastIndex : start;
}
