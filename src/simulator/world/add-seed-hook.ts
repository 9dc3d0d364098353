import { eventPayload } from "../deliveries/event-payload.ts";
import { sendDelivery } from "../deliveries/send-delivery.ts";
import type { SeedHook } from "../seed/seed.ts";
import { SeedError } from "../seed-error.ts";
import type { Switches } from "../switches.ts";
import { makeHook } from "./make-hook.ts";
import type { HookRecord, HookScope, World } from "./world.ts";

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
