import { longestBody } from "../model/github-limits.ts";

/** Which plan or drift a comment or an issue tells of. */
export interface Label {
  /** Tells those of several configurations apart. */
  readonly key: string;
  /** When it was made or last looked at: RFC 3339 in UTC with milliseconds, so that text compares as time. */
  readonly created: string;
  readonly digest: string;
}

/** What a marker says of what stands below it. */
export type MarkerFields = Readonly<Record<string, string>>;

/** `plan` = a plan; `drift` = a drift report; the others replace them, so that they are not found again. */
export type MarkerKind = "plan" | "plan-moved" | "drift" | "drift-moved";

/**
 * Writes the line by which a comment or an issue is found again. It is an HTML comment, so that
 * nobody sees it; what could end it early is escaped.
 */
export function writeMarker(kind: MarkerKind, fields: MarkerFields): string {
  const coded = (character: string): string => `%${character.codePointAt(0)?.toString(16)};`;
  const written = Object.entries(fields).map(
    ([name, value]) => ` ${name}="${value.replace(/[^\w:.@/+-]/gu, coded)}"`,
  );
  return `<!-- hookfleet:${kind}${written.join("")} -->`;
}

/** The marker's own length matters where a body must fit. */
export function withMarker(kind: MarkerKind, fields: MarkerFields, text: string): string {
  return `${writeMarker(kind, fields)}\n${text}`;
}

/**
 * Reads the marker of a body. It counts only where the body begins, which is ours to write: further
 * down stands what came from files and from GitHub.
 */
export function readMarker(kind: MarkerKind, body: string): MarkerFields | undefined {
  const found = /^\s*<!-- hookfleet:([a-z-]+)((?: [a-z]+="[^"<>\s]*")*) -->/.exec(body);
  if (found === null || found[1] !== kind) return undefined;
  const fields = [...(found[2] ?? "").matchAll(/ ([a-z]+)="([^"]*)"/g)];
  return Object.fromEntries(
    fields.map(([, name = "", value = ""]) => [
      name,
      value.replace(/%([0-9a-f]{1,6});/g, (text, hex: string) => unescaped(text, hex)),
    ]),
  );
}

function unescaped(text: string, hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code <= 0x10ffff ? String.fromCodePoint(code) : text;
}

/**
 * What the marker of a body says of what was looked at, and when. A time that is still to come, or is no
 * time, was not written by a run of ours with a right clock, and would keep every later run silent: it
 * counts as older than any.
 *
 * @param now milliseconds since the epoch
 * @returns undefined where the marker is none of ours, or of another key
 */
export function readLabel(kind: MarkerKind, body: string, key: string, now: number) {
  const fields = readMarker(kind, body);
  if (fields?.["key"] !== key) return undefined;
  const { created = "", digest = "" } = fields;
  const time = Date.parse(created);
  // RFC 3339 in UTC with milliseconds, so that text compares as time.
  const isOurs = time <= now && new Date(time).toISOString() === created;
  return { fields, label: { key, created: isOurs ? created : "", digest } };
}

/** What stands below the marker. */
export function withoutMarker(body: string): string {
  return body.replace(/^\s*<!-- hookfleet:[^>]* -->\n?/, "");
}

/** Whether two bodies are the same to readers: GitHub may turn line ends and trim what is blank. */
export function isSameBody(left: string, right: string): boolean {
  const plain = (body: string): string => body.replaceAll("\r\n", "\n").trim();
  return plain(left) === plain(right);
}

const cut = "\n\n…\n";

/**
 * The last resort for a text that does not fit although it was written for its room: cut between two
 * lines, and never through a character.
 */
export function fitBody(text: string, room: number): string {
  if (text.length <= room) return text;
  const head = text.slice(0, Math.max(0, room - cut.length));
  const end = head.lastIndexOf("\n");
  const whole = end === -1 ? head.replace(/[\uD800-\uDBFF]$/, "") : head.slice(0, end);
  return `${whole}${cut}`;
}

/**
 * Puts something above a text so that both fit below a marker.
 *
 * @param marker the length of the marker and the line break behind it
 * @param write the text in at most so many characters
 */
export function composeText(
  above: string,
  marker: number,
  write: (room: number) => string,
): string {
  const top = above === "" ? "" : `${above}\n`;
  const room = longestBody - marker - top.length;
  return `${top}${fitBody(write(room), room)}`;
}

/**
 * What is of our own identity, with what its marker says, which `read` finds. What others write may hold
 * any marker.
 */
export function ownOf<Item extends { readonly author: string }, Own extends Label>(
  items: readonly Item[],
  login: string,
  read: (item: Item) => Own | undefined,
): readonly { readonly item: Item; readonly label: Own }[] {
  return items
    .filter(({ author }) => author.toLowerCase() === login.toLowerCase())
    .flatMap((item) => {
      const label = read(item);
      return label === undefined ? [] : [{ item, label }];
    });
}
