import type { FleetConfig, OwnerRule, RepositoryRule } from "../fleet-config.ts";
import { matchesName, needsList } from "./matches-selector.ts";
import { compileTargets } from "./targets.ts";

/** A list of repositories that has to be read before scopes are known. */
export interface RequiredList {
  readonly owner: string;
  readonly kind: "organization" | "user";
  /** Custom properties are needed too. */
  readonly properties: boolean;
}

/**
 * The lists without which nobody knows which repositories are meant. Names written out need none,
 * and neither do owners, or single repositories, that the targets leave out.
 */
export function requiredLists(
  config: FleetConfig,
  targets: readonly string[],
): readonly RequiredList[] {
  return config.owners.flatMap((owner) => {
    const rules = owner.repositories.filter(
      (rule) => needsList(rule.selector) && mayConcern(owner, rule, targets),
    );
    if (rules.length === 0) return [];
    const properties = rules.some((rule) => rule.selector.properties.size > 0);
    return [{ owner: owner.name, kind: owner.kind, properties }];
  });
}

function mayConcern(owner: OwnerRule, rule: RepositoryRule, targets: readonly string[]): boolean {
  if (!compileTargets(targets).mayReach(owner.name)) return false;
  if (targets.length === 0) return true;
  return targets.some((target) => {
    const name = repositoryNamed(target);
    if (!compileTargets([target]).mayReach(owner.name)) return false;
    return name === undefined || matchesName(rule.selector, name);
  });
}

/** The repository of a target that names exactly one. */
function repositoryNamed(target: string): string | undefined {
  return /^[^/]+\/([\w.-]+)$/.exec(target)?.[1];
}
