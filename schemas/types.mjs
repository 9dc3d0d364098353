// Writes the types of hookfleet.yaml from its schema: `npm run generate`. It knows the keywords that the
// schema uses, and stops at any other, so that no type is wider or narrower than what is checked. Keys
// that begin with x- are checked and read by nobody, so they have no type.
import { readFileSync, writeFileSync } from "node:fs";

const target = new URL("../src/config/generated/config-file.ts", import.meta.url);

/** What says how a value looks, and what only narrows or explains it. */
const shapes =
  "$ref const enum type items properties required additionalProperties patternProperties";
const rest =
  "$schema $id $defs title description examples format pattern propertyNames writeOnly minLength minItems minimum minProperties maxProperties";
const known = new Set(`${shapes} ${rest}`.split(" "));

const nameOf = (key) => key[0].toUpperCase() + key.slice(1);
const comment = ({ description }, indent) =>
  description === undefined ? "" : `${indent}/** ${description.replaceAll("*/", "*\\/")} */\n`;

function objectType({ properties = {}, required = [], additionalProperties }, indent) {
  const inner = `${indent}  `;
  const keys = Object.entries(properties).map(([key, of]) => {
    const mark = required.includes(key) ? "" : "?";
    return `${comment(of, inner)}${inner}readonly ${key}${mark}: ${typeOf(of, inner)};\n`;
  });
  if (keys.length > 0) return `{\n${keys.join("")}${indent}}`;
  return `{ readonly [name: string]: ${typeOf(additionalProperties, indent)} }`;
}

function arrayType({ items }, indent) {
  const item = typeOf(items, indent);
  return `readonly ${item.includes(" ") ? `(${item})` : item}[]`;
}

const types = {
  string: () => "string",
  boolean: () => "boolean",
  integer: () => "number",
  array: arrayType,
  object: objectType,
};

/** Where several types may stand, the keywords of each say nothing of the others. */
function typeOf(schema, indent) {
  const unknown = Object.keys(schema).filter((key) => !known.has(key));
  if (unknown.length > 0) throw new Error(`types of ${unknown.join(", ")} are not known`);
  if (schema.$ref !== undefined) return nameOf(schema.$ref.replace("#/$defs/", ""));
  const choices = schema.const === undefined ? schema.enum : [schema.const];
  if (choices !== undefined) return choices.map((one) => JSON.stringify(one)).join(" | ");
  return [schema.type]
    .flat()
    .map((type) => types[type](schema, indent))
    .join(" | ");
}

function declaration(name, schema) {
  const type = typeOf(schema, "");
  const isObject = schema.type === "object" && schema.properties !== undefined;
  return `${comment(schema, "")}export ${isObject ? `interface ${name} ${type}` : `type ${name} = ${type};`}\n`;
}

export function generateTypes(text) {
  const schema = JSON.parse(text);
  const parts = Object.entries(schema.$defs).map(([key, of]) => declaration(nameOf(key), of));
  return [
    "// Generated from schemas/hookfleet.schema.json by npm run generate. Do not edit.\n",
    declaration(schema.title, schema),
    ...parts,
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const source = new URL("hookfleet.schema.json", import.meta.url);
  writeFileSync(target, generateTypes(readFileSync(source, "utf8")));
}
