import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Plan } from "../../model/plan.ts";
import { compareDiagnostics } from "../diagnostics/compare-diagnostics.ts";

/** Everything that a plan warns of or refuses for, sorted. */
export function planDiagnostics(plan: Plan): readonly Diagnostic[] {
  return plan.diagnostics.toSorted(compareDiagnostics);
}
