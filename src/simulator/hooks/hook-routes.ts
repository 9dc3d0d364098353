import { isDeepStrictEqual } from "node:util";
import { type AccessLevel, hookAccess } from "../access/access.ts";
import { findScope, type HookOperation, isVisible, onHook } from "../access/find.ts";
import {
  acceptRedelivery,
  getDelivery,
  listDeliveries,
  pingHook,
  sendPing,
  testHook,
} from "../deliveries/delivery-operations.ts";
import { wholeSecond } from "../fields.ts";
import { created, notFound } from "../http/api-error.ts";
import { paginate } from "../http/paginate.ts";
import { type ApiRequest, readBody } from "../http/request.ts";
import { type Route, route } from "../http/routes.ts";
import type { HookConfig } from "../simulator.ts";
import {
  type HookRecord,
  type Level,
  levelOf,
  numericPathOf,
  unusedResponse,
} from "../store/store.ts";
import {
  checkDuplicate,
  checkEvents,
  checkLimit,
  checkName,
  checkUrl,
  readEvents,
} from "./check-hook.ts";
import { readConfigBody, readHookBody, type SentHook } from "./read-hook-body.ts";
import { renderConfig, renderHook } from "./render-hook.ts";
import { createConfig, mergeConfig, replaceConfig } from "./store-config.ts";

const getHook = onHook((request, hook) => ({
  body: renderHook(hook, request),
  headers: { "Last-Modified": new Date(hook.updatedAt).toUTCString() },
}));

const getHookConfig = onHook((_, { config }) => ({ body: renderConfig(config) }));

const listHooks: HookOperation = (request, scope) => {
  const hooks = [...scope.hooks.values()].filter((hook) => isVisible(request, hook));
  return paginate(request, hooks, `${numericPathOf(scope)}/hooks`, (hook) =>
    renderHook(hook, request),
  );
};

const deleteHook = onHook(({ switches: { deleteAnswer } }, { scope, id }) => {
  if (deleteAnswer !== "404-kept") scope.hooks.delete(id);
  if (deleteAnswer !== "204") throw notFound();
  return { status: 204 };
});

const createHook: HookOperation = (request, scope) => {
  const { store, switches, now, principal } = request;
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
    scope,
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
  const body = renderHook(hook, request);
  sendPing(request, hook);
  return created(body);
};

type Settings = Readonly<Pick<HookRecord, "config" | "events" | "active">>;

function write({ now, switches }: ApiRequest, hook: HookRecord, next: Settings, touches: boolean) {
  const { config, events, active } = hook;
  const changed = !isDeepStrictEqual(next, { config, events, active });
  Object.assign(hook, next);
  if (touches && (changed || switches.unchangedPatchTouchesUpdatedAt === "yes"))
    hook.updatedAt = wholeSecond(now);
}

function nextConfig(hook: HookRecord, sent: SentHook, { switches }: ApiRequest): HookConfig {
  if (sent.config !== undefined) {
    // Services have keys of their own, which anonymous validates any more.
    const stored =
      hook.name === "web" ? switches : { ...switches, unknownConfigKeys: "store" as const };
    return replaceConfig(hook.config, sent.config, stored);
  }
  const { secret: _secret, ...rest } = hook.config;
  return switches.secretOnPatchWithoutConfig === "drop" ? rest : hook.config;
}

function nextEvents(hook: HookRecord, sent: SentHook, { switches }: ApiRequest): readonly string[] {
  const omitted = switches.patchOmittedEvents === "reset" ? ["push"] : hook.events;
  const events = readEvents(sent.events, switches.emptyEventsOnPatch);
  // Only repositories have these keys; organizations ignore them.
  const { add_events: added, remove_events: removed } =
    hook.scope.kind === "Repository" ? sent : {};
  if (events !== undefined || (added === undefined && removed === undefined))
    return events ?? omitted;
  return [...hook.events.filter((event) => !removed?.includes(event)), ...(added ?? [])];
}

const updateHook = onHook((request, hook) => {
  const { switches } = request;
  const { scope } = hook;
  const level = levelOf(scope);
  const sent = readHookBody(readBody(request), level, "update");
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
  return { body: renderHook(hook, request) };
});

const updateHookConfig = onHook((request, hook) => {
  const { switches } = request;
  const { scope } = hook;
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
  return { body: renderConfig(hook.config) };
});

const one = "/{hook_id}";
const delivery = `${one}/deliveries/{delivery_id}`;

/** The path is that below `…/hooks`; of the anchor on the page of webhooks, `A` depends on the level. */
type Row = readonly [method: string, path: string, AccessLevel, run: HookOperation, anchor: string];

const both: readonly Row[] = [
  ["POST", "", "write", createHook, "create-A-webhook"],
  ["GET", one, "read", getHook, "get-A-webhook"],
  ["PATCH", one, "write", updateHook, "update-A-webhook"],
  ["DELETE", one, "delete", deleteHook, "delete-A-webhook"],
  ["GET", `${one}/config`, "read", getHookConfig, "get-a-webhook-configuration-for-A"],
  ["PATCH", `${one}/config`, "write", updateHookConfig, "update-a-webhook-configuration-for-A"],
  ["GET", `${one}/deliveries`, "read", listDeliveries, "list-deliveries-for-A-webhook"],
  ["POST", `${delivery}/attempts`, "write", acceptRedelivery, "redeliver-a-delivery-for-A-webhook"],
  ["POST", `${one}/pings`, "read", pingHook, "ping-A-webhook"],
];
const organization: readonly Row[] = [
  ["GET", "", "read", listHooks, "list-organization-webhooks"],
  ["GET", delivery, "read", getDelivery, "get-a-webhook-delivery-for-A-webhook"],
];
const repository: readonly Row[] = [
  ["GET", "", "read", listHooks, "list-repository-webhooks"],
  ["GET", delivery, "read", getDelivery, "get-a-delivery-for-A-webhook"],
  // Documented as `tests`; the `test_url` of a hook says `test`.
  ["POST", `${one}/tests`, "read", testHook, "test-the-push-repository-webhook"],
  ["POST", `${one}/test`, "read", testHook, "test-the-push-repository-webhook"],
];

/** The ids below `hooks` are numbers; other paths there do not exist. */
function readIds(values: readonly string[]): readonly number[] {
  if (!values.every((value) => /^\d{1,16}$/.test(value))) throw notFound();
  return values.map(Number);
}

function routesOf(level: Level, rows: readonly Row[]): readonly Route[] {
  const [prefix, page, a] =
    level === "organization"
      ? ["/orgs/{org}", "orgs", "an-organization"]
      : ["/repos/{owner}/{repo}", "repos", "a-repository"];
  const names = level === "organization" ? 1 : 2;
  return rows.map(([method, path, need, run, anchor]) => {
    const access = hookAccess(level, need);
    const documentation = `${page}/webhooks#${anchor.replace("A", a)}`;
    return route(method, `${prefix}/hooks${path}`, documentation, access, (request, values) => {
      const scope = findScope(request, level, values);
      return run(request, scope, readIds(values.slice(names)));
    });
  });
}

/** The 23 operations on webhooks; one of them under two names. */
export const hookRoutes: readonly Route[] = [
  ...routesOf("organization", [...both, ...organization]),
  ...routesOf("repository", [...both, ...repository]),
];
