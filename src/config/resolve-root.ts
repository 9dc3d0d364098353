import { compileUrlGlob } from "../model/url-glob.ts";
import type { ConfigContext } from "./diagnostics.ts";
import type { FleetConfig, GuardGlob } from "./fleet-config.ts";
import { quoted } from "./frames/quoted.ts";
import type { ConfigFile, Defaults, Limits } from "./generated/config-file.ts";
import { type HookFields, readHookFields } from "./hooks/read-hook-fields.ts";
import { checkTemplate } from "./hooks/resolve-hook.ts";
import { resolveOwners, settingAt } from "./resolve-owners.ts";
import { checkRepeatedHooks } from "./rules/check-repeated-hooks.ts";
import { checkScopes } from "./rules/check-scopes.ts";
import { checkOneSpelling } from "./rules/check-spellings.ts";
import type { Rule, RuleContext } from "./rules/rule.ts";
import { resolveSecrets } from "./secrets/resolve-secrets.ts";
import { checkUrlGlob } from "./urls/judge-url.ts";
import {
  entryOf,
  itemsAt,
  type KnownKey,
  type MapEntry,
  type MapNode,
  mapAt,
  placedStrings,
  scalarOf,
} from "./yaml/yaml-node.ts";

const defaultMaxDeletes = 10;
const defaultMaxRepeats = 20;

const rules: readonly Rule[] = [
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
