import type { LiveHook } from "../../src/model/hook.ts";
import { scopeKey, scopeName } from "../../src/model/scope.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import type { FleetCase } from "./arbitraries.ts";
import {
  createWorldSimulator,
  type GitHubWorld,
  githubWorld,
  type WorldOptions,
} from "./github-world.ts";

/** A random fleet on a simulated GitHub, where every hook has an id of its own. */
export function fleetWorld(
  { desired, live }: FleetCase,
  {
    between = (simulator) => simulator,
    ...options
  }: Pick<WorldOptions, "switches" | "direct" | "damaged" | "client"> & {
    /** Stands between the client and GitHub. */
    readonly between?: (simulator: Simulator) => Simulator;
  },
): Promise<GitHubWorld> {
  const scopes = desired.scopes.map((wanted, index) => {
    const reading = live.get(scopeKey(wanted.scope));
    const hooks: readonly LiveHook[] = reading?.status === "read" ? reading.hooks : [];
    const apart = hooks.map((hook) => ({ ...hook, id: (index + 1) * 100 + hook.id }));
    return [scopeName(wanted.scope), { ...wanted, live: apart }] as const;
  });
  const { ignore, protect, limits } = desired;
  const world = {
    scopes: Object.fromEntries(scopes),
    state: { ignore, protect, limits },
    ...options,
  };
  return githubWorld(world, between(createWorldSimulator(world)));
}
