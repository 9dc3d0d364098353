import { Document, Pair, Scalar, YAMLMap, YAMLSeq } from "yaml";
import { hookFields } from "../../model/hook-fields.ts";
import { sanitizeText } from "../frames/quoted.ts";
import type { WrittenUrl } from "./hook-forms.ts";
import type { SecretReference } from "./names.ts";
import type { WrittenHook, WrittenHooks } from "./templates.ts";
import { commentLines, secretComment, secretsComment } from "./write-comments.ts";
import type { WrittenOwner, WrittenRepositories } from "./write-owners.ts";

/** The whole file, in the order in which it is written. */
interface WrittenFleet extends Pick<WrittenHooks, "secrets" | "templates"> {
  readonly header: readonly string[];
  /** Globs over URLs. */
  readonly ignore: readonly string[];
  readonly owners: readonly WrittenOwner[];
}

/** A list longer than this stands on lines of its own. */
const widestList = 80;

type Node = Scalar | YAMLMap | YAMLSeq;
type Entry = readonly [key: string, value: Node | undefined, comments?: readonly string[]];

/** Writes the file. The YAML library quotes whatever could be read as something else. */
export function writeYaml({ header, ignore, secrets, templates, owners }: WrittenFleet): string {
  const document = new Document();
  const root = map([
    ["version", new Scalar(1)],
    ["ignore", ignore.length === 0 ? undefined : list(ignore)],
    ["secrets", optional(secrets.map(secretEntry)), secretsComment],
    ["templates", optional(templates.map(([name, hook]) => [name, map(fieldEntries(hook))]))],
    ["organizations", optional(ownerEntries(owners, "organization"))],
    ["users", optional(ownerEntries(owners, "user"))],
  ]);
  for (const { key } of root.items.slice(1)) key.spaceBefore = true;
  document.contents = root;
  document.commentBefore = comment(header);
  const text = document.toString({
    lineWidth: 0,
    doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER,
    flowCollectionPadding: false,
  });
  return escapeUnsafe(text);
}

function secretEntry(secret: SecretReference): Entry {
  const { name, variable, host } = secret;
  const hosts = host === undefined ? undefined : list([host]);
  const entries: readonly Entry[] = [
    ["env", text(variable)],
    ["hosts", hosts],
  ];
  return [name, map(entries), secretComment(secret)];
}

function ownerEntries(
  owners: readonly WrittenOwner[],
  kind: WrittenOwner["kind"],
): readonly Entry[] {
  return owners
    .filter((owner) => owner.kind === kind)
    .map(({ name, comments, own, repositories }) => [
      name,
      map([
        ["hooks", own && hooks(own.hooks), sentences(own?.comments ?? [])],
        ["repositories", repositories.length === 0 ? undefined : block(repositories.map(entry))],
      ]),
      sentences(comments),
    ]);
}

function entry({ names, hooks: declared, comments }: WrittenRepositories): YAMLMap {
  const [only] = names;
  const node = map([
    ["name", only !== undefined && names.length === 1 ? text(only) : list(names)],
    ["hooks", hooks(declared)],
  ]);
  if (comments.length > 0) node.commentBefore = comment(sentences(comments));
  return node;
}

function hooks(declared: readonly WrittenHook[]): YAMLSeq {
  return declared.length === 0 ? list([]) : block(declared.map((hook) => map(fieldEntries(hook))));
}

function fieldEntries(hook: WrittenHook): readonly Entry[] {
  const { use, url, secret } = hook;
  const fields = hookFields.map(({ key, property }): Entry => {
    const value = property === "url" ? undefined : hook[property];
    if (value === undefined || typeof value === "string") return [key, value && text(value)];
    return [key, typeof value === "boolean" ? new Scalar(value) : list(value)];
  });
  return [
    ["use", use === undefined ? undefined : text(use)],
    ["url", url && urlNode(url)],
    ...fields,
    ["secret", secret === undefined ? undefined : text(secret)],
  ];
}

function urlNode(url: WrittenUrl): Node {
  if (url.kind === "text") return text(url.text);
  const node = map([["env", text(url.variable)]], true);
  node.comment = ` ${sanitizeText(url.note)}`;
  return node;
}

function map(entries: readonly Entry[], flow = false): YAMLMap<Scalar, Node> {
  const node = new YAMLMap<Scalar, Node>();
  node.flow = flow;
  for (const [name, value, comments = []] of entries) {
    if (value === undefined) continue;
    const key = text(name);
    if (comments.length > 0) key.commentBefore = comment(comments);
    node.items.push(new Pair(key, value));
  }
  return node;
}

function optional(entries: readonly Entry[]): YAMLMap | undefined {
  const node = map(entries);
  return node.items.length === 0 ? undefined : node;
}

function list(texts: readonly string[]): YAMLSeq {
  const node = block(texts.map(text));
  node.flow = texts.join(", ").length <= widestList;
  return node;
}

function block(items: readonly Node[]): YAMLSeq {
  const node = new YAMLSeq();
  for (const item of items) node.items.push(item);
  return node;
}

/** What has characters that could deceive a reader stands in the one kind of quotes that escapes. */
function text(value: string): Scalar {
  const scalar = new Scalar(value);
  if (sanitizeText(value) !== value) scalar.type = "QUOTE_DOUBLE";
  return scalar;
}

function sentences(texts: readonly string[]): readonly string[] {
  return texts.flatMap((one) => commentLines(one, "  "));
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
  if (sanitizeText(yaml.replaceAll("\n", "")) === yaml.replaceAll("\n", "")) return yaml;
  return Array.from(yaml, (character) => {
    if (character === "\n" || sanitizeText(character) === character) return character;
    const code = (character.codePointAt(0) ?? 0).toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, "0")}` : `\\u${code.padStart(4, "0")}`;
  }).join("");
}
