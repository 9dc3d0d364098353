import { HookfleetError, refusesCredential } from "../model/errors.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import { scopeName } from "../model/scope.ts";
import type { DeliveryReading, WatchedHook } from "../model/watched-hook.ts";

/** As many as a client lets through at once; the rest need not wait inside it. */
const atOnce = 100;

export interface ReadFleetDeliveriesOptions {
  /** Milliseconds since the epoch; older deliveries are not asked for. */
  readonly since?: number | undefined;
  /** Of each hook, 100 deliveries each. */
  readonly pages?: number | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Lists the deliveries of every hook, many at once, in the order of the hooks. A hook that cannot be
 * read (deleted meanwhile, no permission) is told as unreadable and does not stop the others.
 */
export async function readFleetDeliveries(
  reader: Pick<DeliveryReader, "listDeliveries">,
  hooks: readonly WatchedHook[],
  { since, pages, onProgress }: ReadFleetDeliveriesOptions = {},
): Promise<readonly DeliveryReading[]> {
  const readings: DeliveryReading[] = [];
  const queue = hooks.entries();
  let done = 0;
  let refused: HookfleetError | undefined;

  async function readOne(hook: WatchedHook): Promise<DeliveryReading> {
    if (refused !== undefined) return unreadable(hook, refused);
    try {
      const options = {
        ...(since === undefined ? {} : { since }),
        ...(pages === undefined ? {} : { pages }),
      };
      const listed = await reader.listDeliveries(hook.scope, hook.hookId, options);
      // The page on which `since` falls comes as a whole.
      const deliveries = listed.filter(
        ({ deliveredAt }) => since === undefined || deliveredAt >= since,
      );
      return { status: "read", hook, deliveries: deliveries.toSorted(newestFirst) };
    } catch (error) {
      if (!(error instanceof HookfleetError)) throw error;
      // Every other hook would meet it as well.
      if (refusesCredential(error.code) || error.code === "interrupted") refused = error;
      return unreadable(hook, error);
    }
  }

  async function work(): Promise<void> {
    for (const [index, hook] of queue) {
      readings[index] = await readOne(hook);
      done += 1;
      onProgress?.(done, hooks.length);
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, hooks.length) }, work));
  return readings;
}

function newestFirst(
  left: { readonly deliveredAt: number; readonly id: number },
  right: { readonly deliveredAt: number; readonly id: number },
): number {
  return right.deliveredAt - left.deliveredAt || right.id - left.id;
}

function unreadable(hook: WatchedHook, { code, message, help }: HookfleetError): DeliveryReading {
  const scope = scopeName(hook.scope);
  return {
    status: "unreadable",
    hook,
    diagnostic: { severity: "error", code, message, help, scope },
  };
}
