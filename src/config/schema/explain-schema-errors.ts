import type { ConfigDiagnostic } from "../diagnostics.ts";
import { alternatives, quoted } from "../frames/quoted.ts";
import { didYouMean, type Suggest } from "../suggest.ts";
import type { MapNode, YamlNode } from "../yaml/yaml-node.ts";
import { helpForKey, helpForSecret, helpForType, helpForWord } from "./help-for-habits.ts";
import { escapePointer, type SchemaError } from "./schema-check.ts";

/** The part of a JSON Schema that explaining errors and masking frames look at. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly writeOnly?: boolean;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

const unescapePointer = (segment: string): string =>
  segment.replaceAll("~1", "/").replaceAll("~0", "~");

/** The segments of a JSON pointer, with or without a leading `#`. */
export function pointerSegments(pointer: string): readonly string[] {
  return pointer.replace(/^#/, "").split("/").slice(1).map(unescapePointer);
}

export function dereference(schema: JsonSchema, root: JsonSchema): JsonSchema {
  let current = schema;
  while (current.$ref !== undefined) {
    const name = pointerSegments(current.$ref)[1] ?? "";
    current = root.$defs?.[name] ?? {};
  }
  return current;
}

/** The schema of what stands behind a key or in a list; undefined where the key is not known. */
export function schemaOfChild(schema: JsonSchema, segment: string): JsonSchema | undefined {
  const { properties, additionalProperties, items } = schema;
  const known = Object.hasOwn(properties ?? {}, segment) ? properties?.[segment] : undefined;
  return known ?? (typeof additionalProperties === "object" ? additionalProperties : items);
}

/** The tree without what the schema refuses: who reads it need not check shapes again. */
export function withoutRefused(root: MapNode, errors: readonly SchemaError[]): MapNode {
  if (errors.length === 0) return root;
  const unknown = new Set<string>();
  const wrong = new Set<string>();
  for (const { keyword, instancePath, params, propertyName } of errors) {
    if (keyword === "additionalProperties")
      unknown.add(`${instancePath}/${escapePointer(String(params["additionalProperty"]))}`);
    // A name is what others refer to, right or wrong.
    else if (keyword !== "required" && keyword !== "propertyNames" && propertyName === undefined)
      wrong.add(instancePath);
  }
  const walk = <Node extends YamlNode>(node: Node, pointer: string): Node => {
    if (wrong.has(pointer)) return { ...node, kind: "invalid", value: undefined };
    if (node.kind === "list")
      return { ...node, value: node.value.map((item, index) => walk(item, `${pointer}/${index}`)) };
    if (node.kind !== "map") return node;
    const entries = [...node.value].flatMap(([key, entry]) => {
      const below = `${pointer}/${escapePointer(key)}`;
      return unknown.has(below) ? [] : [[key, walk(entry, below)] as const];
    });
    return { ...node, value: new Map(entries) };
  };
  return walk(root, "");
}

interface Subject {
  readonly node: YamlNode;
  /** What the value is called: its key, or "this item". */
  readonly name: string;
  readonly schema: JsonSchema;
}

/** Turns the errors of the schema check into problems at the keys and values they are about. */
export function explainSchemaErrors(
  errors: readonly SchemaError[],
  root: MapNode,
  schema: JsonSchema,
  suggest: Suggest,
): readonly ConfigDiagnostic[] {
  // One list for one place of the schema, so that the suggester knows it again.
  const lists = new Map<JsonSchema, readonly string[]>();
  const wordsOf = (at: JsonSchema): readonly string[] => {
    const words = lists.get(at) ?? at.enum?.map(String) ?? Object.keys(at.properties ?? {});
    lists.set(at, words);
    return words;
  };
  return errors.flatMap((error) => {
    const subject = subjectAt(root, error.instancePath, schema);
    if (subject === undefined || subject.node.kind === "invalid") return [];
    // The name of a key that is wrong gives an error for the name and one for the map: one is enough.
    if (error.propertyName !== undefined) return [];
    return [explain(error, subject, wordsOf(subject.schema), suggest)];
  });
}

/**
 * Follows a pointer through the file and the schema at once. The schema has one way to describe each
 * place, whereas ajv's own `schemaPath` does not say which definition it counts from.
 */
function subjectAt(root: MapNode, pointer: string, schema: JsonSchema): Subject | undefined {
  let subject: Subject = { node: root, name: "the file", schema };
  for (const segment of pointerSegments(pointer)) {
    const { node, name } = subject;
    const child = childOf(node, segment);
    if (child === undefined) return undefined;
    const itemName = node.key === undefined ? "this item" : `an item of ${name}`;
    subject = {
      node: child,
      name: node.kind === "map" ? quoted(segment) : itemName,
      schema: dereference(schemaOfChild(subject.schema, segment) ?? {}, schema),
    };
  }
  return subject;
}

function childOf(node: YamlNode, segment: string): YamlNode | undefined {
  if (node.kind === "map") return node.value.get(segment);
  return node.kind === "list" ? node.value[Number(segment)] : undefined;
}

/** By the keyword of the schema that a value breaks. */
const explanations: Readonly<
  Record<string, readonly [code: ConfigDiagnostic["code"], message: string, help?: string]>
> = {
  const: [
    "unsupported-version",
    "must be 1, the only version of the file format",
    "Write `version: 1`. It is not the version of hookfleet.",
  ],
  pattern: [
    "bad-env-name",
    "must be the name of an environment variable",
    "Letters, digits and `_`, without `$` and braces, not beginning with a digit. Never the value itself.",
  ],
  minItems: [
    "no-events",
    "is empty, and GitHub would make it [push]",
    "Name at least one event. `active: false` silences a hook.",
  ],
  minLength: ["bad-value", "must not be empty"],
  minimum: ["bad-value", "must not be negative"],
};

function explain(
  { keyword, params }: SchemaError,
  { node, name, schema }: Subject,
  words: readonly string[],
  suggest: Suggest,
): ConfigDiagnostic {
  const at = node.position;
  const atKey = node.keyNode?.position ?? at;
  const text = (key: string): string => String((params as Readonly<Record<string, unknown>>)[key]);
  const entry = (key: string) => (node.kind === "map" ? node.value.get(key) : undefined);
  if (node.kind === "scalar" && node.value === null) {
    const message = `${node.key === undefined ? "This list item" : name} has no value`;
    return { code: "empty-value", message, help: "Write a value, or leave it out.", at: atKey };
  }
  switch (keyword) {
    case "additionalProperties": {
      const key = text("additionalProperty");
      // Where a secret may be described, a key that is not known may itself be the secret.
      const message = schema.writeOnly === true ? "Unknown key" : `Unknown key ${quoted(key)}`;
      const near = helpForKey(key, words) ?? didYouMean(suggest(key, words));
      const help = near ?? `Known here: ${words.join(", ")}.`;
      return { code: "unknown-key", message, help, at: entry(key)?.keyNode.position ?? at };
    }
    case "required": {
      const key = text("missingProperty");
      const help = key === "version" ? "Write `version: 1` at the top." : undefined;
      return { code: "missing-key", message: `\`${key}\` is missing`, help, at };
    }
    case "type":
      return wrongType(name, node, params["type"], schema);
    case "enum": {
      const word = typeof node.value === "string" ? node.value : "";
      const help = helpForWord(word, words) ?? didYouMean(suggest(word, words));
      return { code: "bad-value", message: `${name} must be ${alternatives(words)}`, help, at };
    }
    case "propertyNames": {
      const key = text("propertyName");
      const message = `A name in ${name} must be letters, digits, \`_\`, \`-\` or \`.\``;
      const help =
        key === "none" ? "`none` is what a hook says that must have no secret." : undefined;
      return { code: "bad-name", message, help, at: entry(key)?.keyNode.position ?? at };
    }
    case "minProperties":
    case "maxProperties": {
      const message = `${name} must be the name of an entry of \`secrets\`, \`none\`, {env: NAME} or {file: PATH}`;
      return { code: "bad-value", message, help: undefined, at: atKey };
    }
    default: {
      const [code, message, help] = explanations[keyword] ?? ["bad-value", "is not valid"];
      return { code, message: `${name} ${message}`, help, at };
    }
  }
}

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  object: "a map",
  string: "a string",
};

function wrongType(
  name: string,
  node: YamlNode,
  wanted: unknown,
  { writeOnly }: JsonSchema,
): ConfigDiagnostic {
  const types = [wanted].flat().map(String);
  const message = `${name} must be ${types.map((type) => typeNames[type] ?? type).join(" or ")}`;
  const wrong = { code: "wrong-type", message, at: node.position } as const;
  if (writeOnly === true)
    return { ...wrong, help: wanted === "object" ? helpForSecret : undefined };
  const known = helpForType(name, wanted);
  if (known !== undefined || node.kind !== "scalar") return { ...wrong, help: known };
  if (types.includes("string") && typeof node.value !== "string")
    return { ...wrong, help: "Put it in quotes to make it a string." };
  return {
    ...wrong,
    help: wanted === "array" ? "Put it in brackets to make it a list." : undefined,
  };
}
