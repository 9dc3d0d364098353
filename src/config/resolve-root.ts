import { compareStrings } from "../model/compare-strings.ts";
import { defaultLimits } from "../model/desired-state.ts";
import type { SourcePosition } from "../model/diagnostic.ts";
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
import { type HookEntry, readHookFields } from "./hooks/read-hook-fields.ts";
import {
  checkTemplate,
  type HookContext,
  type RuleContext,
  resolveHook,
} from "./hooks/resolve-hook.ts";
import { checkRepeatedHooks } from "./rules/check-repeated-hooks.ts";
import { checkScopes } from "./rules/check-scopes.ts";
import { checkOneSpelling } from "./rules/check-spellings.ts";
import { resolveSecretEntries } from "./secrets/resolve-secrets.ts";
import { resolveSelector } from "./selectors/select.ts";
import { checkUrlGlob } from "./urls/read-url.ts";
import {
  type Checked,
  type CheckedEntry,
  type CheckedFields,
  itemsOf,
  mapFields,
  type Placed,
} from "./yaml/yaml-node.ts";

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
  root: Checked<ConfigFile>,
  ctx: ConfigContext,
  maxRepeats: number = defaultMaxRepeats,
): Omit<FleetConfig, "digest" | "frame"> {
  const file = mapFields<ConfigFile>(root);
  const secrets = resolveSecretEntries(file.secrets, ctx);
  const secretsContext = { ...ctx, secrets, usedSecrets: new Set<string>() };
  const templates = new Map<string, HookEntry | undefined>();
  for (const [name, node] of file.templates?.value ?? []) {
    const fields = node.value && readHookFields(node, secretsContext);
    // What is said of a template as a whole is said at its name.
    templates.set(name, fields && { ...fields, position: node.keyNode.position });
  }
  const { hook, unmanaged, undeclared_secrets: undeclared } = mapFields<Defaults>(file.defaults);
  const hookContext = {
    ...secretsContext,
    templates,
    templateNames: [...templates.keys()],
    usedTemplates: new Set<string>(),
    defaults: hook && readHookFields(hook, secretsContext),
  };
  const owners = resolveOwners(file, hookContext);
  const ignore = readGlobs("ignore", file.ignore, ctx);
  const protect = readGlobs("protect", file.protect, ctx);
  for (const rule of rules) rule({ ...hookContext, file, owners, ignore, protect, maxRepeats });
  const limits = mapFields<Limits>(file.limits);
  const known = [...secrets.byName].flatMap(([name, secret]) =>
    secret ? [[name, secret] as const] : [],
  );
  return {
    owners,
    secrets: new Map(known),
    ignore,
    protect,
    limits: {
      maxDeletes: limits.max_deletes?.value ?? defaultLimits.maxDeletes,
      maxChanges: limits.max_changes?.value,
    },
    unmanaged: unmanaged?.value ?? "report",
    undeclaredSecrets: undeclared?.value ?? "refuse",
    settingPlaces: { unmanaged: unmanaged?.position, undeclaredSecrets: undeclared?.position },
  };
}

function readGlobs(
  key: "ignore" | "protect",
  globs: Checked<readonly string[]> | undefined,
  { report }: ConfigContext,
): readonly GuardGlob[] {
  return itemsOf(globs?.value).map(({ value, position }) => {
    const fault = checkUrlGlob(value, `This glob in \`${key}\``, position);
    if (fault !== undefined) report(fault);
    return { ...compileUrlGlob(value), position };
  });
}

function checkTemplates(ctx: RuleContext): void {
  for (const [name, fields] of ctx.templates)
    if (fields !== undefined) checkTemplate(fields, ctx.usedTemplates.has(name), ctx);
}

function checkUnused({ file, complete, usedTemplates, usedSecrets, report }: RuleContext): void {
  const check = (
    kind: "template" | "secret",
    entries: Checked<Readonly<Record<string, unknown>>> | undefined,
    used: ReadonlySet<string>,
  ): void => {
    for (const [name, { keyNode }] of entries?.value ?? []) {
      const message = `Nothing uses the ${kind} ${quoted(name)}`;
      if (!used.has(name)) report({ code: `unused-${kind}`, message, at: keyNode.position });
    }
  };
  // A file that is missing or broken may hold what uses them.
  if (!complete) return;
  check("template", file.templates, usedTemplates);
  check("secret", file.secrets, usedSecrets);
}

