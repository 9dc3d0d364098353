import { readFile } from "node:fs/promises";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import type { JsonSchema } from "../../src/config/schema/explain-schema-errors.ts";

const read = (path: string): Promise<string> =>
  readFile(new URL(`../../${path}`, import.meta.url), "utf8");

const text = await read("schemas/hookfleet.schema.json");
const schema = JSON.parse(text);

describe("the JSON Schema", () => {
  test("is what the types of the file are generated from, as others are of documents", async () => {
    const generator = new URL("../../schemas/types.mjs", import.meta.url).href;
    const { generateTypes, generateDocuments } = (await import(generator)) as {
      readonly generateTypes: (text: string) => string;
      readonly generateDocuments: () => string;
    };
    expect(generateTypes(text)).toBe(await read("src/config/generated/config-file.ts"));
    const odd = text.replace('"minLength": 1', '"not": {}');
    expect(() => generateTypes(odd)).toThrow("types of not are not known");
    expect(generateDocuments()).toBe(await read("src/model/generated/documents.ts"));
  });

  test("is what the functions that check a file are compiled from", async () => {
    const compiler = new URL("../../schemas/compile.mjs", import.meta.url).href;
    const { compileSchema } = (await import(compiler)) as { readonly compileSchema: () => string };
    expect(compileSchema()).toBe(await read("src/config/generated/schema-functions.js"));
  });

  test("gives a function for each that is declared", async () => {
    const declared = await read("src/config/generated/schema-functions.d.ts");
    const names = [...declared.matchAll(/declare const (\w+)/g)].map(([, name]) => name);
    const functions = await import("../../src/config/generated/schema-functions.js");
    expect(Object.keys(functions).sort()).toEqual(names.sort());
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

/** Names that say themselves what may stand there. */
const saysItself = ({ type, enum: choices, const: only }: Keyed): boolean =>
  choices !== undefined || only !== undefined || type === "boolean";

interface Keyed extends JsonSchema {
  readonly examples?: readonly unknown[];
}

describe("examples", () => {
  const found: [path: string, at: Keyed][] = [];
  const walk = (at: Keyed, path: string): void => {
    if (at.$ref === undefined) found.push([path, at]);
    for (const [key, one] of Object.entries(at.properties ?? {}))
      walk(one, `${path}/properties/${key}`);
  };
  for (const [key, one] of Object.entries<Keyed>(schema.properties))
    walk(one, `/properties/${key}`);
  for (const [name, one] of Object.entries<Keyed>(schema.$defs)) walk(one, `/$defs/${name}`);

  test("stand at every key that does not say itself what it takes", () => {
    const without = found.filter(([, at]) => !saysItself(at) && (at.examples ?? []).length === 0);
    expect(without.map(([path]) => path)).toEqual([]);
  });

  test("are right by the schema of their own key", () => {
    const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
    ajv.addSchema(schema, "file");
    const wrong = found.flatMap(([path, { examples = [] }]) => {
      const check = ajv.compile({ $ref: `file#${path}` });
      return examples.filter((example) => !check(example)).map((example) => [path, example]);
    });
    expect(wrong).toEqual([]);
  });
});
