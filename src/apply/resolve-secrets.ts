import type { Diagnostic } from "../model/diagnostic.ts";
import { HookfleetError } from "../model/errors.ts";
import { groupBy } from "../model/group-by.ts";
import { type Action, type Plan, secretToSend } from "../model/plan.ts";
import { scopeName } from "../model/scope.ts";
import { type Secret, secretFault } from "../model/secret.ts";
import { managedSecret, type SecretSource, secretSourceKey } from "../model/secret-reference.ts";

/** Values by {@link secretSourceKey}: two names for one source are read once. */
export type ResolvedSecrets = ReadonlyMap<string, Secret>;

/** The managed secret of the hook that the action writes, with its value; undefined where it has none. */
export function managedValue(
  action: Action,
  secrets: ResolvedSecrets,
): { readonly secretRef: string; readonly secret: Secret } | undefined {
  const definition = managedSecret(action.desired);
  const secret = definition && secrets.get(secretSourceKey(definition.source));
  return definition && secret && { secretRef: definition.ref, secret };
}

/** The value that the action has to send; undefined where it sends none. */
export function secretFor(action: Action, secrets: ResolvedSecrets): Secret | undefined {
  const definition = secretToSend(action);
  if (definition === undefined) return undefined;
  const secret = secrets.get(secretSourceKey(definition.source));
  if (secret === undefined) throw new Error(`unresolved secret ${definition.ref}`);
  return secret;
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
  const needed = plan.actions
    .filter(({ blocked }) => blocked === null)
    .flatMap((action) => {
      const secret = toVerify ? managedSecret(action.desired) : secretToSend(action);
      return secret === undefined ? [] : [{ secret, scope: action.scope }];
    });
  const secrets = new Map<string, Secret>();
  const problems: Diagnostic[] = [];
  for (const [key, users] of groupBy(needed, ({ secret }) => secretSourceKey(secret.source))) {
    const [{ secret, scope }] = users;
    try {
      const value = await read(secret.source);
      const fault = secretFault(value.reveal());
      if (fault !== undefined)
        throw new HookfleetError(fault.code, `${secret.ref} ${fault.why}`, { help: fault.help });
      secrets.set(key, value);
    } catch (error) {
      if (!(error instanceof HookfleetError)) throw error;
      const who = users.length === 1 ? "a hook of" : `${users.length} hooks, the first in`;
      problems.push({
        severity: "error",
        code: error.code,
        message: `${error.message} (needed by ${who} ${scopeName(scope)})`,
        help: error.help,
        position: secret.position,
      });
    }
  }
  return { secrets, problems };
}
