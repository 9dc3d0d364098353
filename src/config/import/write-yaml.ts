import { Document, isMap, isScalar, isSeq, Scalar, visit } from "yaml";
import { hookFields } from "../../model/hook-fields.ts";
import { replaceUnsafe } from "../../redact/sanitize.ts";
import { sanitizeText } from "../frames/quoted.ts";
import type { WrittenUrl } from "./hook-forms.ts";
import type { SecretReference } from "./names.ts";
import type { WrittenHook, WrittenHooks } from "./templates.ts";
import { secretComment, secretsComment } from "./write-comments.ts";

/** A key and what stands behind it, as plain data. */
export type Entry = readonly [key: string | Scalar, value: unknown];

export interface WrittenOwner {
  readonly kind: "organization" | "user";
  readonly entry: Entry;
}

/** The whole file, in the order in which it is written. */
interface WrittenFleet extends Pick<WrittenHooks, "secrets" | "templates"> {
  readonly header: readonly string[];
  /** Globs over URLs. */
  readonly ignore: readonly string[];
  readonly owners: readonly WrittenOwner[];
}

/** A list longer than this stands on lines of its own. */
const widestList = 80;

/** Writes the file. The YAML library quotes whatever could be read as something else. */
export function writeYaml({ header, ignore, secrets, templates, owners }: WrittenFleet): string {
  const ofKind = (kind: WrittenOwner["kind"]): readonly Entry[] =>
    owners.filter((owner) => owner.kind === kind).map(({ entry }) => entry);
  const maps: readonly (readonly [key: string, entries: readonly Entry[]])[] = [
    ["secrets", secrets.map(secretEntry)],
    ["templates", templates.map(([name, hook]) => [name, plainHook(hook)])],
    ["organizations", ofKind("organization")],
    ["users", ofKind("user")],
  ];
  const root = new Map<unknown, unknown>([
    ["version", 1],
    ["ignore", ignore.length === 0 ? undefined : ignore],
    ...maps.map(
      ([key, entries]) =>
        [
          key === "secrets" ? commented(key, secretsComment) : key,
          entries.length === 0 ? undefined : new Map(entries),
        ] as const,
    ),
  ]);
  const document = new Document(root, { aliasDuplicateObjects: false });
  document.commentBefore = comment(header);
  style(document);
  const text = document.toString({
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    flowCollectionPadding: false,
  });
  return escapeUnsafe(text);
}

function style(document: Document): void {
  visit(document, {
    Scalar: (_, node) => {
      // What could deceive a reader stands in the one kind of quotes that escapes.
      const { value } = node;
      if (typeof value === "string" && sanitizeText(value) !== value) node.type = "QUOTE_DOUBLE";
    },
    Seq: (_, node) => {
      const texts = node.items.filter(isScalar).map(({ value }) => value);
      node.flow = texts.length === node.items.length && texts.join(", ").length <= widestList;
    },
    Pair: (_, { key }, path) => {
      const [list, map] = path.slice(-2);
      if (!isScalar(key) || !isMap(map)) return;
      const isFirst = map.items[0]?.key === key;
      key.spaceBefore = map === document.contents && !isFirst;
      // What is said of an item of a list stands before its dash.
      if (!isSeq(list) || !isFirst) return;
      map.commentBefore = key.commentBefore ?? null;
      key.commentBefore = null;
    },
  });
}

function secretEntry(secret: SecretReference): Entry {
  const { name, variable: env, host } = secret;
  return [commented(name, secretComment(secret)), { env, hosts: host && [host] }];
}

/** A hook in the words of the file. */
export function plainHook({
  use,
  secret,
  ...hook
}: WrittenHook): Readonly<Record<string, unknown>> {
  const fields = hookFields.map(({ key, property }) => {
    const value = hook[property];
    return [key, property === "url" ? hook.url && urlNode(hook.url) : value] as const;
  });
  return { use, ...Object.fromEntries(fields), secret };
}

function urlNode(url: WrittenUrl): unknown {
  if (url.kind === "text") return url.text;
  const node = new Document().createNode({ env: url.variable }, { flow: true });
  node.comment = ` ${sanitizeText(url.note)}`;
  return node;
}

/** A key with comments over it. */
export function commented(key: string, lines: readonly string[]): Scalar {
  const scalar = new Scalar(key);
  if (lines.length > 0) scalar.commentBefore = comment(lines);
  return scalar;
}

/** The library puts a `#` before each line. */
function comment(lines: readonly string[]): string {
  return lines.map((line) => ` ${line}`).join("\n");
}

/**
 * Writes characters that turn the direction of text, have no width or control a terminal as escapes.
 * Comments have been cleaned of them, so that they are all within double quotes.
 */
function escapeUnsafe(yaml: string): string {
  return replaceUnsafe(yaml, (character) => {
    if (character === "\n") return character;
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  });
}
