import type { Diagnostic } from "../model/diagnostic.ts";
import { HookfleetError } from "../model/errors.ts";
import type { Action, Plan } from "../model/plan.ts";
import { scopeName } from "../model/scope.ts";
import { type Secret, secretFault } from "../model/secret.ts";
import {
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "../model/secret-reference.ts";

/** Values by {@link secretSourceKey}: two names for one source are read once. */
export type ResolvedSecrets = ReadonlyMap<string, Secret>;

/** The managed secret of the hook that the action writes, whether or not it travels. */
export function managedSecret(action: Action): SecretDefinition | undefined {
  if (action.kind === "delete" || action.desired.secret.kind !== "managed") return undefined;
  return action.desired.secret.secret;
}

/** The managed secret of the hook that the action writes, with its value; undefined where it has none. */
export function managedValue(
  action: Action,
  secrets: ResolvedSecrets,
): { readonly secretRef: string; readonly secret: Secret } | undefined {
  const definition = managedSecret(action);
  const secret = definition && secrets.get(secretSourceKey(definition.source));
  return definition && secret && { secretRef: definition.ref, secret };
}

/** The secret whose value the action's requests carry; undefined where none travels. */
export function secretToSend(action: Action): SecretDefinition | undefined {
  if (action.kind === "delete") return undefined;
  const { secret } = action;
  const travels = secret === "set" || secret === "rotate" || secret === "resupply";
  return travels ? managedSecret(action) : undefined;
}

/**
 * Reads every secret that the plan will send, before anything is written, so that a missing one
 * cannot stop a run half-way. All problems come at once, each naming a scope that needs the secret.
 *
 * @param read reads one source, or throws a HookfleetError that does not hold the value
 * @param options `toVerify`: those as well that are not sent and are to be proved
 */
export async function resolveSecrets(
  plan: Pick<Plan, "actions">,
  read: (source: SecretSource) => Promise<Secret>,
  { toVerify = false }: { readonly toVerify?: boolean } = {},
): Promise<{ readonly secrets: ResolvedSecrets; readonly problems: readonly Diagnostic[] }> {
  const needed = new Map<string, { secret: SecretDefinition; users: Action[] }>();
  const secretOf = toVerify ? managedSecret : secretToSend;
  for (const action of plan.actions) {
    const secret = action.blocked === null ? secretOf(action) : undefined;
    if (secret === undefined) continue;
    const entry = needed.get(secretSourceKey(secret.source));
    if (entry === undefined)
      needed.set(secretSourceKey(secret.source), { secret, users: [action] });
    else entry.users.push(action);
  }
  const secrets = new Map<string, Secret>();
  const problems: Diagnostic[] = [];
  for (const [key, { secret, users }] of needed) {
    try {
      const value = await read(secret.source);
      const fault = secretFault(value.reveal());
      if (fault !== undefined)
        throw new HookfleetError(fault.code, `${secret.ref} ${fault.why}`, { help: fault.help });
      secrets.set(key, value);
    } catch (error) {
      if (!(error instanceof HookfleetError)) throw error;
      const first = users[0] === undefined ? "" : scopeName(users[0].scope);
      const who = users.length === 1 ? "a hook of" : `${users.length} hooks, the first in`;
      problems.push({
        severity: "error",
        code: error.code,
        message: `${error.message} (needed by ${who} ${first})`,
        help: error.help,
        position: secret.position,
      });
    }
  }
  return { secrets, problems };
}
