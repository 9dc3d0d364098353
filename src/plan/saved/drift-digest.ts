import type { DriftDocument, DriftEntryDocument } from "../../model/drift-document.ts";
import { sha256 } from "./digest.ts";

/** The part of a drift report that its digest covers. */
export type DigestedDrift = Pick<
  DriftDocument,
  "api_url" | "targets" | "complete" | "drift" | "diagnostics"
>;

function shown(entry: DriftEntryDocument): unknown {
  const { kind, scope, hook_id, url, changes, secret, secret_ref, reason, blocked } = entry;
  const fields = changes.map(({ field, before, after }) => [field, before, after]);
  // What a receiver said beside its code is wording, and often holds a time or a number of its own.
  const health = entry.health === null ? null : [entry.health.code, entry.health.status];
  const what = [kind, scope.toLowerCase(), hook_id, url, fields, secret, secret_ref];
  return [what, reason, blocked, entry.requests, health];
}

/** In one order whoever made the list, so that the same drift is the same text. */
function sorted(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).toSorted();
}

/**
 * The digest of a drift report, from its document, so that a file can be held against its own: equal
 * for the same hooks that have moved in the same way and the same scopes that could not be read,
 * whatever the order, the time, the wording, and whatever line of a file asks for a hook.
 */
export function driftDigest(document: DigestedDrift): string {
  const { api_url, targets, complete, drift, diagnostics } = document;
  const errors = diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ code, scope }) => [code, scope?.toLowerCase() ?? null]);
  return sha256([
    "drift",
    api_url,
    complete,
    sorted(targets),
    sorted(drift.map(shown)),
    sorted(errors),
  ]);
}
