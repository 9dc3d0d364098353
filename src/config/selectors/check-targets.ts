import type { Repository } from "../../model/scope.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import type { ConfigDiagnostic } from "../diagnostics.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { createSuggest, didYouMean } from "../suggest.ts";
import { requiredLists } from "./select.ts";
import type { Targets } from "./targets.ts";

/** A target that matches nothing is most likely misspelled, and a run that does nothing looks fine. */
export function checkTargets(
  config: FleetConfig,
  targets: Targets,
  scopes: readonly Scope[],
  repositories: ReadonlyMap<string, readonly Repository[]>,
): readonly ConfigDiagnostic[] {
  const suggest = createSuggest();
  const names = scopes.map(scopeName);
  return targets.each.flatMap(({ pattern, selects }): readonly ConfigDiagnostic[] => {
    if (scopes.some(selects)) return [];
    // Where a list could not be read, that is the error, which the reader of the list reports.
    const unread = requiredLists(config, [pattern]).some(
      ({ owner }) => !repositories.has(owner.toLowerCase()),
    );
    if (unread) return [];
    return [
      {
        code: "unknown-target",
        message: `The target ${quoted(pattern)} matches nothing in the configuration`,
        help:
          helpForOwner(pattern, config) ??
          helpForAddress(pattern) ??
          didYouMean(suggest(pattern, names, 2)) ??
          "Use acme (the organization's own hooks), acme/api, 'acme/*' (its repositories) or 'acme/**' (both).",
        at: undefined,
      },
    ];
  });
}

/** An owner that has only repositories in the file, or only hooks of its own. */
function helpForOwner(pattern: string, { owners }: FleetConfig): string | undefined {
  const [, login, rest] = /^([\w.-]+)(\/\*\*?)?$/.exec(pattern) ?? [];
  const owner = owners.find(({ name }) => name.toLowerCase() === login?.toLowerCase());
  if (owner === undefined) return undefined;
  const { name, own, repositories } = owner;
  if (rest === undefined && repositories.length > 0)
    return `Use '${name}/*' for its repositories: the file declares no hooks of ${name} itself.`;
  return rest !== undefined && own !== undefined
    ? `Use ${name} for its own hooks: the file selects no repository of ${name}.`
    : undefined;
}

/** `https://github.com/acme/api` is where a repository is, and not what it is called. */
function helpForAddress(pattern: string): string | undefined {
  const [, name] =
    /^(?:https?:\/\/[^/]+\/|git@[^:]+:)([\w.-]+(?:\/[\w.-]+?)?)(?:\.git)?\/?$/.exec(pattern) ?? [];
  return name === undefined ? undefined : `Use ${name}.`;
}
