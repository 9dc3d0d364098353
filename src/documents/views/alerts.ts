import type { Diagnostic } from "../../model/diagnostic.ts";
import { someOf } from "../../model/format.ts";
import type { ActionDocument, DocumentHeader } from "../../model/plan-document.ts";
import {
  describeDiagnosticPlaces,
  type FoldedDiagnostic,
  foldDiagnostics,
  isCaution,
  isSummary,
  saysTheSame,
} from "../diagnostic-document.ts";
import type { AlertView, NoteView } from "./document-view.ts";
import { placeOf } from "./entry-view.ts";

type Changing = Pick<ActionDocument, "scope" | "url" | "changes" | "blocked">;

/** So many new hooks are warned of one by one. */
const few = 5;

/** Errors and damage first, then what could surprise; otherwise in the order given. */
export function alerts(
  diagnostics: readonly Diagnostic[],
  changing: readonly Changing[] = [],
): readonly AlertView[] {
  const all = [...diagnostics, ...unverified(changing)];
  const weight = (diagnostic: Diagnostic): number =>
    // What stops the run is never what a short list leaves out.
    diagnostic.severity === "error" ? 0 : isCaution(diagnostic) ? 1 : 2;
  const sorted = all.toSorted((left, right) => weight(left) - weight(right));
  return foldDiagnostics(sorted).map((diagnostic) => ({
    level: isCaution(diagnostic) ? "caution" : "warning",
    code: diagnostic.code,
    message: messageOf(diagnostic),
    help: diagnostic.help ?? "",
    where: whereOf(diagnostic),
    diagnostics: [diagnostic, ...diagnostic.others],
  }));
}

/** The sentence of one is not said of the places of others that say something else. */
function messageOf(diagnostic: FoldedDiagnostic): string {
  const { message, others } = diagnostic;
  return isSummary(diagnostic) || saysTheSame(diagnostic)
    ? message
    : `${message}; and ${others.length} more like it: ${describeDiagnosticPlaces(others)}`;
}

function whereOf(diagnostic: FoldedDiagnostic): string {
  const { others, scope, scopes, position } = diagnostic;
  if (scopes !== undefined) return "";
  const own = scope ?? placeOf(position ?? null);
  if (others.length === 0 || !saysTheSame(diagnostic)) return own;
  return [own, describeDiagnosticPlaces(others)].join(", ");
}

/** New hooks alone: of those that stop verifying, the planner warns itself. */
function comesUnverified({ changes, blocked }: Changing): boolean {
  return (
    blocked === null &&
    changes.some(
      ({ field, before, after }) => field === "insecure_ssl" && before === null && after === true,
    )
  );
}

function unverified(changing: readonly Changing[]): readonly Diagnostic[] {
  const found = changing.filter(comesUnverified);
  const common = {
    severity: "warning",
    code: "verification-off",
    help: "Anyone between GitHub and the receiver can read and forge its deliveries. Remove `insecure_ssl: true` unless it is intended.",
  } as const;
  if (found.length > few) {
    const message = `${found.length} new hooks do not verify their receivers' certificates`;
    return [{ ...common, message }];
  }
  return found.map(({ scope, url }) => ({
    ...common,
    message: `the new hook for ${url} does not verify its receiver's certificate`,
    scope,
  }));
}

/** What is true of a whole report: sentences, of which empty ones have nothing to say. */
export function notes(
  told: readonly (readonly [tone: NoteView["tone"], text: string])[],
): readonly NoteView[] {
  return told.filter(([, text]) => text !== "").map(([tone, text]) => ({ text, tone }));
}

/** How a document was made, with its digest last: readers of the file can see that it is the one. */
export function documentFacts(
  document: Pick<DocumentHeader, "tool_version" | "created_at" | "api_url" | "targets"> &
    Partial<Pick<DocumentHeader, "digest">>,
  further: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const { targets, digest } = document;
  return [
    ["Created", document.created_at],
    ["Tool", `hookfleet ${document.tool_version}`],
    ["API", document.api_url],
    ...(targets.length === 0 ? [] : [["Targets", someOf(targets, 5)] as const]),
    ...further,
    ...(digest === undefined ? [] : [["Digest", digest] as const]),
  ];
}
