import { eachAtOnce } from "../model/each-at-once.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import { type Action, mayReplaceSecret } from "../model/plan.ts";
import type { SecretLook } from "../model/verification.ts";
import { verifyInUse } from "../verify/verify-by-past.ts";
import { managedValue, type ResolvedSecrets } from "./resolve-secrets.ts";

/** As many reads as the client has in flight at once. */
const atOnce = 50;

interface LookOptions {
  readonly deliveries: DeliveryReader;
  /** Once aborted, nothing further is looked at. */
  readonly signal?: AbortSignal | undefined;
  readonly onLook?: ((done: number, total: number) => void) | undefined;
}

/**
 * Looks, before anything is written, whether GitHub signs with the declared secret wherever an update
 * carries it although nobody asked to replace it. In the order of the actions.
 */
export async function lookAtSecrets(
  actions: readonly Action[],
  secrets: ResolvedSecrets,
  { deliveries, signal, onLook }: LookOptions,
): Promise<readonly SecretLook[]> {
  const updates = actions.filter(mayReplaceSecret);
  let done = 0;
  const looks = await eachAtOnce(
    updates,
    atOnce,
    async (action): Promise<SecretLook | undefined> => {
      const managed = managedValue(action, secrets);
      if (signal?.aborted === true || managed === undefined) return undefined;
      const { scope, live } = action;
      const hook = { scope, hookId: live.id, url: live.url, live };
      const verification = await verifyInUse(deliveries, { ...hook, ...managed });
      done += 1;
      onLook?.(done, updates.length);
      return { action, verification };
    },
  );
  return looks.filter((look) => look !== undefined);
}

/** Whether GitHub certainly signs with another secret, so that the update would replace it. */
export function differs({ verification }: SecretLook): boolean {
  return verification.verdict === "mismatch";
}
