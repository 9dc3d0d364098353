import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";

/** As much of a schema as the tests ask for. */
export interface Schema {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

export function readSchema(name: "plan" | "report"): Schema {
  const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8"));
}

/** Answers what is wrong with a document by its schema; nothing where it is right. */
export function schemaErrors(name: "plan" | "report"): (document: unknown) => readonly string[] {
  const validate = new Ajv2020({ strict: true, allErrors: true }).compile(readSchema(name));
  return (document) => {
    // As a reader of the file has it, without what JSON cannot hold.
    const isRight = validate(JSON.parse(JSON.stringify(document)));
    if (isRight) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
  };
}
