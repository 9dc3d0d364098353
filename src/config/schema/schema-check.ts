import type { ErrorObject } from "ajv";
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

/** Loads the check, which is only needed once there is a file to check. */
export async function loadSchemaCheck(): Promise<SchemaCheck> {
  const { checkFile } = await import("../generated/schema-functions.js");
  let schema: JsonSchema | undefined;
  return {
    schema: () => {
      schema ??= JSON.parse(readSchema()) as JsonSchema;
      return schema;
    },
    errorsOf: (value) => (checkFile(value) ? [] : (checkFile.errors ?? [])),
  };
}

export const escapePointer = (segment: string): string =>
  segment.replaceAll("~", "~0").replaceAll("/", "~1");
