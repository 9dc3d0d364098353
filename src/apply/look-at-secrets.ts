import type { DeliveryReader } from "../model/github-port.ts";
import { type Action, mayReplaceSecret, type UpdateAction } from "../model/plan.ts";
import { secretSourceKey } from "../model/secret-reference.ts";
import type { SecretLook, Verification } from "../model/verification.ts";
import { verifyInUse } from "../verify/verify-in-use.ts";
import { forEachAtOnce } from "./for-each-at-once.ts";
import { managedSecret, type ResolvedSecrets } from "./resolve-secrets.ts";

/** As many reads as the client has in flight at once. */
const atOnce = 50;

/**
 * Looks, before anything is written, whether GitHub signs with the declared secret wherever an update
 * carries it although nobody asked to replace it. In the order of the actions.
 *
 * @param options `signal`: once aborted, nothing further is looked at
 */
export async function lookAtSecrets(
  actions: readonly Action[],
  secrets: ResolvedSecrets,
  {
    deliveries,
    signal,
    onLook,
  }: {
    readonly deliveries: DeliveryReader;
    readonly signal?: AbortSignal | undefined;
    readonly onLook?: ((done: number, total: number) => void) | undefined;
  },
): Promise<readonly SecretLook[]> {
  const updates = actions.filter(mayReplaceSecret);
  const found = new Map<UpdateAction, Verification>();
  await forEachAtOnce(updates, atOnce, async (action) => {
    const definition = managedSecret(action);
    const secret = definition && secrets.get(secretSourceKey(definition.source));
    if (signal?.aborted === true || definition === undefined || secret === undefined) return;
    const { scope, live } = action;
    const hook = { scope, hookId: live.id, url: live.url, secretRef: definition.ref };
    found.set(action, await verifyInUse(deliveries, { ...hook, secret, live }));
    onLook?.(found.size, updates.length);
  });
  return updates.flatMap((action) => {
    const verification = found.get(action);
    return verification === undefined ? [] : [{ action, verification }];
  });
}

/** Whether GitHub certainly signs with another secret, so that the update would replace it. */
export function differs({ verification }: SecretLook): boolean {
  return verification.verdict === "mismatch";
}
