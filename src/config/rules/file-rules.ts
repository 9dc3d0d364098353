import type { Repository } from "../../model/repository.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type {
  ConfigFile,
  Hook,
  Organization,
  RepositoryEntry,
  User,
} from "../generated/config-file.ts";
import type { Problem, Report } from "../problem.ts";
import { requiredLists } from "../selectors/select.ts";
import type { Targets } from "../selectors/targets.ts";
import { createSuggest, didYouMean } from "../suggest/suggest.ts";
import {
  entryOf,
  itemsAt,
  type KnownKey,
  type MapEntry,
  type MapNode,
  mapAt,
  stringOf,
} from "../yaml/yaml-node.ts";

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

const guards: readonly KnownKey<ConfigFile>[] = ["defaults", "ignore", "protect", "limits"];

const help = "Write it in the file that `--policy` names.";

/** With a policy file, what guards everybody may stand only there. `root` is any other file. */
export function checkPolicy(root: MapNode, report: Report): void {
  for (const key of guards) {
    const entry = entryOf<ConfigFile>(root, key);
    if (entry === undefined) continue;
    const message = `\`${key}\` may stand only in the policy file`;
    report({ code: "policy-only", message, help, at: entry.keyNode.position });
  }
  for (const key of ["organizations", "users"] as const) {
    for (const { value: owner } of mapAt<ConfigFile>(root, key)?.entries.values() ?? []) {
      if (owner.kind !== "map") continue;
      refuseDelete(owner, report);
      refuseGlobs(owner, report);
      for (const entry of itemsAt<Organization | User>(owner, "repositories")) {
        if (entry.kind !== "map") continue;
        refuseDelete(entry, report);
        refuseGlobs(entry, report);
      }
    }
  }
}

/** A glob beside `state: absent` deletes what nobody has named, as `unmanaged: delete` does. */
function refuseGlobs(map: MapNode, report: Report): void {
  for (const hook of itemsAt<Organization | RepositoryEntry>(map, "hooks")) {
    if (hook.kind !== "map") continue;
    const [state, url] = (["state", "url"] as const).map((key) => entryOf<Hook>(hook, key)?.value);
    const isAbsent = state !== undefined && stringOf(state) === "absent";
    if (!isAbsent || url === undefined || stringOf(url)?.includes("*") !== true) continue;
    const message = "a glob beside `state: absent` may stand only in the policy file";
    report({ code: "policy-only", message, help, at: url.position });
  }
}

function refuseDelete(map: MapNode, report: Report): void {
  const value = entryOf<Organization | RepositoryEntry>(map, "unmanaged")?.value;
  if (value === undefined || stringOf(value) !== "delete") return;
  const message = "`unmanaged: delete` may stand only in the policy file";
  report({ code: "policy-only", message, help, at: value.position });
}

/** Warns of templates or secrets that nothing refers to. */
export function reportUnused(
  kind: "template" | "secret",
  entries: ReadonlyMap<string, MapEntry> | undefined,
  used: ReadonlySet<string>,
  report: Report,
): void {
  for (const [name, { keyNode }] of entries ?? []) {
    if (used.has(name)) continue;
    report({
      code: `unused-${kind}`,
      message: `Nothing uses the ${kind} ${quoted(name)}`,
      at: keyNode.position,
    });
  }
}
