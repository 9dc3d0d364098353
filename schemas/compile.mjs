// Compiles the schema of the file to functions, so that no run has to: that takes ajv longer than
// everything else it does. `npm run build` runs this, and so does the set-up of the tests.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

const require = createRequire(import.meta.url);
const target = new URL("../src/config/generated/schema-functions.js", import.meta.url);

/**
 * How ajv takes over the errors of a part: it copies all that there were before, which takes minutes for
 * a file of wrong hooks.
 */
const copied = /vErrors = vErrors === null \? (\w+)\.errors : vErrors\.concat\(\1\.errors\);/g;
const added =
  "if(vErrors === null) vErrors = $1.errors; else for(const error of $1.errors) vErrors.push(error);";

/** Helpers of ajv, which stand in the code itself, so that it imports nothing. */
const helper = /^const (\w+) = require\("(ajv\/dist\/runtime\/\w+)"\)\.default;$/gm;

/** Without what only people read: no error here is shown as ajv words it. */
function withoutProse(key, value) {
  // A key of such a name may be the user's own: only prose is text or a list of examples.
  const isProse = key === "description" || key === "title";
  return key === "examples" || (isProse && typeof value === "string") ? undefined : value;
}

export function compileSchema() {
  const text = readFileSync(new URL("hookfleet.schema.json", import.meta.url), "utf8");
  const schema = JSON.parse(text, withoutProse);
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
  ajv.addSchema(schema);
  return standalone
    .default(ajv, { checkFile: schema.$id })
    .replace(/^"use strict";/, "")
    .replace(copied, added)
    .replace(helper, (_, name, path) => `const ${name} = ${require(path).default};`);
}

if (process.argv[1] === import.meta.filename) writeFileSync(target, compileSchema());
