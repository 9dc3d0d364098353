import type { DriftDocument } from "../../model/drift-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import { driftDigest } from "./digest.ts";
import { isListOf, isObject, readEnvelope, type SavedFormat } from "./read-envelope.ts";

const saved: SavedFormat = {
  format: "hookfleet.drift/1",
  name: "a drift report",
  codes: { other: "not-a-drift-report", version: "drift-format" },
  command: "hookfleet drift --out drift.json",
};

const kinds = ["missing", "changed", "unmanaged", "superseded", "blocked", "unhealthy"] as const;

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === "string";
}

function isHealth(value: unknown): boolean {
  return (
    value === null ||
    (isObject(value) &&
      (value["code"] === null || typeof value["code"] === "number") &&
      isTextOrNull(value["status"]) &&
      isTextOrNull(value["message"]))
  );
}

function isPlace(value: unknown): boolean {
  return isObject(value) && typeof value["file"] === "string" && typeof value["line"] === "number";
}

function isEntry(value: unknown): boolean {
  return (
    isObject(value) &&
    (kinds as readonly unknown[]).includes(value["kind"]) &&
    (value["hook_id"] === null || typeof value["hook_id"] === "number") &&
    isListOf(value["changes"], "field") &&
    isTextOrNull(value["secret_ref"]) &&
    isTextOrNull(value["blocked"]) &&
    Array.isArray(value["requests"]) &&
    value["requests"].every((request) => typeof request === "string") &&
    isHealth(value["health"]) &&
    (value["source"] === null || isPlace(value["source"]))
  );
}

/** True where everything that a reader looks at has the shape it needs. */
function hasShape(value: Readonly<Record<string, unknown>>): boolean {
  const { complete, targets, drift, diagnostics } = value;
  return (
    typeof complete === "boolean" &&
    ["api_url", "config_digest", "created_at", "tool_version"].every(
      (key) => typeof value[key] === "string",
    ) &&
    Array.isArray(targets) &&
    targets.every((target) => typeof target === "string") &&
    isListOf(diagnostics, "severity", "code", "message") &&
    isListOf(drift, "kind", "scope", "url", "secret", "reason") &&
    (drift as readonly unknown[]).every(isEntry)
  );
}

/** The counts that a reader looks at first have to be those of the entries below. */
function countsHold({ drift }: DriftDocument, summary: unknown): boolean {
  return (
    isObject(summary) &&
    kinds.every((kind) => summary[kind] === drift.filter((entry) => entry.kind === kind).length)
  );
}

/**
 * Reads a saved drift report and holds it against its own digest, so that nobody is told of a drift
 * that nobody saw.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `not-a-drift-report`, `drift-format`, `drift-altered`
 */
export function parseDriftFile(text: string, file: string): DriftDocument {
  const value = readEnvelope(text, file, saved);
  // Its shape is checked in the next line, before anything is done with it.
  const document = value as unknown as DriftDocument;
  if (
    !hasShape(value) ||
    driftDigest(document) !== value["digest"] ||
    !countsHold(document, value["summary"])
  ) {
    throw new HookfleetError("drift-altered", `${file} does not hash to its own digest`, {
      help: `It was changed or damaged after it was saved. Save one with \`${saved.command}\`.`,
    });
  }
  return document;
}
