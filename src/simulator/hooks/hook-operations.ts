import { type HookOperation, hookOf, isVisible, levelOf } from "../access/find-scope.ts";
import { sendPing } from "../deliveries/delivery-operations.ts";
import { notFound } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { type Exchange, readBody } from "../http/request.ts";
import { unused, wholeSecond } from "../store/seed-hook.ts";
import type { HookRecord, HookScope, StoredConfig } from "../store/store.ts";
import {
  checkDuplicate,
  checkEvents,
  checkLimit,
  checkName,
  checkUrl,
  readEvents,
} from "./check-hook.ts";
import { readConfigBody, readHookBody, type SentHook } from "./read-hook-body.ts";
import { hookPath, renderConfig, renderHook } from "./render-hook.ts";
import { createConfig, mergeConfig, replaceConfig } from "./store-config.ts";

export const getHook: HookOperation = (exchange, scope, ids) => {
  const hook = hookOf(exchange, scope, ids);
  return {
    status: 200,
    body: renderHook(scope, hook, exchange),
    headers: { "Last-Modified": new Date(hook.updatedAt).toUTCString() },
  };
};

export const getHookConfig: HookOperation = (exchange, scope, ids) => ({
  status: 200,
  body: renderConfig(hookOf(exchange, scope, ids).config),
});

export const listHooks: HookOperation = (exchange, scope) => {
  const hooks = [...scope.hooks.values()].filter((hook) => isVisible(exchange, hook));
  const { account, repository } = scope;
  const path =
    repository === undefined ? `/organizations/${account.id}` : `/repositories/${repository.id}`;
  return paginate(exchange, hooks, `${path}/hooks`, (hook) => renderHook(scope, hook, exchange));
};

export const deleteHook: HookOperation = (exchange, scope, ids) => {
  const hook = hookOf(exchange, scope, ids);
  const { deleteAnswer } = exchange.switches;
  if (deleteAnswer !== "404-kept") scope.hooks.delete(hook.id);
  if (deleteAnswer !== "204") throw notFound();
  return { status: 204 };
};

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

interface Next {
  readonly config: StoredConfig;
  readonly events: readonly string[];
  readonly active: boolean;
}

const sameJson = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

function write({ now, switches }: Exchange, hook: HookRecord, next: Next, touches: boolean): void {
  const changed =
    !sameJson(Object.entries(next.config).sort(), Object.entries(hook.config).sort()) ||
    !sameJson(next.events, hook.events) ||
    next.active !== hook.active;
  hook.config = next.config;
  hook.events = next.events;
  hook.active = next.active;
  if (touches && (changed || switches.unchangedPatchTouchesUpdatedAt === "yes"))
    hook.updatedAt = wholeSecond(now);
}

function nextConfig(hook: HookRecord, sent: SentHook, { switches }: Exchange): StoredConfig {
  if (sent.config !== undefined) {
    // Services have keys of their own, which nobody validates any more.
    const stored =
      hook.name === "web" ? switches : { ...switches, unknownConfigKeys: "store" as const };
    return replaceConfig(hook.config, sent.config, stored);
  }
  const { secret, ...rest } = hook.config;
  return secret === undefined || switches.secretOnPatchWithoutConfig === "drop"
    ? rest
    : hook.config;
}

function nextEvents(hook: HookRecord, sent: SentHook, { switches }: Exchange): readonly string[] {
  const omitted = switches.patchOmittedEvents === "reset" ? ["push"] : hook.events;
  const events = readEvents(sent.events, switches.emptyEventsOnPatch);
  // Only repositories have add_events and remove_events; elsewhere the keys mean nothing.
  const { add_events: added, remove_events: removed } = sent;
  if (events === undefined && (added !== undefined || removed !== undefined)) {
    const kept = hook.events.filter((event) => !(removed ?? []).includes(event));
    return [...kept, ...(added ?? [])];
  }
  return events ?? omitted;
}

function check(scope: HookScope, hook: HookRecord, next: Next, { switches }: Exchange): void {
  checkLimit(scope, next.events, hook, switches);
  if (switches.patchConflict === "422") checkDuplicate(scope, next, hook, switches);
}

export const updateHook: HookOperation = (exchange, scope, ids) => {
  const { switches } = exchange;
  const hook = hookOf(exchange, scope, ids);
  const level = levelOf(scope);
  const read = readHookBody(readBody(exchange), level, "update");
  const { add_events: _added, remove_events: _removed, ...withoutBoth } = read;
  const sent = level === "organization" ? withoutBoth : read;
  const next: Next = {
    config: nextConfig(hook, sent, exchange),
    events: checkEvents(nextEvents(hook, sent, exchange), level, switches),
    active: sent.active ?? (switches.patchOmittedActive === "reset" ? true : hook.active),
  };
  if (sent.config !== undefined && hook.name === "web")
    checkUrl(next.config.url, switches.localhost === "refuse");
  check(scope, hook, next, exchange);
  write(exchange, hook, next, switches.patchTouchesUpdatedAt === "yes");
  return { status: 200, body: renderHook(scope, hook, exchange) };
};

export const updateHookConfig: HookOperation = (exchange, scope, ids) => {
  const { switches } = exchange;
  const hook = hookOf(exchange, scope, ids);
  const sent = readConfigBody(readBody(exchange), levelOf(scope));
  const config = mergeConfig(hook.config, sent, switches);
  const { secret, url } = sent;
  if (secret === undefined && switches.secretOnConfigPatch === "drop") delete config.secret;
  const next: Next = { config, events: hook.events, active: hook.active };
  if (url !== undefined) {
    checkUrl(
      String(url),
      switches.localhost === "refuse" && switches.configPatchLocalhost === "check",
    );
  }
  if (switches.configPatchUniqueness === "check") checkDuplicate(scope, next, hook, switches);
  write(exchange, hook, next, switches.configPatchTouchesUpdatedAt === "yes");
  return { status: 200, body: renderConfig(hook.config) };
};
