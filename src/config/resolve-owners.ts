import { compareStrings } from "../model/compare-strings.ts";
import type { UndeclaredSecretsPolicy, UnmanagedPolicy } from "../model/desired-state.ts";
import type { HookSet, OwnerRule, RepositoryRule, Setting } from "./fleet-config.ts";
import { quoted } from "./frames/quoted.ts";
import type { ConfigFile, Organization, RepositoryEntry, User } from "./generated/config-file.ts";
import type { HookLevel } from "./hooks/hook-fields.ts";
import { type FieldContext, readHookFields } from "./hooks/read-hook-fields.ts";
import { type HookContext, type ResolvedHook, resolveHook } from "./hooks/resolve-hook.ts";
import type { Report } from "./problem.ts";
import { resolveSelector } from "./selectors/resolve-selector.ts";
import {
  entryOf,
  itemsAt,
  type MapEntry,
  type MapNode,
  mapAt,
  stringOf,
} from "./yaml/yaml-node.ts";

/** What the entries of owners refer to. */
export interface OwnerContext {
  readonly fields: FieldContext;
  readonly hooks: HookContext;
}

/** Resolves what stands under `organizations` and `users`. */
export function resolveOwners(root: MapNode, context: OwnerContext): readonly OwnerRule[] {
  const organizations = mapAt<ConfigFile>(root, "organizations")?.entries;
  const users = mapAt<ConfigFile>(root, "users")?.entries;
  for (const [name, user] of users ?? []) {
    const organization = organizations?.get(name);
    if (organization !== undefined) reportBoth(user, organization, context.hooks.report);
  }
  return [
    ...[...(organizations?.values() ?? [])].map((entry) =>
      resolveOwner(entry, "organization", context),
    ),
    ...[...(users?.values() ?? [])].map((entry) => resolveOwner(entry, "user", context)),
  ]
    .flatMap((owner) => owner ?? [])
    .sort((left, right) => compareStrings(left.name.toLowerCase(), right.name.toLowerCase()));
}

function reportBoth(user: MapEntry, organization: MapEntry, report: Report): void {
  report({
    code: "contradicting-owner",
    message: `${quoted(user.key)} stands under \`organizations\` and under \`users\``,
    at: user.keyNode.position,
    related: [organization.keyNode.position],
  });
}

function resolveOwner(
  { key: name, keyNode, value, spellings = [] }: MapEntry,
  kind: OwnerRule["kind"],
  context: OwnerContext,
): OwnerRule | undefined {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/.test(name)) {
    context.hooks.report({
      code: "bad-name",
      message: `${quoted(name)} cannot be the login of an organization or a user`,
      help: "A login is letters, digits, `-` and `_`. There are no globs over owners.",
      at: keyNode.position,
    });
  }
  if (value.kind !== "map") return undefined;
  const own = kind === "organization" && hasOwnHooks(value);
  return {
    name,
    spellings,
    kind,
    position: keyNode.position,
    own: own
      ? { ...resolveHookSet(value, "organization", context), position: keyNode.position }
      : undefined,
    repositories: itemsAt<Organization | User>(value, "repositories").flatMap((entry) =>
      entry.kind === "map" ? [resolveEntry(entry, kind, context)] : [],
    ),
  };
}

/** An entry with `repositories` alone does not speak of the organization's own hooks. */
function hasOwnHooks(organization: MapNode): boolean {
  return (["hooks", "unmanaged", "undeclared_secrets"] as const).some(
    (key) => entryOf<Organization>(organization, key) !== undefined,
  );
}

function resolveEntry(
  entry: MapNode,
  kind: OwnerRule["kind"],
  context: OwnerContext,
): RepositoryRule {
  const properties = entryOf<RepositoryEntry>(entry, "properties");
  if (kind === "user" && properties !== undefined) {
    context.hooks.report({
      code: "properties-of-user",
      message: "Only the repositories of organizations have custom properties",
      at: properties.keyNode.position,
    });
  }
  return {
    ...resolveHookSet(entry, "repository", context),
    selector: resolveSelector(entry, context.hooks.report),
  };
}

function resolveHookSet(node: MapNode, level: HookLevel, context: OwnerContext): HookSet {
  const resolved = itemsAt<Organization & RepositoryEntry>(node, "hooks").flatMap(
    (item): readonly ResolvedHook[] => {
      if (item.kind !== "map") return [];
      const hook = resolveHook(readHookFields(item, context.fields), level, context.hooks);
      return hook === undefined ? [] : [hook];
    },
  );
  return {
    hooks: resolved.flatMap((hook) => (hook.kind === "present" ? [hook.rule] : [])),
    absent: resolved.flatMap((hook) => (hook.kind === "absent" ? [hook.rule] : [])),
    unmanaged: settingAt<UnmanagedPolicy>(node, "unmanaged", ["report", "keep", "delete"]),
    undeclaredSecrets: settingAt<UndeclaredSecretsPolicy>(node, "undeclared_secrets", [
      "refuse",
      "keep",
    ]),
    position: node.position,
  };
}

/** A setting whose value is one of the words it takes. */
export function settingAt<Word extends string>(
  node: MapNode,
  key: "unmanaged" | "undeclared_secrets",
  words: readonly Word[],
): Setting<Word> | undefined {
  const value = entryOf<RepositoryEntry>(node, key)?.value;
  const word = words.find((one) => one === stringOf(value));
  return value && word && { value: word, position: value.position };
}
