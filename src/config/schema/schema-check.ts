import type { ErrorObject, ValidateFunction } from "ajv";
import { readSchema } from "../read.ts";
import type { JsonSchema } from "./explain-schema-errors.ts";

/** An error of the schema, with the pointer to the value from the top of the file. */
export type SchemaError = Pick<ErrorObject, "instancePath" | "keyword" | "params"> & {
  readonly propertyName?: string | undefined;
};

export interface SchemaCheck {
  /** Read when it is first asked for: only what is wrong, or shown in a frame, needs it. */
  readonly schema: () => JsonSchema;
  readonly errorsOf: (value: unknown) => readonly SchemaError[];
}

/** A part of the schema, and the keys under which its values hold many others. */
interface Part {
  readonly validate: ValidateFunction;
  /** How the many are held: by name or in a list. */
  readonly held: "map" | "list";
  readonly children: Readonly<Record<string, Part>>;
}

/** Loads the check, which is only needed once there is a file to check. */
export async function loadSchemaCheck(): Promise<SchemaCheck> {
  const functions = await import("../generated/schema-functions.js");
  const hooks = part("list", functions.hook);
  const repositories = part("list", functions.repositoryEntry, { hooks });
  const root = part("map", functions.file, {
    secrets: part("map", functions.secretEntry),
    templates: part("map", functions.template),
    organizations: part("map", functions.organization, { hooks, repositories }),
    users: part("map", functions.user, { repositories }),
  });
  let schema: JsonSchema | undefined;
  return {
    schema: () => {
      schema ??= JSON.parse(readSchema()) as JsonSchema;
      return schema;
    },
    errorsOf: (value) => {
      const errors: SchemaError[] = [];
      checkPart(value, root, "", errors);
      return errors;
    },
  };
}

const part = (
  held: Part["held"],
  validate: ValidateFunction,
  children: Part["children"] = {},
): Part => ({ validate, held, children });

/**
 * Checks a value without the many that it holds, and then each of these by itself. ajv copies all
 * errors so far for each `$ref` that adds some, which takes minutes for a file of wrong hooks.
 */
function checkPart(value: unknown, part: Part, pointer: string, errors: SchemaError[]): void {
  const children = Object.entries(part.children);
  if (!isMap(value) || children.length === 0) {
    collect(value, part, pointer, errors);
    return;
  }
  const rest: Record<string, unknown> = Object.assign(Object.create(null), value);
  for (const [key, child] of children) {
    const many = value[key];
    if (child.held === "list" ? !Array.isArray(many) : !isMap(many)) continue;
    const entries = Object.entries(many as Readonly<Record<string, unknown>>);
    // Names stay, because the schema has something to say on those.
    rest[key] =
      child.held === "list" ? [] : Object.fromEntries(entries.map(([name]) => [name, {}]));
    for (const [name, one] of entries) {
      checkPart(one, child, `${pointer}/${key}/${escapePointer(name)}`, errors);
    }
  }
  collect(rest, part, pointer, errors);
}

function collect(value: unknown, { validate }: Part, pointer: string, errors: SchemaError[]): void {
  if (validate(value)) return;
  for (const { instancePath, keyword, params, propertyName } of validate.errors ?? []) {
    errors.push({ instancePath: `${pointer}${instancePath}`, keyword, params, propertyName });
  }
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const escapePointer = (segment: string): string =>
  segment.replaceAll("~", "~0").replaceAll("/", "~1");
