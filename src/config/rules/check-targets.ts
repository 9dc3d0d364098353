import type { Repository } from "../../model/repository.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { Problem } from "../problem.ts";
import { requiredLists } from "../selectors/repository-lists.ts";
import type { Targets } from "../selectors/targets.ts";
import { createSuggest, didYouMean } from "../suggest/suggest.ts";

/** A target that matches nothing is most likely misspelt, and a run that does nothing looks fine. */
export function checkTargets(
  config: FleetConfig,
  targets: Targets,
  scopes: readonly Scope[],
  repositories: ReadonlyMap<string, readonly Repository[]>,
): readonly Problem[] {
  const suggest = createSuggest();
  const names = scopes.map(scopeName);
  return targets.each.flatMap(({ pattern, selects }): readonly Problem[] => {
    if (scopes.some(selects)) return [];
    // Where a list could not be read, that is the error, and it is told by who read it.
    const unread = requiredLists(config, [pattern]).some(
      ({ owner }) => !repositories.has(owner.toLowerCase()),
    );
    if (unread) return [];
    return [
      {
        code: "unknown-target",
        message: `The target ${quoted(pattern)} matches nothing in the configuration`,
        help:
          didYouMean(suggest(pattern, names, 2)) ??
          "Say an organization (acme), a repository (acme/api), or 'acme/*' for all of its repositories.",
        at: undefined,
      },
    ];
  });
}
