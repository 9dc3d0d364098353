import { maskUrl } from "../../model/mask-url.ts";
import { dereference, type JsonSchema, schemaOfChild } from "../schema/json-schema.ts";
import type { TextRange } from "../yaml/convert-yaml.ts";
import type { MapNode, ScalarNode, YamlNode } from "../yaml/yaml-node.ts";
import { looksSecret } from "./looks-secret.ts";

/** A scalar that may be shown: as it is written, or as `text`. */
export interface VisibleRange extends TextRange {
  readonly text: string | undefined;
}

/**
 * The scalars of a file that may be shown. Nothing is shown that is not known to be harmless: a
 * value must stand where the schema wants such a value, and behind `secret` it must be the name of
 * an entry of `secrets`. `writeOnly` in the schema marks where secrets may be described.
 */
export function visibleRanges(
  root: MapNode,
  schema: JsonSchema,
  secretNames: ReadonlySet<string>,
): readonly VisibleRange[] {
  const found = new Map<number, VisibleRange | "hidden">();

  const mark = (node: TextRange, text: string | undefined | false) => {
    // An anchor can bring one scalar to several places; it stays hidden if one of them hides it.
    if (text === false || found.get(node.start) === "hidden") found.set(node.start, "hidden");
    else found.set(node.start, { start: node.start, end: node.end, text });
  };

  const walk = (node: YamlNode, reference: JsonSchema, name: string): void => {
    const at = dereference(reference, schema);
    if (node.kind === "scalar") mark(node, shownText(node, at, name, secretNames));
    else if (node.kind === "list" && at.items !== undefined) {
      for (const item of node.items) walk(item, at.items, name);
    } else if (node.kind === "map") {
      for (const [key, { keyNode, value }] of node.entries) {
        const known = Object.hasOwn(at.properties ?? {}, key);
        mark(keyNode, known || (at.writeOnly !== true && !looksSecret(key)) ? undefined : false);
        const child = schemaOfChild(at, key);
        if (child !== undefined) walk(value, child, key);
      }
    }
  };

  walk(root, schema, "");
  return [...found.values()]
    .filter((range) => range !== "hidden")
    .sort((left, right) => left.start - right.start);
}

/** What to show for a scalar: `undefined` = as written, `false` = nothing of it. */
function shownText(
  node: ScalarNode,
  schema: JsonSchema,
  name: string,
  secretNames: ReadonlySet<string>,
): string | undefined | false {
  const { value } = node;
  const types = [schema.type ?? []].flat();
  if (node.block || value === null) return false;
  if (schema.const !== undefined) return value === schema.const ? undefined : false;
  if (schema.enum !== undefined) return schema.enum.includes(value) ? undefined : false;
  if (typeof value === "boolean") return types.includes("boolean") ? undefined : false;
  if (typeof value === "number") return types.includes("integer") ? undefined : false;
  if (!types.includes("string")) return false;
  // A variable's name in lower case is more likely a value that was pasted there, and so is a URL.
  if (schema.pattern !== undefined) return /^[A-Z_][A-Z0-9_]*$/.test(value) ? undefined : false;
  // Dates that are wrong are shown, other words are not: the line speaks of a secret.
  if (schema.format === "date-time") return /^[\dTtZz:.+-]*$/.test(value) ? undefined : false;
  if (schema.format === "uri-template" || value.includes("://")) {
    const masked = maskUrl(value);
    return masked === value ? undefined : masked;
  }
  if (schema.writeOnly === true) {
    return value === "none" || secretNames.has(value) ? undefined : false;
  }
  return looksSecret(value, name) ? false : undefined;
}
