import type { Diagnostic } from "../model/diagnostic.ts";
import type { Action, Plan } from "../model/plan.ts";
import { scopeName } from "../model/scope.ts";
import { compareDiagnostics } from "./compare-diagnostics.ts";

/**
 * Everything that a plan has to warn of: its own diagnostics, and in words where it touches a hook
 * whose secret nobody could put back. A warning that the plan has itself is not repeated. Sorted.
 */
export function planDiagnostics(plan: Plan): readonly Diagnostic[] {
  const told = new Set(plan.diagnostics.map(({ code, scope }) => `${code} ${scope ?? ""}`));
  const adopted = plan.actions
    .map(adoptionWarning)
    .filter((warning) => warning !== undefined)
    .filter(({ code, scope }) => !told.has(`${code} ${scope ?? ""}`));
  return [...plan.diagnostics, ...adopted].toSorted(compareDiagnostics);
}

function adoptionWarning(action: Action): Diagnostic | undefined {
  if (action.kind === "create" || action.kind === "delete" || action.blocked !== null) return;
  const { live, desired } = action;
  if (!live.hasSecret || desired.secret.kind !== "undeclared") return undefined;
  const movesHost = desired.url.host() !== live.url.host();
  // Patching its config alone, without a new receiver, puts a secret at no risk.
  if (action.kind === "config-patch" && !movesHost) return undefined;
  const dangers = [
    ...(action.kind === "update"
      ? ["GitHub may drop it on this update, which leaves it out and is checked to have kept it"]
      : []),
    ...(movesHost ? ["GitHub will sign with it for another host"] : []),
  ];
  return {
    severity: "warning",
    code: "undeclared-secret-kept",
    message: `hook #${live.id} has a secret that its entry does not declare: ${dangers.join(", and ")}`,
    help: "Declare it (`secret: NAME`) and every update supplies it; nobody can read it back from GitHub.",
    position: action.position,
    scope: scopeName(action.scope),
  };
}
