import type { ChangeDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import { damageLevel } from "./damage.ts";
import type { AlertView } from "./report-view.ts";

/** What hooks that lose the check of their receiver's certificate have in common. */
interface Changing {
  readonly scope: string;
  readonly hook_id: number | null;
  readonly url: string;
  readonly changes: readonly ChangeDocument[];
  readonly blocked: string | null;
}

const order = { caution: 0, warning: 1 } as const;

/** Errors and damage first, then what could surprise; otherwise in the order given. */
export function alerts(
  diagnostics: readonly DiagnosticDocument[],
  changing: readonly Changing[] = [],
): readonly AlertView[] {
  const told = new Set(diagnostics.map(({ code }) => code));
  const unverified = told.has("verification-off")
    ? []
    : changing.filter(stopsVerifying).map(verificationAlert);
  // What stops the run is never what a short list leaves out.
  const errorsFirst = diagnostics.toSorted(
    (left, right) => Number(right.severity === "error") - Number(left.severity === "error"),
  );
  return [...errorsFirst.map(alert), ...unverified].toSorted(
    (left, right) => order[left.level] - order[right.level],
  );
}

function alert(diagnostic: DiagnosticDocument): AlertView {
  const { code, message, help = "", scope, source } = diagnostic;
  const place = source === undefined ? "" : `${source.file}:${source.line}`;
  return { level: damageLevel(diagnostic), code, message, help, where: scope ?? place };
}

function stopsVerifying({ changes, blocked }: Changing): boolean {
  return (
    blocked === null &&
    changes.some(({ field, after }) => field === "insecure_ssl" && after === true)
  );
}

function verificationAlert({ scope, hook_id: id, url }: Changing): AlertView {
  return {
    level: "caution",
    code: "verification-off",
    message: `${id === null ? "the new hook" : `hook #${id}`} for ${url} does not verify its receiver's certificate`,
    help: "Whoever stands between GitHub and the receiver can read and forge its deliveries. Leave out `insecure_ssl: true` unless that is meant.",
    where: scope,
  };
}
