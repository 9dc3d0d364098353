import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

/** As much of a schema as the tests ask for. */
export interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

type SchemaName = "plan" | "report" | "drift" | "audit" | "doctor";

export function readSchema(name: SchemaName): Schema {
  const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Answers what is wrong with a document by its schema; nothing where it is right. */
export function schemaErrors(name: SchemaName): (document: unknown) => readonly string[] {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(readSchema(name));
  return (document) => {
    // As a reader of the file has it, without what JSON cannot hold.
    const isRight = validate(JSON.parse(JSON.stringify(document)));
    if (isRight) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}

/** Every key of every object must be described, by itself or by the definition it refers to. */
export function undescribed(schema: Schema, path: string): readonly string[] {
  if (typeof schema !== "object" || schema === null) return [];
  const own = Object.entries(schema.properties ?? {})
    .filter(([, value]) => typeof value.description !== "string")
    .map(([key]) => `${path}/${key}`);
  // The conditions of `allOf` narrow keys that are described above them.
  const parts = Object.entries(schema).filter(([key]) => key !== "allOf");
  return [...own, ...parts.flatMap(([key, value]) => undescribed(value, `${path}/${key}`))];
}
