import type { ChangeDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import type { AlertView, DamageLevel } from "./document-view.ts";
import { placeOf } from "./entry-view.ts";

/** Warnings of harm that nobody can take back, or of guards that are no longer there. */
const damaging: ReadonlySet<string> = new Set([
  "guard-lowered",
  "hook-abandoned",
  "secret-exchanged",
  "secret-removed",
  "undeclared-secret-kept",
  "verification-off",
]);

function damageLevel({ severity, code }: DiagnosticDocument): DamageLevel {
  return severity === "error" || damaging.has(code) ? "caution" : "warning";
}

/** What hooks that come without the check of their receiver's certificate have in common. */
interface Changing {
  readonly scope: string;
  readonly url: string;
  readonly changes: readonly ChangeDocument[];
  readonly blocked: string | null;
}

/** So many new hooks are warned of one by one. */
const few = 5;

const order = { caution: 0, warning: 1 } as const;

/** Errors and damage first, then what could surprise; otherwise in the order given. */
export function alerts(
  diagnostics: readonly DiagnosticDocument[],
  changing: readonly Changing[] = [],
): readonly AlertView[] {
  // What stops the run is never what a short list leaves out.
  const errorsFirst = diagnostics.toSorted(
    (left, right) => Number(right.severity === "error") - Number(left.severity === "error"),
  );
  return [...errorsFirst.map(alert), ...unverified(changing)].toSorted(
    (left, right) => order[left.level] - order[right.level],
  );
}

function alert(diagnostic: DiagnosticDocument): AlertView {
  const { code, message, help = "", scope, source } = diagnostic;
  const place = placeOf(source ?? null);
  return { level: damageLevel(diagnostic), code, message, help, where: scope ?? place };
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

function unverified(changing: readonly Changing[]): readonly AlertView[] {
  const found = changing.filter(comesUnverified);
  const common = {
    level: "caution",
    code: "verification-off",
    help: "Anyone between GitHub and the receiver can read and forge its deliveries. Remove `insecure_ssl: true` unless it is intended.",
  } as const;
  if (found.length > few) {
    const message = `${found.length} new hooks do not verify their receivers' certificates`;
    return [{ ...common, message, where: "" }];
  }
  return found.map(({ scope, url }) => ({
    ...common,
    message: `the new hook for ${url} does not verify its receiver's certificate`,
    where: scope,
  }));
}

/** What the documents of plans and of drift say of how they were made. */
interface Made {
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly targets: readonly string[];
  readonly digest?: string;
}

/** How a document was made, with its digest last: readers of the file can see that it is the one. */
export function documentFacts(
  document: Made,
  further: readonly (readonly [string, string])[] = [],
): readonly (readonly [string, string])[] {
  const { targets } = document;
  const more = targets.length - 5;
  return [
    ["Created", document.created_at],
    ["Tool", `hookfleet ${document.tool_version}`],
    ["API", document.api_url],
    ...(targets.length === 0
      ? []
      : [
          [
            "Targets",
            targets.slice(0, 5).join(", ") + (more > 0 ? ` and ${more} more` : ""),
          ] as const,
        ]),
    ...further,
    ...(document.digest === undefined ? [] : [["Digest", document.digest] as const]),
  ];
}
