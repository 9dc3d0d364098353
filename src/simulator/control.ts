import { sendDelivery, subscribes } from "./deliveries/send-delivery.ts";
import { wholeSecond } from "./fields.ts";
import { revealHook } from "./hooks/render-hook.ts";
import { revealIssues } from "./issues/render-issue.ts";
import { SeedError } from "./seed/readers.ts";
import { readSeedHook } from "./seed/seed.ts";
import type { EventOptions, HandChange, Simulator } from "./simulator.ts";
import { addSeedHook } from "./store/seed-records.ts";
import type { HookRecord, HookScope, Store } from "./store/store.ts";
import type { Switches } from "./switches.ts";

function scopeOf(store: Store, name: string): HookScope {
  const key = name.toLowerCase();
  const scope = store.repositories.get(key) ?? store.accounts.get(key);
  if (scope !== undefined && scope.kind !== "User") return scope;
  throw new SeedError("", `the simulator has no organization or repository "${name}"`);
}

function hookIn(store: Store, name: string, id: number): HookRecord {
  const hook = scopeOf(store, name).hooks.get(id);
  if (hook === undefined) throw new SeedError("", `${name} has no hook ${id}`);
  return hook;
}

function edit(hook: HookRecord, change: HandChange, now: number): void {
  const { secret, events = hook.events, active = hook.active, ...keys } = change;
  const config: Record<string, string | undefined> = { ...hook.config };
  for (const [key, value] of Object.entries({ ...keys, secret })) {
    if (value === null) delete config[key];
    else if (value !== undefined) config[key] = value;
  }
  Object.assign(hook, { config, events, active, updatedAt: wholeSecond(now) });
}

/** Whether hooks of organizations and repositories get this event at all. */
function arrives(event: string, { action }: EventOptions, { checkEvents }: Switches): boolean {
  if (checkEvents === "all" || (event !== "check_run" && event !== "check_suite")) return true;
  return action === "created" || action === "completed";
}

/** Reads and changes what GitHub stores without its API: changes by hand, events, secrets in clear. */
export function createControl(
  store: Store,
  now: () => number,
): Pick<Simulator, "hooks" | "editByHand" | "addHook" | "removeHook" | "issues" | "sendEvent"> {
  return {
    hooks: (scope) =>
      [...scopeOf(store, scope).hooks.values()].map((hook) => revealHook(hook, now())),
    editByHand: (scope, id, change) => edit(hookIn(store, scope, id), change, now()),
    addHook: (name, hook) => {
      const scope = scopeOf(store, name);
      const seed = readSeedHook(hook, name);
      store.ids.reserve(seed);
      return revealHook(addSeedHook(store, scope, seed, now(), name), now());
    },
    removeHook: (scope, id) => {
      hookIn(store, scope, id).scope.hooks.delete(id);
    },
    issues: (name) => {
      const scope = scopeOf(store, name);
      return scope.kind === "Repository" ? revealIssues(scope) : [];
    },
    sendEvent: (name, event, options = {}) => {
      if (!arrives(event, options, store.switches)) return;
      const about = scopeOf(store, name);
      const message = { ...options, event, about, at: now() };
      for (const { hooks } of about.kind === "Repository" ? [about, about.owner] : [about])
        for (const hook of hooks.values())
          if (hook.active && subscribes(hook, event)) sendDelivery(store, hook, message);
    },
  };
}
