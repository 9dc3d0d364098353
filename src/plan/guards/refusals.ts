import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Plan } from "../../model/plan.ts";

const codes: ReadonlySet<string> = new Set(["too-many-deletes", "too-many-changes", "event-limit"]);

/** The guards that a plan breaks: with any of them nothing of it may be written. */
export function refusals(plan: Plan): readonly Diagnostic[] {
  return plan.diagnostics.filter(({ severity, code }) => severity === "error" && codes.has(code));
}
