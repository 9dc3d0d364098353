import type { DeliveryReader } from "../model/github-port.ts";
import type { Redelivery } from "../model/redelivery.ts";
import type { WatchedHook } from "../model/watched-hook.ts";

/** How long, in milliseconds, what was read of a hook is taken for what is there. */
const fresh = 60_000;

export interface WatchAttemptsOptions {
  readonly github: Pick<DeliveryReader, "listDeliveries">;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** When the deliveries were read. */
  readonly readAt: number;
}

/**
 * Tells whether an event was sent again since its deliveries were read: by somebody else, or by a
 * schedule, while somebody thought about the question or the redeliveries before it took their time.
 * A hook is looked at no more than once a minute.
 */
export function watchAttempts(
  redeliveries: readonly Redelivery[],
  { github, now, readAt }: WatchAttemptsOptions,
): (redelivery: Redelivery) => Promise<boolean> {
  const seen = new Map<WatchedHook, { readonly at: number; readonly guids: ReadonlySet<string> }>();

  async function look(hook: WatchedHook): Promise<ReadonlySet<string>> {
    const own = redeliveries.filter((redelivery) => redelivery.hook === hook);
    const since = own.reduce((least, one) => Math.min(least, one.delivery.deliveredAt), Infinity);
    const at = now();
    const listed = await github.listDeliveries(hook.scope, hook.hookId, { since });
    const latest = new Map(own.map(({ delivery }) => [delivery.guid, delivery.id]));
    // Ids grow with time.
    const again = listed.filter(({ guid, id }) => id > (latest.get(guid) ?? id));
    const guids = new Set(again.map(({ guid }) => guid));
    seen.set(hook, { at, guids });
    return guids;
  }

  return async ({ hook, delivery }) => {
    const known = seen.get(hook);
    if (now() - (known?.at ?? readAt) <= fresh) return known?.guids.has(delivery.guid) ?? false;
    return (await look(hook)).has(delivery.guid);
  };
}
