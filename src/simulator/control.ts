import { eventPayload } from "./deliveries/payload.ts";
import { sendDelivery } from "./deliveries/send-delivery.ts";
import { revealHook } from "./hooks/render-hook.ts";
import { SeedError } from "./seed/readers.ts";
import { readSeedHook } from "./seed/seed.ts";
import type { EventOptions, HandChange, Simulator } from "./simulator.ts";
import { addSeedHook, revealIssues } from "./store/seed-records.ts";
import type { HookRecord, HookScope, Store } from "./store/store.ts";
import type { Switches } from "./switches.ts";
import { wholeSecond } from "./time.ts";

function scopeOf(store: Store, name: string): HookScope {
  const key = name.toLowerCase();
  const repository = store.repositories.get(key);
  if (repository !== undefined)
    return { account: repository.owner, repository, hooks: repository.hooks };
  const account = store.accounts.get(key);
  if (account?.kind === "Organization")
    return { account, repository: undefined, hooks: account.hooks };
  throw new SeedError("", `the simulator has no organization or repository "${name}"`);
}

function hookIn(store: Store, name: string, id: number): HookRecord {
  const hook = scopeOf(store, name).hooks.get(id);
  if (hook === undefined) throw new SeedError("", `${name} has no hook ${id}`);
  return hook;
}

function edit(hook: HookRecord, change: HandChange, now: number): void {
  const { secret, events = hook.events, active = hook.active, ...keys } = change;
  const config = { ...hook.config };
  for (const [key, value] of Object.entries(keys)) if (value !== undefined) config[key] = value;
  if (secret === null) delete config.secret;
  else if (secret !== undefined) config.secret = secret;
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
  switches: Switches,
  now: () => number,
): Pick<Simulator, "hooks" | "editByHand" | "addHook" | "removeHook" | "issues" | "sendEvent"> {
  return {
    hooks: (scope) =>
      [...scopeOf(store, scope).hooks.values()].map((hook) => revealHook(hook, now())),
    editByHand: (scope, id, change) => edit(hookIn(store, scope, id), change, now()),
    addHook: (scope, hook) => {
      const settings = { now: now(), switches, path: scope };
      const added = addSeedHook(store, scopeOf(store, scope), readSeedHook(hook, scope), settings);
      return revealHook(added, now());
    },
    removeHook: (scope, id) => {
      scopeOf(store, scope).hooks.delete(hookIn(store, scope, id).id);
    },
    issues: (name) => {
      const { repository } = scopeOf(store, name);
      return repository === undefined ? [] : revealIssues(repository);
    },
    sendEvent: (name, event, options = {}) => {
      if (!arrives(event, options, switches)) return;
      const about = scopeOf(store, name);
      const { account, repository } = about;
      const organization = { account, repository: undefined, hooks: account.hooks };
      for (const scope of repository === undefined ? [about] : [about, organization]) {
        for (const hook of scope.hooks.values()) {
          if (!hook.active || !(hook.events.includes(event) || hook.events.includes("*"))) continue;
          const { action = null } = options;
          const at = now();
          const body = eventPayload({ ...options, event }, at);
          sendDelivery(store, switches, scope, hook, { about, event, action, at, body });
        }
      }
    },
  };
}
