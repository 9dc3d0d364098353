import { allDriftKinds, type DriftDocument } from "../../model/drift-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import { groupBy } from "../../model/group-by.ts";
import { isNestedDeeply, isObject, type JsonObject } from "../../model/json-object.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { type DigestedPlan, driftDigest, planDigest, scopeDigest } from "./digest.ts";

/**
 * What a value has to be: the name of its type (`number|null`), `[a list of such]`, `{ "some keys": one }`
 * at least, or what a function takes.
 */
export type Shape =
  | string
  | ((value: unknown) => boolean)
  | readonly [Shape]
  | { readonly [keys: string]: Shape };

/** Compiled, because a plan may have any number of actions. */
function shaped(shape: Shape): (value: unknown) => boolean {
  if (typeof shape === "function") return shape;
  if (typeof shape === "string") {
    const types = new Set(shape.split("|"));
    return (value) => types.has(value === null ? "null" : typeof value);
  }
  if (isItems(shape)) {
    const isOne = shaped(shape[0]);
    return (value) => Array.isArray(value) && value.every((item) => isOne(item));
  }
  const entries = Object.entries(shape).flatMap(([keys, one]) => {
    const isOne = shaped(one);
    return keys.split(" ").map((key) => [key, isOne] as const);
  });
  return (value) => isObject(value) && entries.every(([key, isOne]) => isOne(value[key]));
}

/** The same for a whole document, of whose type nothing else may be relied on. */
export function documentShaped<Document>(shape: Shape): (value: unknown) => value is Document {
  const isWhole = shaped(shape);
  return (value): value is Document => isWhole(value);
}

export function optional(shape: Shape): Shape {
  const isThere = shaped(shape);
  return (value) => value === undefined || isThere(value);
}

export function orNull(shape: Shape): Shape {
  const isThere = shaped(shape);
  return (value) => value === null || isThere(value);
}

/** The counts that a reader looks at first have to be those of what stands below. */
export function countsHold(
  summary: unknown,
  found: readonly string[],
  keys: readonly string[],
): boolean {
  return (
    isObject(summary) &&
    keys.every((key) => summary[key] === found.filter((one) => one === key).length)
  );
}

const isItems = (shape: Shape): shape is readonly [Shape] => Array.isArray(shape);

/** A kind of document that a command saves and another one reads. */
export interface SavedFormat {
  readonly format: `hookfleet.${string}/${number}`;
  /** With its article. */
  readonly name: string;
  /** The codes for what is no such document, and for one of another version. */
  readonly codes: { readonly other: string; readonly version: string };
  readonly command: string;
}

/**
 * Reads a saved document as far as all are alike: it is JSON, and of a format that is known here.
 *
 * @param text of the file
 * @param file how the file is called in the error
 */
export function readEnvelope(
  text: string,
  file: string,
  { format, name, codes, command }: SavedFormat,
): JsonObject {
  const refuse = (code: string, what: string, why = ""): HookfleetError =>
    new HookfleetError(code, `${file} ${what}`, {
      help: `${why}To save ${name}, run \`${command}\`.`,
    });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refuse(codes.other, "is not JSON: it may be cut off");
  }
  if (!isObject(value) || typeof value["format"] !== "string" || isNestedDeeply(value))
    throw refuse(codes.other, `is not ${name} of hookfleet`);
  const found = value["format"];
  if (found === format) return value;
  if (found === "hookfleet.diagnostics/1")
    throw refuse(codes.other, `holds an error in place of ${name}`, "The file says what failed. ");
  if (found.startsWith("hookfleet.") && !found.startsWith(format.replace(/\d+$/, "")))
    throw refuse(codes.other, `is not ${name}`, "It is another kind of hookfleet document. ");
  throw refuse(
    codes.version,
    `is not in the format ${format}`,
    "Another version of hookfleet wrote it. ",
  );
}

const savedPlan: SavedFormat = {
  format: "hookfleet.plan/1",
  name: "a plan",
  codes: { other: "not-a-plan", version: "plan-format" },
  command: "hookfleet plan --out plan.json",
};

/** Of hooks that only stay; files of an earlier version have none. */
const staying = {
  events: optional(["string"]),
  updated_at: "string|null|undefined",
};

