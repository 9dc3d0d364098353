import { type GlobPiece, globPieces, matchesPieces } from "../model/url-glob.ts";

const longest = 1000;
const deepest = 10;

interface Cursor {
  readonly pattern: string;
  at: number;
}

/**
 * Compiles a glob over names, or over `owner/name`, that ignores case: `*`, `?`, `[a-z]`,
 * `[^a-z]` and `{a,b}`. `*` also matches a leading dot, because GitHub gives names like `.github` no
 * special standing; only `**` also runs over a slash. Undefined where brackets or braces do not fit
 * together or a character stands there that no name has, so that it could match nothing.
 */
export function compileNameGlob(pattern: string): ((name: string) => boolean) | undefined {
  if (pattern === "" || pattern.length > longest) return undefined;
  const cursor: Cursor = { pattern: pattern.toLowerCase(), at: 0 };
  const pieces = readSequence(cursor, 0);
  if (pieces === undefined || cursor.at < cursor.pattern.length) return undefined;
  return (name) => matchesPieces(pieces, name.toLowerCase());
}

function readSequence(cursor: Cursor, depth: number): readonly GlobPiece[] | undefined {
  const pieces: GlobPiece[] = [];
  for (;;) {
    const next = cursor.pattern.charAt(cursor.at);
    if (next === "" || (depth > 0 && (next === "," || next === "}"))) return pieces;
    const piece = readPiece(cursor, next, depth);
    if (piece === undefined) return undefined;
    pieces.push(piece);
  }
}

function readPiece(cursor: Cursor, next: string, depth: number): GlobPiece | undefined {
  if (next === "[") return readClass(cursor);
  if (next === "{") return readChoices(cursor, depth + 1);
  if (next === "?") {
    cursor.at += 1;
    return { kind: "one", fits: (character) => character !== "/" };
  }
  const stars = take(cursor, /\*+/y);
  if (stars !== undefined) {
    return { kind: "run", except: stars.length === 1 ? "/" : "", atLeast: 0 };
  }
  const text = take(cursor, /[\w./-]+/y);
  return text === undefined ? undefined : { kind: "text", text };
}

/** `[abc]`, `[a-z]`, and with `^` all others. */
function readClass(cursor: Cursor): GlobPiece | undefined {
  const written = take(cursor, /\[\^?[\w.-]+\]/y);
  if (written === undefined) return undefined;
  const others = written.startsWith("[^");
  const ranges: (readonly [first: string, last: string])[] = [];
  for (const [one, from, to] of written.slice(others ? 2 : 1, -1).matchAll(/(.)-(.)|./g)) {
    const range = from === undefined || to === undefined ? ([one, one] as const) : [from, to];
    if (range[0] > range[1]) return undefined;
    ranges.push([range[0], range[1]]);
  }
  const isIn = (character: string) =>
    ranges.some(([first, last]) => first <= character && character <= last);
  return { kind: "one", fits: (character) => character !== "/" && isIn(character) !== others };
}

/** `{a,b}`: a choice of one is most likely a placeholder that does not belong into a name. */
function readChoices(cursor: Cursor, depth: number): GlobPiece | undefined {
  if (depth > deepest) return undefined;
  const choices: (readonly GlobPiece[])[] = [];
  do {
    cursor.at += 1;
    const choice = readSequence(cursor, depth);
    if (choice === undefined) return undefined;
    choices.push(choice);
  } while (cursor.pattern.charAt(cursor.at) === ",");
  if (cursor.pattern.charAt(cursor.at) !== "}" || choices.length < 2) return undefined;
  cursor.at += 1;
  return { kind: "either", choices };
}

function take(cursor: Cursor, form: RegExp): string | undefined {
  form.lastIndex = cursor.at;
  const found = form.exec(cursor.pattern)?.[0];
  cursor.at += found?.length ?? 0;
  return found;
}

const label = /^[a-z0-9*_](?:[a-z0-9*_-]*[a-z0-9*_])?$/i;

/**
 * Compiles a pattern over hosts: exact, or with `*` for one label (or a part of one) and `**` for
 * several. With a port it fits that port alone, without one any. Undefined where it is no pattern.
 * The compiled pattern takes `host:port`, with the port also where it is the scheme's own.
 */
export function compileHostGlob(pattern: string): ((host: string) => boolean) | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(pattern);
  const name = match?.[1]?.toLowerCase();
  if (name === undefined) return undefined;
  if (!name.startsWith("[") && !name.split(".").every((part) => label.test(part))) return undefined;
  const pieces = globPieces(name, ".:", ":", 1);
  const port = match?.[2];
  return (host) => {
    const [, hostName = "", hostPort] = /^(.*?)(?::(\d+))?$/.exec(host.toLowerCase()) ?? [];
    return matchesPieces(pieces, hostName) && (port === undefined || port === hostPort);
  };
}
