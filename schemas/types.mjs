// Writes types from schemas: `npm run generate`. It knows the keywords that the schemas use, and stops at
// any other, so that no type is wider or narrower than what is checked. Keys that begin with x- are
// checked and read by nobody, so they have no type.
import { readFileSync, writeFileSync } from "node:fs";

/** What says how a value looks, and what only narrows or explains it. */
const shapes =
  "$ref const enum type items properties required additionalProperties patternProperties anyOf oneOf";
const rest =
  "$schema $id $defs title description examples format pattern propertyNames writeOnly minLength minItems minimum minProperties maxProperties uniqueItems allOf";
const known = new Set(`${shapes} ${rest}`.split(" "));

const capital = (key) => key[0].toUpperCase() + key.slice(1);
const comment = ({ description }, indent) =>
  description === undefined ? "" : `${indent}/** ${description.replaceAll("*/", "*\\/")} */\n`;

/** @param nameOf the name of the type of one of `$defs` */
function writer(nameOf) {
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
    return `readonly ${/^\w+$/.test(item) ? item : `(${item})`}[]`;
  }

  const types = {
    null: () => "null",
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
    if (schema.anyOf !== undefined) return union(schema.anyOf.map((one) => typeOf(one, indent)));
    if (schema.oneOf !== undefined) return objectType(joined(schema.oneOf), indent);
    return [schema.type]
      .flat()
      .map((type) => types[type](schema, indent))
      .join(" | ");
  }

  return function declaration(name, schema) {
    const type = typeOf(schema, "");
    const isObject = type.startsWith("{") && schema.properties !== undefined;
    return `${comment(schema, "")}export ${isObject ? `interface ${name} ${type}` : `type ${name} = ${type};`}\n`;
  };
}

/** Each of several types once. */
function union(all) {
  const types = all.flatMap((one) => (one.includes("{") ? [one] : one.split(" | ")));
  return [...new Set(types)].join(" | ");
}

/** Objects that have the same keys as one, of which each key is that of any of them. */
function joined(objects) {
  const [{ properties, required }] = objects;
  const keys = Object.entries(properties).map(([key, { description }]) => {
    const anyOf = objects.map((one) => one.properties[key]);
    return [key, { description, anyOf }];
  });
  return { properties: Object.fromEntries(keys), required };
}

/** The types of the file, each named as its place in the schema. */
export function generateTypes(text) {
  const schema = JSON.parse(text);
  const declaration = writer(capital);
  const parts = Object.entries(schema.$defs).map(([key, of]) => declaration(capital(key), of));
  return [
    "// Generated from schemas/hookfleet.schema.json by npm run generate. Do not edit.\n",
    declaration(schema.title, schema),
    ...parts,
  ].join("\n");
}

/** The schemas of documents, by the names of their types. */
const documents = { PlanDocument: "plan", DriftDocument: "drift", ReportDocument: "report" };

/** What is called otherwise than in its schema. */
const names = { action: "plannedAction", entry: "driftEntry", health: "lastResponse" };

const read = (name) => readFileSync(new URL(`${name}.schema.json`, import.meta.url), "utf8");

/** What documents have in common is one type, that of the first of them. */
export function generateDocuments() {
  const parts = new Map();
  for (const [root, name] of Object.entries(documents)) {
    const schema = JSON.parse(read(name));
    const nameOf = (key) => `${capital(names[key] ?? key)}Document`;
    const declaration = writer(nameOf);
    parts.set(root, declaration(root, schema));
    for (const [key, of] of Object.entries(schema.$defs))
      if (!parts.has(nameOf(key))) parts.set(nameOf(key), declaration(nameOf(key), of));
  }
  const head = "// Generated from the schemas of documents by npm run generate. Do not edit.\n";
  return [head, ...parts.values()].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  const write = (path, text) => writeFileSync(new URL(`../src/${path}`, import.meta.url), text);
  write("config/generated/config-file.ts", generateTypes(read("hookfleet")));
  write("model/generated/documents.ts", generateDocuments());
}
