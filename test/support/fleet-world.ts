import type { LiveHook } from "../../src/model/hook.ts";
import { scopeKey, scopeName } from "../../src/model/scope.ts";
import type { FleetCase } from "./arbitraries.ts";
import { type GitHubWorld, githubWorld, type WorldOptions } from "./github-world.ts";

/** A random fleet on a simulated GitHub, where every hook has an id of its own. */
export function fleetWorld(
  { desired, live }: FleetCase,
  options: Pick<WorldOptions, "switches" | "direct" | "damaged" | "client">,
): Promise<GitHubWorld> {
  const scopes = desired.scopes.map((wanted, index) => {
    const reading = live.get(scopeKey(wanted.scope));
    const hooks: readonly LiveHook[] = reading?.status === "read" ? reading.hooks : [];
    const apart = hooks.map((hook) => ({ ...hook, id: (index + 1) * 100 + hook.id }));
    return [scopeName(wanted.scope), { ...wanted, live: apart }] as const;
  });
  const { ignore, protect, limits } = desired;
  return githubWorld({
    scopes: Object.fromEntries(scopes),
    state: { ignore, protect, limits },
    ...options,
  });
}
