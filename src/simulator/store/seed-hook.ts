import { eventPayload } from "../deliveries/payload.ts";
import { sendDelivery } from "../deliveries/send-delivery.ts";
import { fillDefaults, storedText } from "../hooks/store-config.ts";
import { SeedError } from "../seed/readers.ts";
import type { SeedHook } from "../seed/seed.ts";
import type { Switches } from "../switches.ts";
import type { HookRecord, HookScope, StoredConfig, World } from "./store.ts";

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

/** What the switch of that name adds to each scope: hooks that a web-hook tool must leave alone. */
export function nonWebHooks(scope: HookScope, switches: Switches): readonly SeedHook[] {
  const { nonWebHooks: wanted } = switches;
  const hooks: SeedHook[] = [];
  if (wanted.includes("cli")) {
    // What `gh webhook forward` leaves while it runs.
    hooks.push({
      name: "cli",
      events: ["*"],
      config: {
        content_type: "json",
        insecure_ssl: "0",
        url: "https://webhook-forwarder.github.com/hook",
        ws_url: "wss://webhook-forwarder.github.com/forward",
      },
    });
  }
  // Services belonged to repositories alone.
  if (wanted.includes("travis") && scope.repository !== undefined)
    hooks.push({ name: "travis", events: ["push", "pull_request"], config: {} });
  return hooks;
}

interface Settings {
  readonly now: number;
  readonly switches: Switches;
  readonly path: string;
}

/** Puts a hook of a seed into its scope, with the deliveries it tells of. No rule is checked. */
export function addSeedHook(
  world: World,
  scope: HookScope,
  seed: SeedHook,
  { now, switches, path }: Settings,
): HookRecord {
  world.ids.reserve("hook", seed.id);
  const hook = makeHook(seed, seed.id ?? world.ids.next("hook"), now, switches);
  if (scope.hooks.has(hook.id)) throw new SeedError(`${path}.id`, `${hook.id} is taken already`);
  scope.hooks.set(hook.id, hook);
  const deliveries = (seed.deliveries ?? []).map((delivery) => ({
    ...delivery,
    at:
      delivery.delivered_at === undefined
        ? now - (delivery.ago ?? 0) * 1000
        : Date.parse(delivery.delivered_at),
  }));
  for (const delivery of deliveries.sort((a, b) => a.at - b.at)) {
    const { event, action, at, status, duration, guid, redelivery, throttled_at } = delivery;
    sendDelivery(world, switches, scope, hook, {
      event,
      action: action ?? null,
      at,
      body: eventPayload(delivery, at),
      ...(status === undefined ? {} : { status }),
      ...(duration === undefined ? {} : { duration }),
      ...(guid === undefined ? {} : { guid }),
      ...(redelivery === undefined ? {} : { redelivery }),
      ...(throttled_at === undefined ? {} : { throttledAt: Date.parse(throttled_at) }),
    });
  }
  return hook;
}
