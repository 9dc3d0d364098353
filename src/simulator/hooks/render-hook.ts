import { arrivedDeliveries } from "../deliveries/render-delivery.ts";
import { timestamp } from "../fields.ts";
import type { JsonObject } from "../http/api-error.ts";
import type { HookConfig, LastResponse, StoredHook } from "../simulator.ts";
import { apiPathOf, type HookRecord } from "../store/store.ts";

const mask = "********";
/** The keys that GitHub masks; `token` and `password` date from the time of services. */
const masked: ReadonlySet<string> = new Set(["secret", "token", "password"]);

export function renderConfig(config: HookConfig): JsonObject {
  // A blank secret is shown as it is (pings in jenkinsci/github-plugin, 2015).
  const shown = Object.entries(config).map(([key, value]) => [
    key,
    masked.has(key) && value ? mask : value,
  ]);
  return Object.fromEntries(shown);
}

/** The answer to the latest delivery that has arrived. */
function lastResponse(hook: HookRecord, now: number): LastResponse {
  const [latest] = arrivedDeliveries(hook, now);
  if (latest === undefined) return hook.lastResponse;
  const { statusCode: code, status } = latest.answer();
  return { code, status: status === "OK" ? "active" : null, message: status };
}

/** A hook as GitHub shows it. Organization hooks have neither `test_url` nor `last_response`. */
export function renderHook(
  hook: HookRecord,
  { base, now }: { readonly base: string; readonly now: number },
): JsonObject {
  const { scope, id, name, active, events } = hook;
  const url = `${base}${apiPathOf(scope)}/hooks/${id}`;
  const ofRepository = scope.kind === "Repository";
  return {
    type: scope.kind,
    ...{ id, name, active, events },
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
  const { id, name, active, events, config, ownerApp } = hook;
  return {
    ...{ id, name, active },
    events: [...events],
    config: { ...config },
    created_at: timestamp(hook.createdAt),
    updated_at: timestamp(hook.updatedAt),
    lastResponse: lastResponse(hook, now),
    owner_app: ownerApp,
  };
}
