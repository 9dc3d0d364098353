// Compiles the schema of the file to functions, so that no run has to: that takes ajv longer than
// everything else it does. Run by `npm run generate`; a test compares what is committed.
import { readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

const schemaFile = new URL("hookfleet.schema.json", import.meta.url);
const outFile = new URL("../src/config/generated/schema-functions.ts", import.meta.url);

/** The parts that are checked one by one, by the names of their functions. */
const parts = {
  file: "",
  secretEntry: "/$defs/secretEntry",
  template: "/$defs/template",
  organization: "/$defs/organization",
  user: "/$defs/user",
  repositoryEntry: "/$defs/repositoryEntry",
  hook: "/$defs/hook",
};

const head = `// Generated from schemas/hookfleet.schema.json by npm run generate. Do not edit.
// @ts-nocheck
import { createRequire } from "node:module";
import type { ValidateFunction } from "ajv";
const require = createRequire(import.meta.url);
`;

/** Without what only people read: no error here is shown as ajv words it. */
function withoutProse(key, value) {
  return key === "description" || key === "examples" || key === "title" ? undefined : value;
}

export function compileSchema() {
  const schema = JSON.parse(readFileSync(schemaFile, "utf8"));
  const lean = JSON.parse(
    JSON.stringify(schema, (key, value) =>
      // A key of that name may be the user's own: only prose is text or a list of examples.
      typeof value === "string" || key === "examples" ? withoutProse(key, value) : value,
    ),
  );
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    messages: false,
    code: { source: true, esm: true, lines: true },
  });
  // Editors know these formats; here the rules on dates and URLs judge them, with better sentences.
  ajv.addFormat("date-time", true);
  ajv.addFormat("uri-template", true);
  ajv.addSchema(lean);
  for (const [name, pointer] of Object.entries(parts))
    ajv.addSchema({ $id: name, $ref: `${lean.$id}#${pointer}` });
  const names = Object.fromEntries(Object.keys(parts).map((name) => [name, name]));
  const code = standalone.default(ajv, names);
  return (
    head +
    code.replace(/^"use strict";/, "").replace(/^(export const \w+) =/gm, "$1: ValidateFunction =")
  );
}

if (process.argv[1] === import.meta.filename) writeFileSync(outFile, compileSchema());