/** Of an action and of an entry of a drift report alike. */
const entry: Readonly<Record<string, Shape>> = {
  changes: [{ field: "string", "before after": (value) => value !== undefined }],
  hook_id: "number|null",
  requests: ["string"],
  "secret_ref blocked": "string|null",
  source: orNull({ file: "string", line: "number" }),
};

const isPlan = documentShaped<PlanDocument>({
  "api_url config_digest created_at tool_version": "string",
  complete: "boolean",
  offline: (value) => value === undefined || value === true,
  targets: ["string"],
  scopes: [{ "scope digest": "string" }],
  actions: [
    {
      ...entry,
      "kind scope url secret reason fingerprint": "string",
    },
  ],
  unmanaged: [{ "scope url": "string", hook_id: "number", ...staying }],
  // Plans of an earlier version have none.
  rotations: optional([
    {
      "secret_ref rotated_at": "string",
      "due blocked writes": "number",
      done: [{ "scope url": "string", updated_at: "string|null" }],
    },
  ]),
  diagnostics: [{ "severity code message": "string" }],
  limits: optional({ max_deletes: "number", max_changes: "number|null" }),
  rate_limit: { requests_to_apply: "number" },
});

const counted = ["create", "update", "config_patch", "delete", "blocked"];

function digestsHold(plan: DigestedPlan, digest: unknown): boolean {
  const actions = groupBy(plan.actions, ({ scope }) => scope.toLowerCase());
  const scopesHold = plan.scopes.every(({ scope, digest: own }) => {
    const expected = (actions.get(scope.toLowerCase()) ?? []).map((action) => action.fingerprint);
    return own === scopeDigest(scope, expected);
  });
  return scopesHold && planDigest(plan) === digest;
}

/**
 * Refuses a saved plan that is not what its own digests say.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `plan-altered`
 */
export function refuseAltered(plan: PlanDocument, file: string): void {
  const found = plan.actions.map(({ kind, blocked }) =>
    blocked === null ? kind.replace("-", "_") : "blocked",
  );
  if (digestsHold(plan, plan.digest) && countsHold(plan.summary, found, counted)) return;
  throw altered(file);
}

function altered(file: string): HookfleetError {
  return new HookfleetError("plan-altered", `${file} does not hash to its own digest`, {
    help: "It was changed or damaged after it was saved, so nothing of it is carried out. Save and review the plan again.",
  });
}

/**
 * Reads a saved plan and holds it against its own digests, so that a file that was edited can do
 * nothing at all.
 *
 * @param text what the file holds
 * @param file how the file is called in the error
 * @throws HookfleetError `not-a-plan`, `plan-format`, `plan-altered`
 */
export function parsePlanFile(text: string, file: string): PlanDocument {
  const plan: unknown = readEnvelope(text, file, savedPlan);
  if (!isPlan(plan)) throw altered(file);
  refuseAltered(plan, file);
  return plan;
}

const savedDrift: SavedFormat = {
  format: "hookfleet.drift/1",
  name: "a drift report",
  codes: { other: "not-a-drift-report", version: "drift-format" },
  command: "hookfleet drift --out drift.json",
};

const isDrift = documentShaped<DriftDocument>({
  "api_url config_digest created_at tool_version": "string",
  complete: "boolean",
  targets: ["string"],
  diagnostics: [{ "severity code message": "string" }],
  drift: [
    {
      ...entry,
      ...staying,
      kind: (value) => allDriftKinds.some((kind) => kind === value),
      "scope url secret reason": "string",
      health: orNull({ code: "number|null", "status message": "string|null" }),
    },
  ],
});

/**
 * Reads a saved drift report and holds it against its own digest, so that nobody is told of a drift
 * that nobody saw.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `not-a-drift-report`, `drift-format`, `drift-altered`
 */
export function parseDriftFile(text: string, file: string): DriftDocument {
  const document: unknown = readEnvelope(text, file, savedDrift);
  if (isDrift(document) && driftDigest(document) === document.digest) {
    const kinds = document.drift.map(({ kind }) => kind);
    if (countsHold(document.summary, kinds, allDriftKinds)) return document;
  }
  throw new HookfleetError("drift-altered", `${file} does not hash to its own digest`, {
    help: `It was changed or damaged after it was saved. To save it again, run \`${savedDrift.command}\`.`,
  });
}
