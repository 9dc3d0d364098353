import { latestDelivery } from "../deliveries/visible-deliveries.ts";
import type { LastResponse, StoredHook } from "../simulator.ts";
import type { HookRecord, HookScope, ReceiverAnswer, StoredConfig } from "../store/store.ts";

const mask = "********";
/** What GitHub calls secret; `token` and `password` are of the time of services. */
const masked: ReadonlySet<string> = new Set(["secret", "token", "password"]);

export const timestamp = (time: number): string =>
  new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

export function renderConfig(config: StoredConfig): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    // A blank secret is shown as it is (pings in jenkinsci/github-plugin, 2015).
    if (value !== undefined) shown[key] = masked.has(key) && value !== "" ? mask : value;
  }
  return shown;
}

function lastResponseOf({ statusCode, status }: ReceiverAnswer): LastResponse {
  if (status === "OK") return { code: statusCode, status: "active", message: "OK" };
  return { code: statusCode, status: null, message: status };
}

/** What the latest delivery that has arrived was answered. */
function lastResponse(hook: HookRecord, now: number): LastResponse {
  const latest = latestDelivery(hook, now);
  return latest === undefined ? hook.lastResponse : lastResponseOf(latest.answer());
}

export function hookPath({ account, repository }: HookScope, id: number): string {
  return repository === undefined
    ? `/orgs/${account.login}/hooks/${id}`
    : `/repos/${account.login}/${repository.name}/hooks/${id}`;
}

/** A hook as GitHub shows it. Organization hooks have neither `test_url` nor `last_response`. */
export function renderHook(
  scope: HookScope,
  hook: HookRecord,
  { base, now }: { readonly base: string; readonly now: number },
): Readonly<Record<string, unknown>> {
  const url = `${base}${hookPath(scope, hook.id)}`;
  const ofRepository = scope.repository !== undefined;
  return {
    type: ofRepository ? "Repository" : "Organization",
    id: hook.id,
    name: hook.name,
    active: hook.active,
    events: hook.events,
    config: renderConfig(hook.config),
    updated_at: timestamp(hook.updatedAt),
    created_at: timestamp(hook.createdAt),
    url,
    ...(ofRepository ? { test_url: `${url}/test` } : {}),
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    ...(ofRepository ? { last_response: lastResponse(hook, now) } : {}),
  };
}

/** The same for people who look behind the scenes: nothing is masked. */
export function revealHook(hook: HookRecord, now: number): StoredHook {
  return {
    id: hook.id,
    name: hook.name,
    active: hook.active,
    events: [...hook.events],
    config: { ...hook.config },
    created_at: timestamp(hook.createdAt),
    updated_at: timestamp(hook.updatedAt),
    lastResponse: lastResponse(hook, now),
    ...(hook.ownerApp === undefined ? {} : { owner_app: hook.ownerApp }),
  };
}
