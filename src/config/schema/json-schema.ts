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

/** Follows `$ref`s within the document. */
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
