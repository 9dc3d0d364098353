import { compareStrings } from "../../model/compare-strings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type {
  DriftDocument,
  DriftEntryDocument,
  DriftKind,
  DriftSummary,
} from "../../model/drift-document.ts";
import type { Plan } from "../../model/plan.ts";
import type { VerifiedHook } from "../../model/verification.ts";
import { compareDiagnostics } from "../diagnostics/compare-diagnostics.ts";
import { diagnosticDocument } from "./diagnostic-document.ts";
import { driftEntries } from "./drift-entries.ts";

/** What a drift report says beyond the plan. */
export interface DriftMeta {
  readonly toolVersion: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly apiUrl: string;
  readonly configDigest: string;
  /** As given with `--target`. */
  readonly targets: readonly string[];
  /** How the planner's side hashes the document. */
  readonly digest: (document: DriftDocument) => string;
  /** What `apply` would refuse the plan for: no errors here, because nothing is to be written. */
  readonly refusals: readonly Diagnostic[];
  readonly showUrls: boolean;
  /** What was found of managed secrets, where they were looked at. */
  readonly verified?: readonly VerifiedHook[];
}

const kinds: readonly DriftKind[] = [
  "missing",
  "changed",
  "unmanaged",
  "superseded",
  "blocked",
  "unhealthy",
];

function compareEntries(left: DriftEntryDocument, right: DriftEntryDocument): number {
  return (
    kinds.indexOf(left.kind) - kinds.indexOf(right.kind) ||
    compareStrings(left.scope.toLowerCase(), right.scope.toLowerCase()) ||
    compareStrings(left.url, right.url) ||
    (left.hook_id ?? 0) - (right.hook_id ?? 0) ||
    // Masks can make two URLs one, and what is missing has no id yet.
    compareStrings(JSON.stringify(left), JSON.stringify(right))
  );
}

function driftSummary(entries: readonly DriftEntryDocument[]): DriftSummary {
  const count = (kind: DriftKind): number => entries.filter((entry) => entry.kind === kind).length;
  return {
    missing: count("missing"),
    changed: count("changed"),
    unmanaged: count("unmanaged"),
    superseded: count("superseded"),
    blocked: count("blocked"),
    unhealthy: count("unhealthy"),
  };
}

/**
 * What has moved since, as plain data for {@link renderJson}: nothing secret in it, URLs masked. The
 * same fleet gives the same document, but for the time.
 */
export function driftDocument(plan: Plan, meta: DriftMeta): DriftDocument {
  const drift = driftEntries(plan, meta.showUrls, meta.verified).toSorted(compareEntries);
  const refused = new Set(meta.refusals);
  const diagnostics = plan.diagnostics.map((diagnostic) =>
    refused.has(diagnostic) ? { ...diagnostic, severity: "warning" as const } : diagnostic,
  );
  const document: DriftDocument = {
    format: "hookfleet.drift/1",
    tool_version: meta.toolVersion,
    created_at: meta.createdAt,
    api_url: meta.apiUrl,
    config_digest: meta.configDigest,
    targets: meta.targets.toSorted(compareStrings),
    complete: plan.complete,
    digest: "",
    summary: driftSummary(drift),
    drift,
    diagnostics: diagnostics.toSorted(compareDiagnostics).map(diagnosticDocument),
  };
  return { ...document, digest: meta.digest(document) };
}
