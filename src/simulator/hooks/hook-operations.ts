import { findHook, type HookOperation, isVisible, levelOf } from "../access/find.ts";
import { sendPing } from "../deliveries/delivery-operations.ts";
import { notFound } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { type ApiRequest, readBody } from "../http/request.ts";
import { type HookRecord, type StoredConfig, unusedResponse } from "../store/store.ts";
import { wholeSecond } from "../time.ts";
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

export const getHook: HookOperation = (request, scope, ids) => {
  const hook = findHook(request, scope, ids);
  return {
    status: 200,
    body: renderHook(scope, hook, request),
    headers: { "Last-Modified": new Date(hook.updatedAt).toUTCString() },
  };
};

export const getHookConfig: HookOperation = (request, scope, ids) => ({
  status: 200,
  body: renderConfig(findHook(request, scope, ids).config),
});

export const listHooks: HookOperation = (request, scope) => {
  const hooks = [...scope.hooks.values()].filter((hook) => isVisible(request, hook));
  const { account, repository } = scope;
  const path =
    repository === undefined ? `/organizations/${account.id}` : `/repositories/${repository.id}`;
  return paginate(request, hooks, `${path}/hooks`, (hook) => renderHook(scope, hook, request));
};

export const deleteHook: HookOperation = (request, scope, ids) => {
  const hook = findHook(request, scope, ids);
  const { deleteAnswer } = request.switches;
  if (deleteAnswer !== "404-kept") scope.hooks.delete(hook.id);
  if (deleteAnswer !== "204") throw notFound();
  return { status: 204 };
};

export const createHook: HookOperation = (request, scope) => {
  const { store, switches, now, principal, base } = request;
  const level = levelOf(scope);
  const sent = readHookBody(readBody(request), level, "create");
  checkName(sent.name ?? "web");
  const config = createConfig(sent.config ?? {}, switches);
  checkUrl(config.url, switches.localhost === "refuse");
  const asked = readEvents(sent.events, switches.emptyEvents) ?? ["push"];
  const events = checkEvents(asked, level, switches);
  checkLimit(scope, events, undefined, switches);
  checkDuplicate(scope, { config, events }, undefined, switches);
  const hook: HookRecord = {
    id: store.ids.next("hook"),
    name: "web",
    active: sent.active ?? true,
    events,
    config,
    createdAt: wholeSecond(now),
    updatedAt: wholeSecond(now),
    ownerApp: principal.kind === "oauth" ? (principal.oauthApp ?? "") : undefined,
    lastResponse: unusedResponse,
    deliveries: [],
  };
  scope.hooks.set(hook.id, hook);
  const body = renderHook(scope, hook, request);
  sendPing(request, scope, hook);
  return { status: 201, body, headers: { Location: `${base}${hookPath(scope, hook.id)}` } };
};

type Settings = Readonly<Pick<HookRecord, "config" | "events" | "active">>;

const sameJson = (left: unknown, right: unknown): boolean =>
  JSON.stringify(left) === JSON.stringify(right);

function write(
  { now, switches }: ApiRequest,
  hook: HookRecord,
  next: Settings,
  touches: boolean,
): void {
  const changed =
    !sameJson(Object.entries(next.config).sort(), Object.entries(hook.config).sort()) ||
    !sameJson(next.events, hook.events) ||
    next.active !== hook.active;
  Object.assign(hook, next);
  if (touches && (changed || switches.unchangedPatchTouchesUpdatedAt === "yes"))
    hook.updatedAt = wholeSecond(now);
}

function nextConfig(hook: HookRecord, sent: SentHook, { switches }: ApiRequest): StoredConfig {
  if (sent.config !== undefined) {
    // Services have keys of their own, which anonymous validates any more.
    const stored =
      hook.name === "web" ? switches : { ...switches, unknownConfigKeys: "store" as const };
    return replaceConfig(hook.config, sent.config, stored);
  }
  const { secret, ...rest } = hook.config;
  return secret === undefined || switches.secretOnPatchWithoutConfig === "drop"
    ? rest
    : hook.config;
}

function nextEvents(hook: HookRecord, sent: SentHook, { switches }: ApiRequest): readonly string[] {
  const omitted = switches.patchOmittedEvents === "reset" ? ["push"] : hook.events;
  const events = readEvents(sent.events, switches.emptyEventsOnPatch);
  const { add_events: added, remove_events: removed } = sent;
  if (events !== undefined || (added === undefined && removed === undefined))
    return events ?? omitted;
  return [...hook.events.filter((event) => !removed?.includes(event)), ...(added ?? [])];
}

export const updateHook: HookOperation = (request, scope, ids) => {
  const { switches } = request;
  const hook = findHook(request, scope, ids);
  const level = levelOf(scope);
  const read = readHookBody(readBody(request), level, "update");
  // Only repositories have add_events and remove_events; organizations ignore these keys.
  const { add_events: _added, remove_events: _removed, ...ofOrganization } = read;
  const sent = level === "organization" ? ofOrganization : read;
  const next: Settings = {
    config: nextConfig(hook, sent, request),
    events: checkEvents(nextEvents(hook, sent, request), level, switches),
    active: sent.active ?? (switches.patchOmittedActive === "reset" || hook.active),
  };
  if (sent.config !== undefined && hook.name === "web")
    checkUrl(next.config.url, switches.localhost === "refuse");
  checkLimit(scope, next.events, hook, switches);
  if (switches.patchConflict === "422") checkDuplicate(scope, next, hook, switches);
  write(request, hook, next, switches.patchTouchesUpdatedAt === "yes");
  return { status: 200, body: renderHook(scope, hook, request) };
};

export const updateHookConfig: HookOperation = (request, scope, ids) => {
  const { switches } = request;
  const hook = findHook(request, scope, ids);
  const sent = readConfigBody(readBody(request), levelOf(scope));
  const config = mergeConfig(hook.config, sent, switches);
  const { secret, url } = sent;
  if (secret === undefined && switches.secretOnConfigPatch === "drop") delete config.secret;
  const next: Settings = { config, events: hook.events, active: hook.active };
  const refuseLocalhost = switches.localhost === "refuse";
  if (url !== undefined)
    checkUrl(String(url), refuseLocalhost && switches.configPatchLocalhost === "check");
  if (switches.configPatchUniqueness === "check") checkDuplicate(scope, next, hook, switches);
  write(request, hook, next, switches.configPatchTouchesUpdatedAt === "yes");
  return { status: 200, body: renderConfig(hook.config) };
};
