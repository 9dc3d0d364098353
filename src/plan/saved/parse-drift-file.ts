import type { DriftDocument } from "../../model/drift-document.ts";
import { HookfleetError } from "../../model/errors.ts";
import { driftDigest } from "./digest.ts";
import { hasShape, isObject, readEnvelope, type SavedFormat, type Shape } from "./read-envelope.ts";

const saved: SavedFormat = {
  format: "hookfleet.drift/1",
  name: "a drift report",
  codes: { other: "not-a-drift-report", version: "drift-format" },
  command: "hookfleet drift --out drift.json",
};

const kinds = ["missing", "changed", "unmanaged", "superseded", "blocked", "unhealthy"] as const;

const health: Shape = { code: "number|null", "status message": "string|null" };
const place: Shape = { file: "string", line: "number" };

const shape: Shape = {
  "api_url config_digest created_at tool_version": "string",
  complete: "boolean",
  targets: ["string"],
  diagnostics: [{ "severity code message": "string" }],
  drift: [
    {
      kind: (value) => kinds.some((kind) => kind === value),
      "scope url secret reason": "string",
      hook_id: "number|null",
      changes: [{ field: "string" }],
      "secret_ref blocked": "string|null",
      requests: ["string"],
      health: (value) => value === null || hasShape(value, health),
      source: (value) => value === null || hasShape(value, place),
    },
  ],
};

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
    !hasShape(value, shape) ||
    driftDigest(document) !== value["digest"] ||
    !countsHold(document, value["summary"])
  ) {
    throw new HookfleetError("drift-altered", `${file} does not hash to its own digest`, {
      help: `It was changed or damaged after it was saved. Save one with \`${saved.command}\`.`,
    });
  }
  return document;
}
