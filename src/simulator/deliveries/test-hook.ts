import { type HookOperation, hookOf } from "../hooks/hook-operation.ts";
import { pushPayload } from "./event-payload.ts";
import { sendDelivery } from "./send-delivery.ts";

/** Sends a push of the last commit; a hook that does not subscribe to push gets nothing. */
export const testHook: HookOperation = (exchange, scope, ids) => {
  const { world, switches, now, principal } = exchange;
  const hook = hookOf(exchange, scope, ids);
  if (hook.events.includes("push") || hook.events.includes("*")) {
    sendDelivery(world, switches, scope, hook, {
      event: "push",
      action: null,
      at: now + switches.pingDelay,
      sender: principal.login,
      body: (context) => pushPayload(principal.login, now, context),
    });
  }
  return { status: 204 };
};
