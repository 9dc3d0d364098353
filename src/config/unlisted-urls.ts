import type { Environment } from "../model/environment.ts";
import type { HookUrl } from "../model/hook-url.ts";
import type { FleetConfig } from "./fleet-config.ts";
import { assembleScope } from "./scopes/assemble-scope.ts";
import { needsList } from "./selectors/select.ts";

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
