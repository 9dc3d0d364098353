import { sendPing } from "../deliveries/send-ping.ts";
import { readBody } from "../http/read-body.ts";
import { unused, wholeSecond } from "../world/make-hook.ts";
import type { HookRecord } from "../world/world.ts";
import {
  checkDuplicate,
  checkEvents,
  checkLimit,
  checkName,
  checkUrl,
  readEvents,
} from "./check-hook.ts";
import { type HookOperation, levelOf } from "./hook-operation.ts";
import { readHookBody } from "./read-hook-body.ts";
import { hookPath, renderHook } from "./render-hook.ts";
import { createConfig } from "./store-config.ts";

export const createHook: HookOperation = (exchange, scope) => {
  const { world, switches, now, principal, base } = exchange;
  const level = levelOf(scope);
  const sent = readHookBody(readBody(exchange), level, "create");
  checkName(sent.name ?? "web");
  const config = createConfig(sent.config ?? {}, switches);
  checkUrl(config.url, switches.localhost === "refuse");
  const asked = readEvents(sent.events, switches.emptyEvents) ?? ["push"];
  const events = checkEvents(asked, level, switches);
  checkLimit(scope, events, undefined, switches);
  checkDuplicate(scope, { config, events }, undefined, switches);
  const hook: HookRecord = {
    id: world.ids.next("hook"),
    name: "web",
    active: sent.active ?? true,
    events,
    config,
    createdAt: wholeSecond(now),
    updatedAt: wholeSecond(now),
    ownerApp: principal.kind === "oauth" ? (principal.oauthApp ?? "") : undefined,
    lastResponse: unused,
    deliveries: [],
  };
  scope.hooks.set(hook.id, hook);
  const body = renderHook(scope, hook, exchange);
  sendPing(exchange, scope, hook);
  return { status: 201, body, headers: { Location: `${base}${hookPath(scope, hook.id)}` } };
};