function resolveOwners({ organizations, users }: CheckedFields<ConfigFile>, ctx: HookContext) {
  for (const [name, user] of users?.value ?? []) {
    const organization = organizations?.value?.get(name);
    if (organization === undefined) continue;
    const message = `${quoted(user.key)} is under both \`organizations\` and \`users\``;
    const related = [organization.keyNode.position];
    ctx.report({ code: "contradicting-owner", message, at: user.keyNode.position, related });
  }
  const resolve = (kind: OwnerRule["kind"], owners: typeof organizations | typeof users) =>
    [...(owners?.value?.values() ?? [])].flatMap((owner) => resolveOwner(owner, kind, ctx) ?? []);
  return [...resolve("organization", organizations), ...resolve("user", users)].sort(
    (left, right) => compareStrings(left.name.toLowerCase(), right.name.toLowerCase()),
  );
}

function resolveOwner(
  node: CheckedEntry<Organization | User>,
  kind: OwnerRule["kind"],
  ctx: HookContext,
): OwnerRule | undefined {
  const { key: name, spellings = [] } = node;
  const { position } = node.keyNode;
  if (!/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,99})$/.test(name)) {
    const message = `${quoted(name)} cannot be the login of an organization or a user`;
    const help = "A login is letters, digits, `-` and `_`. There are no globs over owners.";
    ctx.report({ code: "bad-name", message, help, at: position });
  }
  if (node.value === undefined) return undefined;
  const { repositories, ...ofItsOwn } = mapFields<Organization>(node);
  const { hooks, unmanaged, undeclared_secrets: undeclared } = ofItsOwn;
  // An entry with `repositories` alone does not mention the organization's own hooks.
  const hasOwn = [hooks, unmanaged, undeclared].some((field) => field !== undefined);
  return {
    name,
    spellings,
    kind,
    position,
    own:
      kind === "organization" && hasOwn
        ? resolveHookSet(ofItsOwn, "organization", position, ctx)
        : undefined,
    repositories: itemsOf(repositories?.value).map((entry) => resolveEntry(entry, kind, ctx)),
  };
}

function resolveEntry(
  entry: Checked<RepositoryEntry>,
  kind: OwnerRule["kind"],
  ctx: HookContext,
): RepositoryRule {
  const fields = mapFields<RepositoryEntry>(entry);
  if (kind === "user" && fields.properties !== undefined) {
    const message = "Only the repositories of organizations have custom properties";
    ctx.report({ code: "properties-of-user", message, at: fields.properties.keyNode.position });
  }
  return {
    ...resolveHookSet(fields, "repository", entry.position, ctx),
    selector: resolveSelector(fields, ctx.report),
  };
}

function resolveHookSet(
  {
    hooks,
    unmanaged,
    undeclared_secrets: undeclared,
  }: Pick<CheckedFields<RepositoryEntry>, "hooks" | "unmanaged" | "undeclared_secrets">,
  level: Scope["kind"],
  position: SourcePosition,
  ctx: HookContext,
): HookSet {
  const resolved = itemsOf(hooks?.value).flatMap((hook) => resolveHook(hook, level, ctx) ?? []);
  return {
    hooks: resolved.flatMap((hook) => (hook.kind === "present" ? [hook.rule] : [])),
    absent: resolved.flatMap((hook) => (hook.kind === "absent" ? [hook.rule] : [])),
    unmanaged: placed(unmanaged),
    undeclaredSecrets: placed(undeclared),
    position,
  };
}

function placed<Value>(
  setting: { readonly value?: Value | undefined; readonly position: SourcePosition } | undefined,
): Placed<Value> | undefined {
  if (setting?.value === undefined) return undefined;
  return { value: setting.value, position: setting.position };
}
