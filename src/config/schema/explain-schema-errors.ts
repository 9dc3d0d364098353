import type { SourcePosition } from "../../model/diagnostic.ts";
import type { ConfigDiagnostic } from "../diagnostics.ts";
import { alternatives, quoted } from "../frames/quoted.ts";
import { didYouMean, type Suggest } from "../suggest.ts";
import type { MapEntry, MapNode, YamlNode } from "../yaml/yaml-node.ts";
import { helpForKey, helpForType, helpForWord } from "./help-for-habits.ts";
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
  /** How the value is spoken of: its key, or "this item". */
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
    if (subject.node.kind === "scalar" && subject.node.value === null) return [emptyValue(subject)];
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
    const { node } = subject;
    const child = dereference(schemaOfChild(subject.schema, segment) ?? {}, schema);
    if (node.kind === "map") {
      const entry = node.value.get(segment);
      if (entry === undefined) return undefined;
      subject = { node: entry, name: quoted(segment), schema: child };
    } else if (node.kind === "list") {
      const item = node.value[Number(segment)];
      if (item === undefined) return undefined;
      const name = node.key === undefined ? "this item" : `an item of ${subject.name}`;
      subject = { node: item, name, schema: child };
    } else return undefined;
  }
  return subject;
}

function emptyValue({ name, node }: Subject): ConfigDiagnostic {
  return {
    code: "empty-value",
    message: `${node.key === undefined ? "This list item" : name} has no value`,
    help: "Write a value, or leave it out.",
    at: startOf(node),
  };
}

/** Where a value begins, with the key that it stands behind. */
const startOf = ({ keyNode, position }: YamlNode): SourcePosition => keyNode?.position ?? position;

function explain(
  { keyword, params }: SchemaError,
  subject: Subject,
  words: readonly string[],
  suggest: Suggest,
): ConfigDiagnostic {
  const { node, name, schema } = subject;
  const at = node.position;
  const text = (key: string): string => String((params as Readonly<Record<string, unknown>>)[key]);
  const bad = (
    code: ConfigDiagnostic["code"],
    message: string,
    help?: string,
  ): ConfigDiagnostic => ({ code, message: `${name} ${message}`, help, at });
  switch (keyword) {
    case "additionalProperties":
      return unknownKey(text("additionalProperty"), subject, words, suggest);
    case "required": {
      const key = text("missingProperty");
      const help = key === "version" ? "Write `version: 1` at the top." : undefined;
      return { code: "missing-key", message: `\`${key}\` is missing`, help, at };
    }
    case "type": {
      const wanted: unknown = params["type"];
      const wrong = wrongType(name, node, wanted);
      if (schema.writeOnly !== true) return wrong;
      const help = "Write where the value comes from, never the value: { env: CI_WEBHOOK_SECRET }.";
      return { ...wrong, help: wanted === "object" ? help : undefined };
    }
    case "const":
      return bad(
        "unsupported-version",
        "must be 1, the only version of the file format",
        "Write `version: 1`. It is not the version of hookfleet.",
      );
    case "enum": {
      const word = typeof node.value === "string" ? node.value : "";
      const help = helpForWord(word, words) ?? didYouMean(suggest(word, words));
      return bad("bad-value", `must be ${alternatives(words)}`, help);
    }
    case "propertyNames":
      return badName(
        name,
        node.kind === "map" ? node.value.get(text("propertyName")) : undefined,
        at,
      );
    case "pattern":
      return bad(
        "bad-env-name",
        "must be the name of an environment variable",
        "Letters, digits and `_`, without `$` and braces, not beginning with a digit. Never the value itself.",
      );
    case "minItems":
      return bad(
        "no-events",
        "is empty, and GitHub would make it [push]",
        "Name at least one event. `active: false` silences a hook.",
      );
    case "minLength":
      return bad("bad-value", "must not be empty");
    case "minimum":
      return bad("bad-value", "must not be negative");
    case "minProperties":
    case "maxProperties":
      return {
        ...bad(
          "bad-value",
          "must be the name of an entry of `secrets`, `none`, {env: NAME} or {file: PATH}",
        ),
        at: startOf(node),
      };
    default:
      return bad("bad-value", "is not valid");
  }
}

function unknownKey(
  key: string,
  { node, schema }: Subject,
  known: readonly string[],
  suggest: Suggest,
): ConfigDiagnostic {
  const entry = node.kind === "map" ? node.value.get(key) : undefined;
  return {
    code: "unknown-key",
    // Where a secret may be described, a key that is not known may itself be the secret.
    message: schema.writeOnly === true ? "Unknown key" : `Unknown key ${quoted(key)}`,
    help:
      helpForKey(key, known) ??
      didYouMean(suggest(key, known)) ??
      `Known here: ${known.join(", ")}.`,
    at: entry?.keyNode.position ?? node.position,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  array: "a list",
  boolean: "true or false",
  integer: "a whole number",
  object: "a map",
  string: "a string",
};

function wrongType(name: string, node: YamlNode, wanted: unknown): ConfigDiagnostic {
  const types = [wanted].flat().map(String);
  const isPlain = node.kind === "scalar" && typeof node.value !== "string";
  const help =
    types.includes("string") && isPlain
      ? "Put it in quotes to make it a string."
      : wanted === "array" && node.kind === "scalar"
        ? "Put it in brackets to make it a list."
        : undefined;
  return {
    code: "wrong-type",
    message: `${name} must be ${types.map((type) => typeNames[type] ?? type).join(" or ")}`,
    help: helpForType(name, wanted) ?? help,
    at: node.position,
  };
}

function badName(map: string, entry: MapEntry | undefined, at: SourcePosition): ConfigDiagnostic {
  return {
    code: "bad-name",
    message: `A name in ${map} must be letters, digits, \`_\`, \`-\` or \`.\``,
    help:
      entry?.key === "none" ? "`none` is what a hook says that must have no secret." : undefined,
    at: entry?.keyNode.position ?? at,
  };
}
