import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Action } from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";

/** Said in words where a plan touches a hook whose secret nobody could put back. */
export function adoptionWarning(action: Action): Diagnostic | undefined {
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
