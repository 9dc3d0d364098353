// Compiles the schema of the file to functions, so that no run has to: that takes ajv longer than
// everything else it does. `npm run build` runs this, and so does the set-up of the tests.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";

/** For the sources, and for the library beside them: `tsc` copies no JavaScript. */
const folders = ["../src/config/generated/", "../dist/config/generated/"];

/** The parts that are checked one by one; each gives a function of its name. */
const parts = ["secretEntry", "template", "organization", "user", "repositoryEntry", "hook"];

const head = `import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
`;

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
  ajv.addSchema({ $id: "file", $ref: schema.$id });
  for (const name of parts) ajv.addSchema({ $id: name, $ref: `${schema.$id}#/$defs/${name}` });
  const names = Object.fromEntries(["file", ...parts].map((name) => [name, name]));
  return head + standalone.default(ajv, names).replace(/^"use strict";/, "");
}

if (process.argv[1] === import.meta.filename) {
  const code = compileSchema();
  for (const folder of folders.map((path) => new URL(path, import.meta.url))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(new URL("schema-functions.js", folder), code);
  }
}
