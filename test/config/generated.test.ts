import { readFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/config/json-schema.ts";

const read = (path: string): Promise<string> =>
  readFile(new URL(`../../${path}`, import.meta.url), "utf8");

const schema = JSON.parse(await read("schemas/hookfleet.schema.json"));

describe("the JSON Schema", () => {
  test("is what the types of the file are generated from", async () => {
    const types = await compile(structuredClone(schema), "ConfigFile", {
      ignoreMinAndMaxItems: true,
      bannerComment:
        "// Generated from schemas/hookfleet.schema.json by npm run generate. Do not edit.",
    });
    expect(types).toBe(await read("src/config/generated/config-file.ts"));
  });

  test("is what the functions that check a file are compiled from", async () => {
    const { compileSchema } = await import("../../schemas/compile.mjs");
    expect(compileSchema()).toBe(await read("src/config/generated/schema-functions.ts"));
  });

  test("describes every key", () => {
    const missing: string[] = [];
    const walk = (at: JsonSchema & { description?: string }, path: string): void => {
      if (at.$ref === undefined && at.description === undefined) missing.push(path);
      for (const [key, one] of Object.entries(at.properties ?? {})) walk(one, `${path}/${key}`);
      if (at.items !== undefined) walk(at.items, `${path}/items`);
      if (typeof at.additionalProperties === "object") walk(at.additionalProperties, `${path}/*`);
    };
    walk(schema, "");
    for (const [name, one] of Object.entries<JsonSchema>(schema.$defs)) walk(one, name);
    expect(missing).toEqual([]);
  });
});
