import { compareStrings } from "../model/compare-strings.ts";
import type { Scope } from "../model/scope.ts";
import type { HookSet, OwnerRule, RepositoryRule } from "./fleet-config.ts";
import { quoted } from "./frames/quoted.ts";
import type { ConfigFile, Organization, RepositoryEntry, User } from "./generated/config-file.ts";
import { type HookContext, resolveHook } from "./hooks/resolve-hook.ts";
import { resolveSelector } from "./selectors/resolve-selector.ts";
import {
  entryOf,
  itemsAt,
  type MapEntry,
  type MapNode,
  mapAt,
  type Placed,
  scalarOf,
} from "./yaml/yaml-node.ts";

export function resolveOwners(root: MapNode, ctx: HookContext): readonly OwnerRule[] {
  const organizations = mapAt<ConfigFile>(root, "organizations")?.entries;
  const users = mapAt<ConfigFile>(root, "users")?.entries;
  for (const [name, user] of users ?? []) {
    const organization = organizations?.get(name);
    if (organization === undefined) continue;
    ctx.report({
      code: "contradicting-owner",
      message: `${quoted(user.key)} is under both \`organizations\` and \`users\``,
      at: user.keyNode.position,
      related: [organization.keyNode.position],
    });
  }
  return [
    ...[...(organizations?.values() ?? [])].flatMap(
      (one) => resolveOwner(one, "organization", ctx) ?? [],
    ),
    ...[...(users?.values() ?? [])].flatMap((one) => resolveOwner(one, "user", ctx) ?? []),
  ].sort((left, right) => compareStrings(left.name.toLowerCase(), right.name.toLowerCase()));
}

function resolveOwner(
  { key: name, keyNode, value, spellings = [] }: MapEntry,
  kind: OwnerRule["kind"],
  ctx: HookContext,
): OwnerRule | undefined {
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/.test(name)) {
    ctx.report({
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
      ? { ...resolveHookSet(value, "organization", ctx), position: keyNode.position }
      : undefined,
    repositories: itemsAt<Organization | User>(value, "repositories").flatMap((entry) =>
      entry.kind === "map" ? [resolveEntry(entry, kind, ctx)] : [],
    ),
  };
}

/** An entry with `repositories` alone does not speak of the organization's own hooks. */
function hasOwnHooks(organization: MapNode): boolean {
  return (["hooks", "unmanaged", "undeclared_secrets"] as const).some(
    (key) => entryOf<Organization>(organization, key) !== undefined,
  );
}

function resolveEntry(entry: MapNode, kind: OwnerRule["kind"], ctx: HookContext): RepositoryRule {
  const properties = entryOf<RepositoryEntry>(entry, "properties");
  if (kind === "user" && properties !== undefined) {
    ctx.report({
      code: "properties-of-user",
      message: "Only the repositories of organizations have custom properties",
      at: properties.keyNode.position,
    });
  }
  return {
    ...resolveHookSet(entry, "repository", ctx),
    selector: resolveSelector(entry, ctx.report),
  };
}

function resolveHookSet(node: MapNode, level: Scope["kind"], ctx: HookContext): HookSet {
  const resolved = itemsAt<Organization & RepositoryEntry>(node, "hooks").flatMap(
    (item) => (item.kind === "map" && resolveHook(item, level, ctx)) || [],
  );
  return {
    hooks: resolved.flatMap((hook) => (hook.kind === "present" ? [hook.rule] : [])),
    absent: resolved.flatMap((hook) => (hook.kind === "absent" ? [hook.rule] : [])),
    unmanaged: settingAt(node, "unmanaged"),
    undeclaredSecrets: settingAt(node, "undeclared_secrets"),
    position: node.position,
  };
}

export function settingAt<Key extends "unmanaged" | "undeclared_secrets">(
  node: MapNode,
  key: Key,
): Placed<NonNullable<RepositoryEntry[Key]>> | undefined {
  const written = entryOf<RepositoryEntry>(node, key)?.value;
  const value = scalarOf<NonNullable<RepositoryEntry[Key]>>(written);
  return written && value && { value, position: written.position };
}
