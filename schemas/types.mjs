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

/** Types of several schemas; what has the same name in some of them has to be the same but for its comments. */
function generate(from, schemas, nameOf) {
  const declaration = writer(nameOf);
  const bare = (text) => text.replaceAll(/^ *\/\*\*.*\n/gm, "");
  const parts = new Map();
  for (const [root, { $defs, ...schema }] of Object.entries(schemas))
    for (const [name, of] of [
      [root, schema],
      ...Object.entries($defs).map(([key, one]) => [nameOf(key), one]),
    ]) {
      const text = declaration(name, of);
      const before = parts.get(name) ?? text;
      if (bare(before) !== bare(text)) throw new Error(`${name} differs in ${root}`);
      parts.set(name, before);
    }
  const head = `// Generated from ${from} by npm run generate. Do not edit.\n`;
  return [head, ...parts.values()].join("\n");
}

/** The types of the file, each named as its place in the schema. */
export function generateTypes(text) {
  const schema = JSON.parse(text);
  return generate("schemas/hookfleet.schema.json", { [schema.title]: schema }, capital);
}

const read = (name) => readFileSync(new URL(`${name}.schema.json`, import.meta.url), "utf8");

/** What is called otherwise than in its schema. */
const names = { action: "plannedAction", entry: "driftEntry", health: "lastResponse" };

/** The types of documents. */
export function generateDocuments() {
  const schemas = Object.fromEntries(
    ["plan", "drift", "report", "doctor"].map((name) => [
      `${capital(name)}Document`,
      JSON.parse(read(name)),
    ]),
  );
  const nameOf = (key) => `${capital(names[key] ?? key)}Document`;
  return generate("the schemas of documents", schemas, nameOf);
}

if (process.argv[1] === import.meta.filename) {
  const write = (path, text) => writeFileSync(new URL(`../src/${path}`, import.meta.url), text);
  write("config/generated/config-file.ts", generateTypes(read("hookfleet")));
  write("model/generated/documents.ts", generateDocuments());
}
