import { fillDefaults, storedText } from "../hooks/fill-defaults.ts";
import type { SeedHook } from "../seed/seed.ts";
import type { Switches } from "../switches.ts";
import type { HookRecord, StoredConfig } from "./world.ts";

/** How GitHub shows a hook that was never used. */
export const unused = { code: null, status: "unused", message: null } as const;

const firstDay = Date.UTC(2024, 4, 1, 12);

export const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000;

function configOf(hook: SeedHook, switches: Switches): StoredConfig {
  if (hook.config !== undefined) return { ...hook.config };
  const config: StoredConfig = {};
  if (hook.url !== undefined) config.url = hook.url;
  if (hook.content_type !== undefined) config.content_type = hook.content_type;
  if (hook.insecure_ssl !== undefined) config.insecure_ssl = storedText(hook.insecure_ssl);
  if (hook.secret !== undefined) config.secret = hook.secret;
  return fillDefaults(config, switches);
}

/** Makes the record of a hook that a seed describes; it gets its place elsewhere. */
export function makeHook(hook: SeedHook, id: number, now: number, switches: Switches): HookRecord {
  const createdAt =
    hook.created_at === undefined ? Math.min(firstDay, now) : Date.parse(hook.created_at);
  const updatedAt = hook.updated_at === undefined ? createdAt : Date.parse(hook.updated_at);
  return {
    id,
    name: hook.name ?? "web",
    active: hook.active ?? true,
    events: [...new Set(hook.events ?? ["push"])],
    config: configOf(hook, switches),
    createdAt: wholeSecond(createdAt),
    updatedAt: wholeSecond(updatedAt),
    ownerApp: hook.owner_app,
    lastResponse: hook.last_response ?? unused,
    deliveries: [],
  };
}
