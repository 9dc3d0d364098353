import { eventPayload } from "./deliveries/payload.ts";
import { sendDelivery } from "./deliveries/send-delivery.ts";
import { revealHook } from "./hooks/render-hook.ts";
import { SeedError } from "./seed/readers.ts";
import { readSeedHook } from "./seed/seed.ts";
import type { EventOptions, HandChange, Simulator } from "./simulator.ts";
import { addSeedHook, wholeSecond } from "./store/seed-hook.ts";
import { revealIssues } from "./store/seed-issues.ts";
import type { HookRecord, HookScope, World } from "./store/store.ts";
import type { Switches } from "./switches.ts";

function scopeOf(world: World, name: string): HookScope {
  const key = name.toLowerCase();
  const repository = world.repositories.get(key);
  if (repository !== undefined)
    return { account: repository.owner, repository, hooks: repository.hooks };
  const account = world.accounts.get(key);
  if (account?.kind === "Organization")
    return { account, repository: undefined, hooks: account.hooks };
  throw new SeedError("", `the simulator has no organization or repository "${name}"`);
}

function hookIn(world: World, name: string, id: number): HookRecord {
  const hook = scopeOf(world, name).hooks.get(id);
  if (hook === undefined) throw new SeedError("", `${name} has no hook ${id}`);
  return hook;
}

function edit(hook: HookRecord, change: HandChange, now: number): void {
  const { secret, events, active, ...keys } = change;
  const config = { ...hook.config };
  for (const [key, value] of Object.entries(keys)) if (value !== undefined) config[key] = value;
  if (secret === null) delete config.secret;
  else if (secret !== undefined) config.secret = secret;
  hook.config = config;
  hook.events = events ?? hook.events;
  hook.active = active ?? hook.active;
  hook.updatedAt = wholeSecond(now);
}

/** Whether hooks of organizations and repositories get this event at all. */
function arrives(event: string, options: EventOptions, { checkEvents }: Switches): boolean {
  if (checkEvents === "all" || (event !== "check_run" && event !== "check_suite")) return true;
  return options.action === "created" || options.action === "completed";
}

/** What happens behind the API: people on web pages, pushes, and a look at the truth. */
export function createBackstage(
  world: World,
  switches: Switches,
  now: () => number,
): Pick<Simulator, "hooks" | "editByHand" | "addHook" | "removeHook" | "issues" | "sendEvent"> {
  return {
    hooks: (scope) =>
      [...scopeOf(world, scope).hooks.values()].map((hook) => revealHook(hook, now())),
    editByHand: (scope, id, change) => edit(hookIn(world, scope, id), change, now()),
    addHook: (scope, hook) => {
      const settings = { now: now(), switches, path: scope };
      const added = addSeedHook(world, scopeOf(world, scope), readSeedHook(hook, scope), settings);
      return revealHook(added, now());
    },
    removeHook: (scope, id) => {
      scopeOf(world, scope).hooks.delete(hookIn(world, scope, id).id);
    },
    issues: (name) => {
      const { repository } = scopeOf(world, name);
      return repository === undefined ? [] : revealIssues(repository);
    },
    sendEvent: (name, event, options = {}) => {
      if (!arrives(event, options, switches)) return;
      const scope = scopeOf(world, name);
      const { account, repository } = scope;
      const ofOrganization = { account, repository: undefined, hooks: account.hooks };
      for (const holder of repository === undefined ? [scope] : [scope, ofOrganization]) {
        for (const hook of holder.hooks.values()) {
          if (!hook.active || !(hook.events.includes(event) || hook.events.includes("*"))) continue;
          sendDelivery(world, switches, holder, hook, {
            about: scope,
            event,
            action: options.action ?? null,
            at: now(),
            body: eventPayload({ ...options, event }, now()),
          });
        }
      }
    },
  };
}
