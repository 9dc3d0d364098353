import type { Diagnostic } from "../../model/diagnostic.ts";
import { someOf } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import {
  type Action,
  type CreateAction,
  changesConfig,
  type DeleteAction,
} from "../../model/plan.ts";
import { scopeName } from "../../model/scope.ts";
import { rotationUnrecorded } from "../matching/diff-hook.ts";

type Change = Exclude<Action, CreateAction | DeleteAction>;

/** What a reader of the plan should know of some actions beyond their fields. */
interface Warning {
  readonly code: string;
  /** About the hook of one action; undefined where there is nothing to say. */
  readonly ofChange?: (action: Change) => string | undefined;
  readonly ofDelete?: (action: DeleteAction) => string | undefined;
  readonly ofMany: (hooks: number) => string;
  readonly help: string;
}

const unsigned =
  "Deliveries will arrive unsigned, and what is removed cannot be brought back from GitHub.";

const rules: readonly Warning[] = [
  {
    code: "undeclared-secret-kept",
    ofChange: keepsUndeclaredSecret,
    ofMany: (hooks) =>
      `${hooks} hooks have secrets that their entries do not declare, which these actions may lose or have GitHub sign with for another host`,
    help: "Declare it (`secret: NAME`) and every update supplies it; nobody can read it back from GitHub.",
  },
  {
    code: "unknown-config-dropped",
    ofChange: (action) => {
      const { id, unknownConfigKeys: keys } = action.live;
      if (keys.length === 0 || !replacesConfig(action)) return undefined;
      return `updating hook #${id} ${action.kind === "update" ? "drops" : "may drop"} what GitHub keeps for it under ${keys.map((key) => `"${key}"`).join(", ")}`;
    },
    ofMany: (hooks) =>
      `updating ${hooks} hooks may drop what GitHub keeps for them under unknown keys`,
    help: "Such keys come from old integrations and cannot be sent again. Check that the receiver does without them.",
  },
  {
    code: "secret-removed",
    ofChange: ({ secret, live }) =>
      secret === "remove"
        ? `hook #${live.id} loses its secret, because its entry says \`secret: none\``
        : undefined,
    ofMany: (hooks) =>
      `${hooks} hooks lose their secrets, because their entries say \`secret: none\``,
    help: unsigned,
  },
  {
    code: "delivery-in-clear",
    ofChange: ({ changes, live }) =>
      changes.some(
        (change) =>
          change.field === "url" &&
          change.before.normalized().startsWith("https:") &&
          change.after.normalized().startsWith("http:"),
      )
        ? `hook #${live.id} moves from https:// to http://, so that its deliveries travel in clear`
        : undefined,
    ofMany: (hooks) =>
      `${hooks} hooks move from https:// to http://, so that their deliveries travel in clear`,
    help: "Anybody on the way can read and change them. Write https:// unless the receiver is on a network of its own.",
  },
  {
    code: "verification-off",
    ofChange: ({ changes, live }) =>
      changes.some(({ field, after }) => field === "insecure_ssl" && after === true)
        ? `hook #${live.id} stops verifying the certificate of its receiver (\`insecure_ssl: true\`)`
        : undefined,
    ofMany: (hooks) =>
      `${hooks} hooks stop verifying the certificates of their receivers (\`insecure_ssl: true\`)`,
    help: "Anyone between GitHub and the receiver can then read every delivery. Give the receiver a certificate that can be verified.",
  },
  {
    code: "successor-unsigned",
    ofDelete: ({ live, successor }) =>
      live.hasSecret && successor?.secret.kind === "none"
        ? `hook #${live.id} has a secret and goes, and the hook that takes over has none (\`secret: none\`)`
        : undefined,
    ofMany: (hooks) =>
      `${hooks} hooks that have secrets go, and the hooks that take over have none`,
    help: unsigned,
  },
];

/** A plan that touches a hook whose secret nobody could put back. */
function keepsUndeclaredSecret({ kind, live, desired }: Change): string | undefined {
  if (!live.hasSecret || desired.secret.kind !== "undeclared") return undefined;
  const isDropped = kind === "update";
  const isMoved = desired.url.host() !== live.url.host();
  const dangers = [
    isDropped &&
      "GitHub may drop it on this update, which leaves it out and is checked to have kept it",
    isMoved && "GitHub will sign with it for another host",
  ].filter((danger) => danger !== false);
  // Patching its config alone, without a new receiver, puts a secret at no risk.
  if (dangers.length === 0) return undefined;
  return `hook #${live.id} has a secret that its entry does not declare: ${dangers.join(", and ")}`;
}

/**
 * True where a request sends a `config`, which replaces everything GitHub holds there, or may have to:
 * a rotation that a `config-patch` leaves unrecorded is repeated as a full update.
 */
function replacesConfig(action: Change): boolean {
  const { kind, secret } = action;
  if (kind === "config-patch")
    return (
      (secret === "set" || secret === "rotate") && rotationUnrecorded(action.desired, action.live)
    );
  return secret === "none" ? changesConfig(action) : secret !== "keep";
}

export function warnings(action: Action): readonly Diagnostic[] {
  if (action.kind === "create" || action.blocked !== null) return [];
  const { position } = action;
  const scope = scopeName(action.scope);
  return rules.flatMap(({ code, ofChange, ofDelete, help }) => {
    const message = action.kind === "delete" ? ofDelete?.(action) : ofChange?.(action);
    if (message === undefined) return [];
    return [{ severity: "warning", code, message, help, position, scope }];
  });
}

/** So many warnings of one kind stand one by one. */
const few = 5;
/** So many hooks stand in the sentence that takes the place of more. */
const named = 3;

/**
 * What a reader of the plan should know of its actions. What is true of many hooks is one sentence
 * with their number: hundreds of lines that say the same would hide the one that does not.
 */
export function summarizeWarnings(actions: readonly Action[]): readonly Diagnostic[] {
  const found = actions.flatMap((action) =>
    warnings(action).map((warning) => ({ ...warning, id: action.live?.id })),
  );
  return [...groupBy(found, ({ code }) => code)].flatMap(([code, group]): readonly Diagnostic[] => {
    const rule = rules.find((one) => one.code === code);
    if (rule === undefined || group.length <= few)
      return group.map(({ id, ...warning }) => warning);
    const { severity, help, position } = group[0];
    const place = JSON.stringify(position);
    const isOnePlace = group.every((one) => JSON.stringify(one.position) === place);
    const hooks = group.map(({ scope, id }) => `${scope} #${id}`);
    const message = `${rule.ofMany(group.length)}: ${someOf(hooks, named)}`;
    return [{ severity, code, message, help, position: isOnePlace ? position : undefined }];
  });
}
