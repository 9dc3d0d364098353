import { readFileSync } from "node:fs";

/** A piece of the description: a schema, a parameter, an answer. */
export interface Schema {
  readonly [key: string]: unknown;
  readonly additionalProperties?: unknown;
  readonly content?: unknown;
  readonly in?: unknown;
  readonly name?: unknown;
  readonly properties?: unknown;
  readonly required?: unknown;
  readonly schema?: unknown;
  readonly title?: unknown;
  readonly type?: unknown;
}

export interface Operation {
  /** The path as the description has it, with `{…}`. */
  readonly path: string;
  readonly documentationUrl: string;
  readonly parameters: readonly Schema[];
  readonly requestBody: Schema | undefined;
  readonly responses: Readonly<Record<string, Schema>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly "x-webhooks": Readonly<Record<string, { readonly post: { requestBody: Schema } }>>;
  readonly events: Readonly<Record<string, DescribedEvent>>;
}

/** The levels and actions of an event, as the descriptions of all servers have them together. */
export interface DescribedEvent {
  readonly levels: readonly string[];
  readonly actions: readonly string[];
}

export function isObject(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function load(): Document {
  const file = new URL("../fixtures/openapi.json", import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as Document;
}

let loaded: Document | undefined;

/** What is in use of GitHub's description of its REST API (test/fixtures/openapi.mjs), read when first asked for. */
function document(): Document {
  loaded ??= load();
  return loaded;
}

function follow(reference: string): unknown {
  let value: unknown = document();
  for (const key of reference.replace(/^#\//, "").split("/"))
    value = isObject(value) ? value[key.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  if (value === undefined) throw new Error(`${reference} leads nowhere`);
  return value;
}

/** The value with every `$ref` replaced by what it leads to, as deep as it goes. */
export function resolve(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolve);
  if (!isObject(value)) return value;
  const { $ref } = value;
  if (typeof $ref === "string") return resolve(follow($ref));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== "examples" && key !== "example")
      .map(([key, entry]) => [key, resolve(entry)]),
  );
}

/** Paths by number, which the description leaves out, and the paths they stand for. */
const aliases: readonly (readonly [RegExp, string])[] = [
  [/^\/organizations\/[^/]+(?=\/|$)/, "/orgs/acme"],
  [/^\/repositories\/[^/]+(?=\/|$)/, "/repos/acme/api"],
  [/^\/user\/(?:\d+|\{id\})(?=\/)/, "/users/octocat"],
];

/** The path as the description knows it: without query, without the prefix of GHES, by names. */
export function describedPath(path: string): string {
  const plain = (path.split("?", 1)[0] ?? "")
    .replace(/^\/api\/v3(?=\/)/, "")
    // The name that `test_url` has for it.
    .replace(/(\/hooks\/[^/]+\/test)$/, "$1s");
  const alias = aliases.find(([pattern]) => pattern.test(plain));
  return alias === undefined ? plain : plain.replace(alias[0], alias[1]);
}

const operations = new Map<string, Operation>();

type Template = readonly string[];
let templates: ReadonlyMap<number, readonly Template[]> | undefined;

/** The paths of the description by their length, so that few have to be looked at. */
function templatesOf(length: number): readonly Template[] {
  if (templates === undefined) {
    const byLength = new Map<number, Template[]>();
    for (const path of Object.keys(document().paths)) {
      const segments = path.split("/");
      byLength.set(segments.length, [...(byLength.get(segments.length) ?? []), segments]);
    }
    templates = byLength;
  }
  return templates.get(length) ?? [];
}

function templateOf(path: string): string | undefined {
  const parts = describedPath(path).split("/");
  const parameters = (template: Template): number =>
    template.filter((segment) => segment.startsWith("{")).length;
  return (
    templatesOf(parts.length)
      .filter((template) =>
        template.every((segment, index) => segment.startsWith("{") || segment === parts[index]),
      )
      // A path spelt out comes before one with a parameter in its place.
      .sort((left, right) => parameters(left) - parameters(right))[0]
      ?.join("/")
  );
}

/** The operation that a request is for; throws where GitHub describes none. */
export function findOperation(method: string, path: string): Operation {
  const template = templateOf(path);
  const key = `${method.toLowerCase()} ${template}`;
  const known = operations.get(key);
  if (known !== undefined) return known;
  const described =
    template === undefined ? undefined : document().paths[template]?.[method.toLowerCase()];
  if (described === undefined || template === undefined)
    throw new Error(`GitHub describes no ${method} ${path}`);
  const { externalDocs, parameters, requestBody, responses } = resolve(described) as Schema & {
    readonly externalDocs: { readonly url: string };
  };
  const operation: Operation = {
    path: template,
    documentationUrl: externalDocs.url,
    parameters: (parameters ?? []) as readonly Schema[],
    requestBody: requestBody as Schema | undefined,
    responses: responses as Readonly<Record<string, Schema>>,
  };
  operations.set(key, operation);
  return operation;
}

/** What a delivery of an event carries, by name (`push`, `issues-opened`). */
export function findPayload(name: string): Schema {
  const described = document()["x-webhooks"][name];
  if (described === undefined) throw new Error(`GitHub describes no payload ${name}`);
  return resolve(described.post.requestBody) as Schema;
}

/** Every event of GitHub's, by name. */
export function describedEvents(): Document["events"] {
  return document().events;
}

/** A schema for all errors that an operation does not describe itself. */
export const basicError: Schema = {
  type: "object",
  required: ["message"],
  properties: { message: { type: "string" }, documentation_url: { type: "string" } },
};
