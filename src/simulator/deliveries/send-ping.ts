import { type HookOperation, hookOf } from "../hooks/hook-operation.ts";
import { renderHook } from "../hooks/render-hook.ts";
import type { Exchange } from "../http/exchange.ts";
import type { HookRecord, HookScope } from "../world/world.ts";
import { sendDelivery } from "./send-delivery.ts";

/** Sentences of GitHub's `GET /zen`, one of which stands in every ping. */
const zen = [
  "Design for failure.",
  "Keep it logically awesome.",
  "Practicality beats purity.",
  "Speak like a human.",
  "It's not fully shipped until it's fast.",
] as const;

/** Sends a ping, which arrives a little later. */
export function sendPing(exchange: Exchange, scope: HookScope, hook: HookRecord): void {
  const { world, switches, now, principal } = exchange;
  if (!hook.active && switches.pingInactive === "skip") return;
  // What the hook looks like now, not when somebody reads the delivery.
  const shown = renderHook(scope, hook, { base: "https://api.github.com", now });
  sendDelivery(world, switches, scope, hook, {
    event: "ping",
    action: null,
    at: now + switches.pingDelay,
    sender: principal.login,
    body: (context) => ({
      zen: zen[hook.id % zen.length],
      hook_id: hook.id,
      hook: shown,
      ...context,
    }),
  });
}

export const pingHook: HookOperation = (exchange, scope, ids) => {
  sendPing(exchange, scope, hookOf(exchange, scope, ids));
  return { status: 204 };
};
