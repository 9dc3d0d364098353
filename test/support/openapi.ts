import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import {
  basicError,
  findOperation,
  findPayload,
  isObject,
  type Operation,
  type Schema,
} from "./openapi-document.ts";

const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const compiled = new WeakMap<object, ValidateFunction>();

/**
 * The list of installations says that an account is a user and an enterprise at once (`allOf`);
 * the single installation says, rightly, one of them.
 */
function corrected(schema: Schema): Schema {
  const { allOf, ...rest } = schema;
  if (!Array.isArray(allOf)) return schema;
  const titles = allOf.map((part: unknown) => (isObject(part) ? part.title : undefined));
  return titles.join() === "Simple User,Enterprise" ? { ...rest, anyOf: allOf } : schema;
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of null; and `closed` adds strictness. */
function toJsonSchema(value: unknown, closed: boolean): unknown {
  if (Array.isArray(value)) return value.map((entry) => toJsonSchema(entry, closed));
  if (!isObject(value)) return value;
  const { nullable, ...rest } = corrected(value);
  const schema: Schema = Object.fromEntries(
    Object.entries(rest).map(([key, entry]) => [key, toJsonSchema(entry, closed)]),
  );
  const strict = closed && isObject(schema.properties) && schema.type === "object";
  const finished = strict ? { additionalProperties: false, ...schema } : schema;
  return nullable === true ? { anyOf: [finished, { type: "null" }] } : finished;
}

function validatorOf(schema: object, closed: boolean): ValidateFunction {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const validate = ajv.compile(toJsonSchema(schema, closed) as object);
  compiled.set(schema, validate);
  return validate;
}

function check(what: string, schema: object, value: unknown, closed: boolean): void {
  const validate = validatorOf(schema, closed);
  if (validate(value)) return;
  const problems = (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
  );
  throw new Error(`${what} is not as GitHub describes it:\n${problems.join("\n")}`);
}

function jsonSchemaOf(holder: Schema | undefined): object | undefined {
  const content = holder?.content;
  if (!isObject(content)) return undefined;
  const json = content["application/json"];
  return isObject(json) && isObject(json.schema) ? json.schema : undefined;
}

function checkQuery(what: string, operation: Operation, query: URLSearchParams): void {
  for (const [name, value] of query) {
    const parameter = operation.parameters.find(
      (candidate) => candidate.in === "query" && candidate.name === name,
    );
    const schema = parameter?.schema;
    if (!isObject(schema)) throw new Error(`${what} knows no parameter "${name}"`);
    const typed = schema.type === "integer" ? Number(value) : value;
    check(`${what}, parameter "${name}"`, schema, typed, false);
  }
}

/** Throws unless GitHub describes such a request: path, query and every key of the body. */
export function assertRequestMatchesOpenApi(method: string, path: string, body?: unknown): void {
  const what = `${method} ${path}`;
  const operation = findOperation(method, path);
  checkQuery(what, operation, new URL(path, "https://api.github.com").searchParams);
  const schema = jsonSchemaOf(operation.requestBody);
  if (body === undefined) {
    if (operation.requestBody?.required === true) throw new Error(`${what} needs a body`);
    return;
  }
  if (schema !== undefined) check(`the body of ${what}`, schema, body, true);
  else if (!isObject(body) || Object.keys(body).length > 0)
    throw new Error(`${what} takes no body`);
}

/** Throws unless GitHub describes such an answer. `body` is undefined where there is none. */
export function assertMatchesOpenApi(
  method: string,
  path: string,
  status: number,
  body: unknown,
): void {
  const what = `${status} to ${method} ${path}`;
  const described = findOperation(method, path).responses[String(status)];
  const schema = jsonSchemaOf(described);
  if (described === undefined && status < 300) throw new Error(`${what} is not described`);
  if (schema !== undefined) check(what, schema, body, false);
  else if (status >= 400) check(what, basicError, body, false);
  else if (status !== 301 && status !== 307 && body !== undefined)
    throw new Error(`${what} has no body`);
}

/** Throws unless GitHub describes such a payload; `name` is `push` or `issues-opened`. */
export function assertPayloadMatchesOpenApi(name: string, payload: unknown): void {
  check(`the payload of ${name}`, jsonSchemaOf(findPayload(name)) ?? {}, payload, false);
}
