import { ApiError, type JsonObject } from "../http/api-error.ts";
import type { Level } from "../store/store.ts";

/** Writes a JSON value as Ruby's `inspect` does, which is what GitHub's type errors quote. */
function inspectValue(value: unknown): string {
  if (value === null || value === undefined) return "nil";
  if (Array.isArray(value)) return `[${value.map(inspectValue).join(", ")}]`;
  if (typeof value !== "object") return JSON.stringify(value);
  const pairs = Object.entries(value).map(
    ([key, entry]) => `${JSON.stringify(key)}=>${inspectValue(entry)}`,
  );
  return `{${pairs.join(", ")}}`;
}

type Kind = "string" | "boolean" | "object" | "array" | "string or number";

function isKind(kind: Kind, value: unknown): boolean {
  // GitHub's messages name strings and numbers, but it accepts booleans as well.
  if (kind === "string or number") return /^(?:string|number|boolean)$/.test(typeof value);
  if (kind === "array" || Array.isArray(value)) return kind === "array" && Array.isArray(value);
  return typeof value === kind && value !== null;
}

const article = (kind: Kind): string => (/^[aeiou]/.test(kind) ? "an" : "a");

interface Shape {
  readonly fields: Readonly<Record<string, Kind>>;
  readonly required?: readonly string[];
  /** Whether other keys are refused. */
  readonly closed?: boolean;
}

/** The keys of `config` that GitHub knows. */
export const configFields: Readonly<Record<string, Kind>> = {
  url: "string",
  content_type: "string",
  secret: "string",
  insecure_ssl: "string or number",
  // Documented for organizations alone.
  username: "string",
  password: "string",
};

function problemsOf(body: JsonObject, { fields, required = [], closed = false }: Shape): string[] {
  const problems = required
    .filter((key) => body[key] === undefined)
    .map((key) => `"${key}" wasn't supplied.`);
  for (const [key, value] of Object.entries(body)) {
    const kind = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (kind === undefined) {
      if (closed) problems.push(`"${key}" is not a permitted key.`);
    } else if (!isKind(kind, value)) {
      const found = inspectValue(value);
      problems.push(`For 'properties/${key}', ${found} is not ${article(kind)} ${kind}.`);
    } else if (kind === "array") {
      for (const item of value as readonly unknown[])
        if (typeof item !== "string")
          problems.push(`For 'items', ${inspectValue(item)} is not a string.`);
    }
  }
  return problems;
}

/** Checks a config. GitHub accepts `secret: null`: Ansible sent it on every run. */
function configProblems(config: JsonObject, shape: Shape): string[] {
  const { secret, ...rest } = config;
  return problemsOf(secret === null ? rest : config, shape);
}

/** The body of a create or update, its types checked. */
export interface SentHook {
  readonly name?: string;
  readonly config?: JsonObject;
  readonly events?: readonly string[];
  readonly add_events?: readonly string[];
  readonly remove_events?: readonly string[];
  readonly active?: boolean;
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) throw new ApiError(422, `Invalid request.\n\n${problems.join("\n")}`);
}

const fields = { name: "string", config: "object", events: "array", active: "boolean" } as const;
const shapes: Readonly<Record<Level, Readonly<Record<"create" | "update", Shape>>>> = {
  organization: { create: { fields, required: ["name", "config"] }, update: { fields } },
  repository: {
    create: { fields, closed: true },
    update: { fields: { ...fields, add_events: "array", remove_events: "array" } },
  },
};

/** Checks the types of a hook's body as GitHub's JSON schemas do, before any rule of hooks. */
export function readHookBody(
  sent: JsonObject,
  level: Level,
  operation: "create" | "update",
): SentHook {
  const { config, ...others } = sent;
  // An empty config in PATCH is an absent one.
  const empty = operation === "update" && JSON.stringify(config) === "{}";
  const body = empty ? others : sent;
  const problems = problemsOf(body, shapes[level][operation]);
  // Documented as required for organizations, and for them alone.
  const required = level === "organization" ? ["url"] : [];
  if (isKind("object", config) && !empty)
    problems.push(...configProblems(config as JsonObject, { fields: configFields, required }));
  refuse(problems);
  return body as SentHook;
}

/** The same for `PATCH …/config`. */
export function readConfigBody(body: JsonObject, level: Level): JsonObject {
  refuse(configProblems(body, { fields: configFields, closed: level === "repository" }));
  return body;
}
