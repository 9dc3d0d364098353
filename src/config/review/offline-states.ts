import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { desiredState } from "../desired-state.ts";
import type { FleetConfig } from "../fleet-config.ts";
import { closeSelectors } from "./close-selectors.ts";
import { matchLabels } from "./match-labels.ts";

/** What two configurations ask for, as far as that can be known without GitHub. */
export interface OfflineStates {
  readonly base: DesiredState;
  readonly head: DesiredState;
  /** Of the change alone: targets that match nothing, selectors that changed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The repositories that either side, or a target, names. */
function knownNames(
  configs: readonly FleetConfig[],
  targets: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const known = new Map<string, Map<string, string>>();
  const add = (owner: string, name: string): void => {
    const names = known.get(owner.toLowerCase()) ?? new Map<string, string>();
    known.set(owner.toLowerCase(), names);
    if (!names.has(name.toLowerCase())) names.set(name.toLowerCase(), name);
  };
  for (const { name, repositories } of configs.flatMap(({ owners }) => owners))
    for (const { selector } of repositories)
      if (!selector.conditional) for (const exact of selector.exact.values()) add(name, exact);
  for (const target of targets) {
    const [, owner, name] = /^([\w.-]+)\/([\w.-]+)$/.exec(target) ?? [];
    if (owner !== undefined && name !== undefined) add(owner, name);
  }
  return known;
}

/**
 * Resolves two configurations against each other without GitHub. Repositories that one of them names
 * are scopes, with what names and globs ask for there; every other selector is one scope of its own,
 * named after it. URLs from variables have stand-ins.
 */
export function offlineStates(
  base: FleetConfig,
  head: FleetConfig,
  targets: readonly string[],
): OfflineStates {
  // The spelling of the change goes before that of the base.
  const names = knownNames([head, base], targets);
  const { renames, diagnostics } = matchLabels(base, head);
  const input = {
    repositories: new Map(),
    targets,
    environment: {},
    unsetUrls: "stand-in",
  } as const;
  const before = desiredState(closeSelectors(base, names, renames), input);
  const after = desiredState(closeSelectors(head, names), input);
  return {
    base: before.state,
    head: after.state,
    diagnostics: [...after.diagnostics, ...diagnostics],
  };
}
