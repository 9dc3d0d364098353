import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Group, groupBy } from "../../model/group-by.ts";
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
  readonly ofOne: (action: Change | DeleteAction) => string | undefined;
  readonly ofMany: (hooks: number) => string;
  readonly help: string;
}

const ofChange =
  (say: (action: Change) => string | undefined): Warning["ofOne"] =>
  (action) =>
    action.kind === "delete" ? undefined : say(action);

const unsigned =
  "Deliveries will arrive unsigned, and what is removed cannot be brought back from GitHub.";

const rules: readonly Warning[] = [
  {
    code: "undeclared-secret-kept",
    ofOne: ofChange(keepsUndeclaredSecret),
    ofMany: (hooks) =>
      `${hooks} hooks have secrets that their entries do not declare, which these actions may lose or have GitHub sign with for another host`,
    help: "Declare it (`secret: NAME`) and every update supplies it; nobody can read it back from GitHub.",
  },
  {
    code: "unknown-config-dropped",
    ofOne: ofChange((action) => {
      const { id, unknownConfigKeys: keys } = action.live;
      if (keys.length === 0 || !replacesConfig(action)) return undefined;
      return `updating hook #${id} ${action.kind === "update" ? "drops" : "may drop"} what GitHub keeps for it under ${keys.map((key) => `"${key}"`).join(", ")}`;
    }),
    ofMany: (hooks) =>
      `updating ${hooks} hooks may drop what GitHub keeps for them under unknown keys`,
    help: "Such keys come from old integrations and cannot be sent again. Check that the receiver does without them.",
  },
  {
    code: "secret-removed",
    ofOne: ofChange(({ secret, live }) =>
      secret === "remove"
        ? `hook #${live.id} loses its secret, because its entry says \`secret: none\``
        : undefined,
    ),
    ofMany: (hooks) =>
      `${hooks} hooks lose their secrets, because their entries say \`secret: none\``,
    help: unsigned,
  },
  {
    code: "delivery-in-clear",
    ofOne: ofChange(({ changes, live }) =>
      changes.some(
        (change) =>
          change.field === "url" &&
          change.before.normalized().startsWith("https:") &&
          change.after.normalized().startsWith("http:"),
      )
        ? `hook #${live.id} moves from https:// to http://, so that its deliveries travel in clear`
        : undefined,
    ),
    ofMany: (hooks) =>
      `${hooks} hooks move from https:// to http://, so that their deliveries travel in clear`,
    help: "Anybody on the way can read and change them. Write https:// unless the receiver is on a network of its own.",
  },
  {
    code: "verification-off",
    ofOne: ofChange(({ changes, live }) =>
      changes.some(({ field, after }) => field === "insecure_ssl" && after === true)
        ? `hook #${live.id} stops verifying the certificate of its receiver (\`insecure_ssl: true\`)`
        : undefined,
    ),
    ofMany: (hooks) =>
      `${hooks} hooks stop verifying the certificates of their receivers (\`insecure_ssl: true\`)`,
    help: "Anyone between GitHub and the receiver can then read every delivery. Give the receiver a certificate that can be verified.",
  },
  {
    code: "successor-unsigned",
    ofOne: (action) =>
      action.kind === "delete" && action.live.hasSecret && action.successor?.secret.kind === "none"
        ? `hook #${action.live.id} has a secret and goes, and the hook that takes over has none (\`secret: none\`)`
        : undefined,
    ofMany: (hooks) =>
      `${hooks} hooks that have secrets go, and the hooks that take over have none`,
    help: unsigned,
  },
];

/** A plan that touches a hook whose secret nobody could put back. */
function keepsUndeclaredSecret({ kind, live, desired }: Change): string | undefined {
  if (!live.hasSecret || desired.secret.kind !== "undeclared") return undefined;
  const dangers = [
    ...(kind === "update"
      ? ["GitHub may drop it on this update, which leaves it out and is checked to have kept it"]
      : []),
    ...(desired.url.host() === live.url.host()
      ? []
      : ["GitHub will sign with it for another host"]),
  ];
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
  return rules.flatMap(({ code, ofOne, help }) => {
    const message = ofOne(action);
    return message === undefined
      ? []
      : [{ severity: "warning", code, message, help, position, scope }];
  });
}

/** So many warnings of one kind stand one by one. */
const few = 5;
/** So many hooks stand in the sentence that takes the place of more. */
const named = 3;

interface Found {
  readonly hook: string;
  readonly diagnostic: Diagnostic;
}

function found(action: Action): readonly Found[] {
  const id = action.kind === "create" ? "" : ` #${action.live.id}`;
  const hook = `${scopeName(action.scope)}${id}`;
  return warnings(action).map((diagnostic) => ({ hook, diagnostic }));
}

function joined(group: Group<Found>, sentence: string): Diagnostic {
  const { severity, code, help, position } = group[0].diagnostic;
  const place = JSON.stringify(position);
  const isOnePlace = group.every(({ diagnostic }) => JSON.stringify(diagnostic.position) === place);
  const hooks = group.slice(0, named).map(({ hook }) => hook);
  const message = `${sentence}: ${hooks.join(", ")} and ${group.length - named} more`;
  return { severity, code, message, help, ...(isOnePlace ? { position } : {}) };
}

/**
 * What a reader of the plan should know of its actions. What is true of many hooks is one sentence
 * with their number: hundreds of lines that say the same would hide the one that does not.
 */
export function summarizeWarnings(actions: readonly Action[]): readonly Diagnostic[] {
  const groups = groupBy(actions.flatMap(found), ({ diagnostic }) => diagnostic.code);
  return [...groups].flatMap(([code, group]) => {
    const rule = rules.find((one) => one.code === code);
    return rule === undefined || group.length <= few
      ? group.map(({ diagnostic }) => diagnostic)
      : [joined(group, rule.ofMany(group.length))];
  });
}
