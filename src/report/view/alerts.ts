import type { ChangeDocument, DiagnosticDocument } from "../../model/plan-document.ts";
import { damageLevel } from "./damage.ts";
import type { AlertView } from "./report-view.ts";

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
  const place = source === undefined ? "" : `${source.file}:${source.line}`;
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
    help: "Whoever stands between GitHub and the receiver can read and forge its deliveries. Leave out `insecure_ssl: true` unless that is meant.",
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
