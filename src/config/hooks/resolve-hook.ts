import { compareStrings } from "../../model/compare-strings.ts";
import { hookFields } from "../../model/hook-fields.ts";
import type { Scope } from "../../model/scope.ts";
import { ruleKey } from "../config-digest.ts";
import type { AbsentRule, FleetConfig, HookRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { ConfigFile, Hook } from "../generated/config-file.ts";
import type { SecretsContext } from "../secrets/resolve-secrets.ts";
import { didYouMean } from "../suggest.ts";
import type { Checked, CheckedFields } from "../yaml/yaml-node.ts";
import { bindUrls, reportUnusedParameters } from "./bind-urls.ts";
import { checkSecretHost, hookRules } from "./hook-rules.ts";
import { type HookEntry, readHookFields } from "./read-hook-fields.ts";

export interface HookContext extends SecretsContext {
  /** By name; undefined where the template is no map, which has been reported. */
  readonly templates: ReadonlyMap<string, HookEntry | undefined>;
  readonly templateNames: readonly string[];
  readonly usedTemplates: Set<string>;
  readonly defaults: HookEntry | undefined;
}

/** What a rule over the whole configuration sees. */
export interface RuleContext
  extends HookContext,
    Pick<FleetConfig, "owners" | "ignore" | "protect"> {
  readonly file: CheckedFields<ConfigFile>;
  /** How many repositories of an organization may have the same hook without a warning. */
  readonly maxRepeats: number;
}

export type ResolvedHook =
  | { readonly kind: "present"; readonly rule: HookRule }
  | { readonly kind: "absent"; readonly rule: AbsentRule };

/** The fields that come with their places, in the order in which they are explained. */
const explained = [...hookFields.map(({ key }) => key), "secret", "previous_urls"] as const;

/** Fills in template and defaults; undefined where that cannot be done, which has been reported. */
export function resolveHook(
  node: Checked<Hook>,
  level: Scope["kind"],
  ctx: HookContext,
): ResolvedHook | undefined {
  const entry = readHookFields(node, ctx);
  if (entry.fields.state?.value === "absent") return resolveAbsent(node, entry, level, ctx);
  const template = templateOf(entry, ctx);
  if (template === undefined && entry.fields.use !== undefined) return undefined;
  const fields = { ...ctx.defaults?.fields, ...template?.fields, ...entry.fields };
  const { url, previousUrls } = bindUrls({ entry, template, fields, level }, ctx);
  for (const rule of hookRules) rule({ entry, template, fields, url, level }, ctx);
  const { events, content_type: contentType, insecure_ssl: insecureSsl, active, secret } = fields;
  const written = explained.flatMap((key) => (fields[key] ? [{ key, ...fields[key] }] : []));
  if (url === undefined || events?.value === undefined || contentType?.value === undefined)
    return undefined;
  if (written.some(({ value }) => value === undefined)) return undefined;
  const rule = {
    url,
    events: [...new Set(events.value.map(({ value }) => value))].sort(compareStrings),
    contentType: contentType.value,
    insecureSsl: insecureSsl?.value ?? false,
    active: active?.value ?? true,
    secret: secret?.value ?? ({ kind: "undeclared" } as const),
    previousUrls,
    position: entry.position,
    provenance: new Map(written.map(({ key, position }) => [key as string, position])),
  };
  return { kind: "present", rule: { ...rule, key: ruleKey(rule) } };
}

function templateOf({ fields: { use } }: HookEntry, ctx: HookContext): HookEntry | undefined {
  if (use?.value === undefined) return undefined;
  if (ctx.templates.has(use.value)) ctx.usedTemplates.add(use.value);
  else if (ctx.complete) {
    const message = `There is no template ${quoted(use.value)}`;
    const help = didYouMean(ctx.suggest(use.value, ctx.templateNames));
    ctx.report({ code: "unknown-template", message, help, at: use.position });
  }
  return ctx.templates.get(use.value);
}

function resolveAbsent(
  node: Checked<Hook>,
  entry: HookEntry,
  level: Scope["kind"],
  ctx: HookContext,
): ResolvedHook | undefined {
  const { fields, position } = entry;
  const other = [...(node.value ?? [])].find(([key]) => !/^(?:url$|state$|x-)/.test(key));
  if (other !== undefined) {
    const message = `\`state: absent\` takes \`url\` only, not ${quoted(other[0])}`;
    ctx.report({ code: "absent-with-more", message, at: other[1].keyNode.position });
    return undefined;
  }
  if (fields.url === undefined) {
    const message = "`state: absent` needs the `url` of the hooks to delete";
    ctx.report({ code: "missing-field", message, at: position });
  }
  const { url } = bindUrls({ entry, template: undefined, fields, level }, ctx);
  return url && { kind: "absent", rule: { url, position } };
}

/**
 * Judges a template by itself: defaults that belong to no placeholder of its own URLs and, where no
 * hook uses it and so none can replace a field of it, a secret that may not go to its own host.
 */
export function checkTemplate(template: HookEntry, isUsed: boolean, ctx: HookContext): void {
  // Without a URL of its own, its defaults may be meant for those of the entries that use it.
  const { url, previous_urls: previous } = template.fields;
  if (url?.value === undefined) return;
  reportUnusedParameters(template.parameters, [url.value, ...(previous?.value ?? [])], ctx);
  if (!isUsed) checkSecretHost(template, template.fields, url.value, ctx);
}
