import type { DeliveryDetail } from "../model/delivery.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { HookfleetError } from "../model/errors.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import type { DeliveryReading, WatchedHook } from "../model/watched-hook.ts";
import { foldHookProblems } from "./fold-hook-problems.ts";

export interface DeliverySearch {
  readonly found: { readonly hook: WatchedHook; readonly detail: DeliveryDetail } | undefined;
  /** Hooks of which nobody knows whether they have it. */
  readonly problems: readonly Diagnostic[];
}

/** How hooks answer that do not have the delivery; GitHub documents 400 and 422, and sends 404. */
const absent = new Set(["not-found", "bad-request", "validation-failed"]);

/** Few, because most of them ask in vain. */
const atOnce = 10;

/** Looks for a delivery in one hook after the other, and stops where it is. */
export async function findDelivery(
  reader: Pick<DeliveryReader, "getDelivery">,
  hooks: readonly WatchedHook[],
  id: number,
): Promise<DeliverySearch> {
  const queue = hooks.values();
  const unreadable: DeliveryReading[] = [];
  let found: DeliverySearch["found"];

  async function work(): Promise<void> {
    for (const hook of queue) {
      if (found !== undefined) return;
      try {
        found = { hook, detail: await reader.getDelivery(hook.scope, hook.hookId, id) };
      } catch (error) {
        if (!(error instanceof HookfleetError)) throw error;
        if (absent.has(error.code)) continue;
        const { code, message, help } = error;
        unreadable.push({
          status: "unreadable",
          hook,
          diagnostic: { severity: "error", code, message, help },
        });
      }
    }
  }

  await Promise.all(Array.from({ length: Math.min(atOnce, hooks.length) }, work));
  return { found, problems: foldHookProblems(unreadable) };
}
