import { type Environment, variableOf } from "../model/environment.ts";
import { HookUrl } from "../model/hook-url.ts";
import type { FleetConfig, HookSet } from "./fleet-config.ts";
import { assembleScope } from "./scopes/assemble-scope.ts";
import { needsList } from "./selectors/select.ts";
import { urlsIn } from "./urls/resolve-url.ts";

/** The hooks of every entry. */
export function hookSetsOf({ owners }: Pick<FleetConfig, "owners">): readonly HookSet[] {
  return owners.flatMap(({ own, repositories }) => [own ?? [], ...repositories].flat());
}

/** The URLs that a configuration has in variables; of a variable without a value an empty one. */
export function urlsOfVariables(
  config: Pick<FleetConfig, "owners">,
  environment: Environment,
): ReadonlyMap<string, HookUrl> {
  const rules = hookSetsOf(config).flatMap(urlsIn);
  const names = rules.flatMap((url) => (url.kind === "env" ? [url.name] : []));
  return new Map(
    names.map((name) => {
      return [name, new HookUrl(variableOf(environment, name) ?? "", { kind: "env", name })];
    }),
  );
}

/**
 * What entries declare for repositories whose names are not known, because their owner could not be
 * listed. A URL made of a repository's name is not among it.
 *
 * @param unlisted such owners, in lower case
 */
export function urlsOfUnlisted(
  { owners, ignore, protect }: FleetConfig,
  unlisted: ReadonlySet<string | undefined>,
  environment: Environment,
): readonly HookUrl[] {
  const unsetUrls = "unknown";
  const context = { ignore, protect, environment, unsetUrls, resolved: new Map() } as const;
  const entries = owners
    .filter(({ name }) => unlisted.has(name.toLowerCase()))
    .flatMap(({ name: owner, repositories }) => repositories.map((rule) => ({ owner, rule })))
    .filter(({ rule }) => needsList(rule.selector));
  const hooks = entries.flatMap(({ owner, rule }) => {
    const standIn = { kind: "repository", owner, repository: "repository" } as const;
    return assembleScope(standIn, [rule], context, true).hooks;
  });
  return hooks.map(({ url }) => url);
}
