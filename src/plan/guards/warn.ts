import type { Diagnostic } from "../../model/diagnostic.ts";
import {
  type Action,
  type ConfigPatchAction,
  changesConfig,
  type DeleteAction,
  type UpdateAction,
} from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { rotationUnrecorded } from "../secret-change.ts";
import { adoptionWarning } from "./adoption-warning.ts";
import { verificationWarnings } from "./verification-warnings.ts";

/**
 * True where a request sends a `config`, which replaces everything GitHub holds there, or may have to:
 * a rotation that a `config-patch` leaves unrecorded is repeated as a full update.
 */
function replacesConfig(action: UpdateAction | ConfigPatchAction): boolean {
  if (action.kind === "config-patch")
    return (
      (action.secret === "set" || action.secret === "rotate") &&
      rotationUnrecorded(action.desired, action.live)
    );
  switch (action.secret) {
    case "set":
    case "rotate":
    case "resupply":
    case "remove":
      return true;
    case "none":
      return changesConfig(action);
    case "keep":
      return false;
    default:
      return action.secret satisfies never;
  }
}

/** What a reader of the plan should know about an action beyond its fields. */
export function warnings(action: Action): readonly Diagnostic[] {
  if (action.kind === "create" || action.blocked !== null) return [];
  if (action.kind === "delete") return successorWarning(action);
  const adopted = adoptionWarning(action);
  const found: Diagnostic[] = adopted === undefined ? [] : [adopted];
  const about = { severity: "warning", scope: scopeName(action.scope), position: action.position };
  const keys = action.live.unknownConfigKeys;
  if (keys.length > 0 && replacesConfig(action)) {
    found.push({
      ...about,
      severity: "warning",
      code: "unknown-config-dropped",
      message: `updating hook #${action.live.id} ${action.kind === "update" ? "drops" : "may drop"} what GitHub keeps for it under ${keys.map((key) => `"${key}"`).join(", ")}`,
      help: "Such keys come from old integrations and cannot be sent again. Check that the receiver does without them.",
    });
  }
  if (action.secret === "remove") {
    found.push({
      ...about,
      severity: "warning",
      code: "secret-removed",
      message: `hook #${action.live.id} loses its secret, because its entry says \`secret: none\``,
      help: "Deliveries will arrive unsigned, and what is removed cannot be brought back from GitHub.",
    });
  }
  for (const warning of verificationWarnings(action))
    found.push({ ...about, severity: "warning", ...warning });
  return found;
}

/** What took over from a hook that was signed may not be. */
function successorWarning({
  live,
  successor,
  scope,
  position,
}: DeleteAction): readonly Diagnostic[] {
  if (!live.hasSecret || successor?.secret.kind !== "none") return [];
  return [
    {
      severity: "warning",
      code: "successor-unsigned",
      scope: scopeName(scope),
      position,
      message: `hook #${live.id} has a secret and goes, and the hook that takes over has none (\`secret: none\`)`,
      help: "Deliveries will arrive unsigned, and what is removed cannot be brought back from GitHub.",
    },
  ];
}
