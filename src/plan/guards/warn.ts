import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import {
  type Action,
  type ConfigPatchAction,
  changesConfig,
  type DeleteAction,
  type UpdateAction,
} from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { rotationUnrecorded } from "../matching/diff-hook.ts";

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

type Warning = Pick<Diagnostic, "code" | "message" | "help">;

/** Said in words where a change makes it easier for others to read what GitHub delivers. */
export function verificationWarnings({
  changes,
  live,
}: UpdateAction | ConfigPatchAction): readonly Warning[] {
  return changes.flatMap((change): readonly Warning[] => {
    if (change.field === "insecure_ssl" && change.after)
      return [
        {
          code: "verification-off",
          message: `hook #${live.id} stops verifying the certificate of its receiver (\`insecure_ssl: true\`)`,
          help: "Anyone between GitHub and the receiver can then read every delivery. Give the receiver a certificate that can be verified.",
        },
      ];
    const leavesTls =
      change.field === "url" &&
      change.before.normalized().startsWith("https:") &&
      change.after.normalized().startsWith("http:");
    if (!leavesTls) return [];
    return [
      {
        code: "delivery-in-clear",
        message: `hook #${live.id} moves from https:// to http://, so that its deliveries travel in clear`,
        help: "Anybody on the way can read and change them. Write https:// unless the receiver is on a network of its own.",
      },
    ];
  });
}

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

/** So many warnings of one kind are told one by one. */
const few = 5;
/** So many hooks stand in the sentence that is told in place of more. */
const named = 3;

const sentences: ReadonlyMap<string, (hooks: number) => string> = new Map([
  [
    "secret-removed",
    (hooks) => `${hooks} hooks lose their secrets, because their entries say \`secret: none\``,
  ],
  [
    "undeclared-secret-kept",
    (hooks) =>
      `${hooks} hooks have secrets that their entries do not declare, which these actions may lose or have GitHub sign with for another host`,
  ],
  [
    "successor-unsigned",
    (hooks) => `${hooks} hooks that have secrets go, and the hooks that take over have none`,
  ],
  [
    "verification-off",
    (hooks) =>
      `${hooks} hooks stop verifying the certificates of their receivers (\`insecure_ssl: true\`)`,
  ],
  [
    "delivery-in-clear",
    (hooks) =>
      `${hooks} hooks move from https:// to http://, so that their deliveries travel in clear`,
  ],
  [
    "unknown-config-dropped",
    (hooks) => `updating ${hooks} hooks may drop what GitHub keeps for them under unknown keys`,
  ],
]);

interface Found {
  readonly hook: string;
  readonly diagnostic: Diagnostic;
}

function found(action: Action): readonly Found[] {
  const id = action.kind === "create" ? "" : ` #${action.live.id}`;
  const hook = `${scopeName(action.scope)}${id}`;
  return warnings(action).map((diagnostic) => ({ hook, diagnostic }));
}

function joined(
  group: readonly Found[],
  sentence: (hooks: number) => string,
): readonly Diagnostic[] {
  const [first] = group;
  if (first === undefined) return [];
  const { severity, code, help, position } = first.diagnostic;
  const place = JSON.stringify(position);
  const isOnePlace = group.every(({ diagnostic }) => JSON.stringify(diagnostic.position) === place);
  const hooks = group.slice(0, named).map(({ hook }) => hook);
  const message = `${sentence(group.length)}: ${hooks.join(", ")} and ${group.length - named} more`;
  return [{ severity, code, message, help, ...(isOnePlace ? { position } : {}) }];
}

/**
 * What a reader of the plan should know of its actions. What is true of many hooks is one sentence
 * with their number: hundreds of lines that say the same would hide the one that does not.
 */
export function summarizeWarnings(actions: readonly Action[]): readonly Diagnostic[] {
  const groups = groupBy(actions.flatMap(found), ({ diagnostic }) => diagnostic.code);
  return [...groups].flatMap(([code, group]) => {
    const sentence = sentences.get(code);
    if (sentence === undefined || group.length <= few)
      return group.map(({ diagnostic }) => diagnostic);
    return joined(group, sentence);
  });
}
