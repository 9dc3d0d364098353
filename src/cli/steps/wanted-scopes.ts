import { desiredState } from "../../config/desired-state.ts";
import type { FleetConfig } from "../../config/fleet-config.ts";
import { listRepositories } from "../../fleet/list-repositories.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { DesiredScope } from "../../model/desired-state.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import type { NeededWrite } from "../../model/grants.ts";
import { compareScopes, type Scope, scopeKey } from "../../model/scope.ts";
import type { Session } from "../session.ts";
import { importTargets } from "./import-targets.ts";
import { listingProgress } from "./plan-fleet.ts";

/** The scopes that `doctor` looks at. */
export interface Wanted {
  readonly scopes: readonly Scope[];
  readonly named: ReadonlySet<string>;
  /** The writes that an `apply` of the file may need. */
  readonly needed: readonly NeededWrite[];
}

/** All of them in one order; undefined is what could not be found out. */
export function joinWanted(all: readonly (Wanted | undefined)[]): Wanted {
  const known = all.filter((one) => one !== undefined);
  return {
    scopes: known.flatMap(({ scopes }) => scopes).toSorted(compareScopes),
    named: new Set(known.flatMap(({ named }) => [...named])),
    needed: known.flatMap(({ needed }) => needed),
  };
}

export async function scopesOfTargets(
  targets: readonly string[],
  reader: GitHubReader,
  session: Session,
): Promise<Wanted> {
  const found = await importTargets(targets, reader, listingProgress(session));
  const { scopes, named } = found;
  if (scopes.length === 0)
    throw new HookfleetError(
      "nothing-to-import",
      "the targets match no repository that is not archived",
    );
  return { scopes, named, needed: [] };
}

export async function scopesOfFile(
  config: FleetConfig,
  reader: GitHubReader,
  session: Session,
): Promise<Wanted> {
  const { target } = session.options;
  const lists = await listRepositories(config, target, () => reader, listingProgress(session));
  const { state, diagnostics } = desiredState(config, {
    ...{ repositories: lists.repositories, targets: target, unsetUrls: "offline" },
    environment: session.environment,
  });
  const errors = [...diagnostics, ...lists.problems].filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DiagnosticsError(errors);
  const { scopes } = state;
  const named = scopes.flatMap(({ scope, namedExactly }) =>
    namedExactly ? [scopeKey(scope)] : [],
  );
  return {
    scopes: scopes.map(({ scope }) => scope),
    named: new Set(named),
    needed: scopes.flatMap(neededWrites),
  };
}

function neededWrites({ scope, hooks, absent, unmanaged }: DesiredScope): readonly NeededWrite[] {
  const deletes =
    unmanaged === "delete" ||
    absent.length > 0 ||
    hooks.some(({ previousUrls }) => previousUrls.length > 0);
  return [
    ...(hooks.length > 0 ? [{ scope, write: "write" } as const] : []),
    ...(deletes ? [{ scope, write: "delete" } as const] : []),
  ];
}
