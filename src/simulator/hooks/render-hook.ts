import { latestDelivery } from "../deliveries/render-delivery.ts";
import type { JsonObject } from "../http/api-error.ts";
import type { StoredHook } from "../simulator.ts";
import type { HookRecord, HookScope, LastResponse, StoredConfig } from "../store/store.ts";
import { timestamp } from "../time.ts";

const mask = "********";
/** The keys that GitHub masks; `token` and `password` date from the time of services. */
const masked: ReadonlySet<string> = new Set(["secret", "token", "password"]);

export function renderConfig(config: StoredConfig): Readonly<Record<string, string>> {
  const shown: Record<string, string> = {};
  for (const [key, value] of Object.entries(config)) {
    // A blank secret is shown as it is (pings in jenkinsci/github-plugin, 2015).
    if (value !== undefined) shown[key] = masked.has(key) && value !== "" ? mask : value;
  }
  return shown;
}

/** The answer to the latest delivery that has arrived. */
function lastResponse(hook: HookRecord, now: number): LastResponse {
  const latest = latestDelivery(hook, now);
  if (latest === undefined) return hook.lastResponse;
  const { statusCode: code, status } = latest.answer();
  return { code, status: status === "OK" ? "active" : null, message: status };
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
): JsonObject {
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
    test_url: ofRepository ? `${url}/test` : undefined,
    ping_url: `${url}/pings`,
    deliveries_url: `${url}/deliveries`,
    last_response: ofRepository ? lastResponse(hook, now) : undefined,
  };
}

/** A hook as tests see it: nothing is masked. */
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
    owner_app: hook.ownerApp,
  };
}
