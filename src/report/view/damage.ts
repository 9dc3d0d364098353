import type { DiagnosticDocument } from "../../model/plan-document.ts";

/** `caution` is damage, or what stops the run; `warning` is what could surprise. */
export type DamageLevel = "caution" | "warning";

/** Warnings of harm that nobody can take back, or of guards that are no longer there. */
const damaging: ReadonlySet<string> = new Set([
  "guard-lowered",
  "hook-abandoned",
  "secret-exchanged",
  "secret-removed",
  "undeclared-secret-kept",
  "verification-off",
]);

export function damageLevel({ severity, code }: DiagnosticDocument): DamageLevel {
  return severity === "error" || damaging.has(code) ? "caution" : "warning";
}
