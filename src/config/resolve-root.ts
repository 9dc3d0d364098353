import { compareStrings } from "../model/compare-strings.ts";
import type { Scope } from "../model/scope.ts";
import { compileUrlGlob } from "../model/url-glob.ts";
import type { ConfigContext } from "./diagnostics.ts";
import type { FleetConfig, GuardGlob, HookSet, OwnerRule, RepositoryRule } from "./fleet-config.ts";
import { quoted } from "./frames/quoted.ts";
import type {
  ConfigFile,
  Defaults,
  Limits,
  Organization,
  RepositoryEntry,
  User,
} from "./generated/config-file.ts";
import { type HookFields, readHookFields } from "./hooks/read-hook-fields.ts";
import {
  checkTemplate,
  type HookContext,
  type RuleContext,
  resolveHook,
} from "./hooks/resolve-hook.ts";
import { checkRepeatedHooks } from "./rules/check-repeated-hooks.ts";
import { checkScopes } from "./rules/check-scopes.ts";
import { checkOneSpelling } from "./rules/check-spellings.ts";
import { resolveSecrets } from "./secrets/resolve-secrets.ts";
import { resolveSelector } from "./selectors/resolve-selector.ts";
import { checkUrlGlob } from "./urls/read-url.ts";
import {
  entryOf,
  itemsAt,
  type KnownKey,
  type MapEntry,
  type MapNode,
  mapAt,
  type Placed,
  placedStrings,
  scalarOf,
} from "./yaml/yaml-node.ts";

const defaultMaxDeletes = 10;
const defaultMaxRepeats = 20;

const rules: readonly ((ctx: RuleContext) => void)[] = [
  checkTemplates,
  checkScopes,
  checkOneSpelling,
  checkRepeatedHooks,
  checkUnused,
];

/** Resolves the merged files: secrets, then templates and defaults, which owners refer to. */
export function resolveRoot(
  root: MapNode,
  ctx: ConfigContext,
  maxRepeats: number = defaultMaxRepeats,
): Omit<FleetConfig, "digest" | "frame"> {
  const secrets = resolveSecrets(root, ctx);
  const secretsContext = { ...ctx, secrets, usedSecrets: new Set<string>() };
  const templates = new Map<string, HookFields | undefined>();
  for (const [name, { value, keyNode }] of mapAt<ConfigFile>(root, "templates")?.entries ?? []) {
    const fields = value.kind === "map" ? readHookFields(value, secretsContext) : undefined;
    // What is said of a template as a whole is said at its name.
    templates.set(name, fields && { ...fields, position: keyNode.position });
  }
  const defaults = mapAt<ConfigFile>(root, "defaults");
  const hookDefaults = defaults && mapAt<Defaults>(defaults, "hook");
  const hookContext = {
    ...secretsContext,
    templates,
    templateNames: [...templates.keys()],
    usedTemplates: new Set<string>(),
    defaults: hookDefaults && readHookFields(hookDefaults, secretsContext),
  };
  const owners = resolveOwners(root, hookContext);
  const ignore = readGlobs(root, "ignore", ctx);
  const protect = readGlobs(root, "protect", ctx);
  for (const rule of rules) rule({ ...hookContext, root, owners, ignore, protect, maxRepeats });
  const unmanaged = defaults && settingAt(defaults, "unmanaged");
  const undeclared = defaults && settingAt(defaults, "undeclared_secrets");
  const limits = mapAt<ConfigFile>(root, "limits");
  const limitAt = (key: KnownKey<Limits>) =>
    limits && scalarOf<number>(entryOf<Limits>(limits, key)?.value);
  const known = [...secrets.byName].flatMap(([name, secret]) =>
    secret ? [[name, secret] as const] : [],
  );
  return {
    owners,
    secrets: new Map(known),
    ignore,
    protect,
    limits: {
      maxDeletes: limitAt("max_deletes") ?? defaultMaxDeletes,
      maxChanges: limitAt("max_changes"),
    },
    unmanaged: unmanaged?.value ?? "report",
    undeclaredSecrets: undeclared?.value ?? "refuse",
    settingPlaces: { unmanaged: unmanaged?.position, undeclaredSecrets: undeclared?.position },
  };
}

function readGlobs(
  root: MapNode,
  key: "ignore" | "protect",
  { report }: ConfigContext,
): readonly GuardGlob[] {
  return placedStrings(itemsAt<ConfigFile>(root, key)).map(({ value, position }) => {
    const fault = checkUrlGlob(value, `This glob in \`${key}\``, position);
    if (fault !== undefined) report(fault);
    return { ...compileUrlGlob(value), position };
  });
}

function checkTemplates(ctx: RuleContext): void {
  for (const [name, fields] of ctx.templates)
    if (fields !== undefined) checkTemplate(fields, ctx.usedTemplates.has(name), ctx);
}

function checkUnused({ root, complete, usedTemplates, usedSecrets, report }: RuleContext): void {
  const unused = (kind: "template" | "secret", used: ReadonlySet<string>): void => {
    const entries: Iterable<readonly [string, MapEntry]> =
      mapAt<ConfigFile>(root, `${kind}s`)?.entries ?? [];
    for (const [name, { keyNode }] of entries) {
      const message = `Nothing uses the ${kind} ${quoted(name)}`;
      if (!used.has(name)) report({ code: `unused-${kind}`, message, at: keyNode.position });
    }
  };
  // A file that is missing or broken may hold what uses them.
  if (!complete) return;
  unused("template", usedTemplates);
  unused("secret", usedSecrets);
}

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
