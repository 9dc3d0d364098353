import { HookfleetError } from "../model/errors.ts";
import type { ActionOutcome } from "../model/outcome.ts";
import { isRedirect, redirectHint } from "../model/receiver-answer.ts";
import type { Verification, VerifySecret } from "../model/verification.ts";
import { managedSecret, type ResolvedSecrets, sourceKey } from "./resolve-secrets.ts";
import type { Proven } from "./rotation-gate.ts";

/** Receivers refuse with these what is signed with a secret that they do not know. */
const refusals: ReadonlySet<number> = new Set([401, 403]);

/**
 * Looks, after an action was applied, whether GitHub signs with the hook's managed secret. Where
 * that is not proved, or the receiver refuses the signature, the action has failed, although
 * GitHub took it.
 */
export async function proveSecret(
  outcome: ActionOutcome,
  options: { readonly secrets: ResolvedSecrets; readonly verify: VerifySecret | undefined },
): Promise<Proven> {
  const { action } = outcome;
  const definition = managedSecret(action);
  const secret = definition && options.secrets.get(sourceKey(definition.source));
  if (options.verify === undefined || outcome.status !== "applied" || action.kind === "delete")
    return { outcome, verification: undefined };
  if (definition === undefined || secret === undefined) return { outcome, verification: undefined };
  const { hookId } = outcome;
  const { url } = action.desired;
  const verification = await options.verify({
    scope: action.scope,
    hookId,
    url,
    declaredUrl: url,
    secretRef: definition.ref,
    secret,
    live: undefined,
  });
  const error = problemOf(verification);
  return error === undefined
    ? { outcome: { ...outcome, verification }, verification }
    : { outcome: { status: "failed", action, error, verification }, verification };
}

function problemOf({
  hookId,
  secretRef,
  verdict,
  reason,
  receiver,
}: Verification): HookfleetError | undefined {
  const hook = `hook #${hookId} was written, but`;
  if (verdict !== "proved")
    return new HookfleetError(
      "secret-unproved",
      `${hook} its secret ${secretRef} is not proved: ${verdict}${reason === undefined ? "" : `, ${reason}`}`,
      {
        source: "github",
        help: "`hookfleet verify` looks again; `hookfleet deliveries` shows what GitHub sent.",
      },
    );
  if (isRedirect(receiver?.statusCode))
    return new HookfleetError(
      "receiver-redirects",
      `${hook} its receiver answers ${receiver?.statusCode}: ${redirectHint}`,
      { source: "github", help: "Change the URL in the file, then apply again." },
    );
  if (receiver === undefined || !refusals.has(receiver.statusCode)) return undefined;
  return new HookfleetError(
    "receiver-refuses",
    `${hook} its receiver answers ${receiver.statusCode}: GitHub signs with ${secretRef}, and the receiver expects another secret`,
    {
      source: "github",
      help: "Give both the same value. Where the one here was wrong: the hook counts as updated, so only `hookfleet apply --verify --resupply GLOB` sends it again.",
    },
  );
}
