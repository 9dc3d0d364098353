import { compareStrings } from "../../model/compare-strings.ts";
import type { SourcePosition } from "../../model/diagnostic.ts";
import type { AbsentRule, HookRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { Report } from "../problem.ts";
import { checkSecretHost } from "../rules/check-secret-host.ts";
import { checkEventLevels, checkMissingFields, checkUnsigned } from "../rules/hook-rules.ts";
import { didYouMean, likenessOf, type Suggest } from "../suggest/suggest.ts";
import { bindParameters } from "./bind-parameters.ts";
import type { Field, HookFields, HookLevel } from "./hook-fields.ts";

/** What a hook entry refers to. */
export interface HookContext {
  readonly report: Report;
  readonly suggest: Suggest;
  /** False where a file could not be parsed, which may hold the template that seems to be missing. */
  readonly complete: boolean;
  /** By name; undefined where the template is no map, which has been reported. */
  readonly templates: ReadonlyMap<string, HookFields | undefined>;
  readonly templateNames: readonly string[];
  /** `defaults.hook`. */
  readonly defaults: HookFields | undefined;
  readonly noteUse: (template: string) => void;
}

export type ResolvedHook =
  | { readonly kind: "present"; readonly rule: HookRule }
  | { readonly kind: "absent"; readonly rule: AbsentRule };

/** Fills in template and defaults; undefined where that cannot be done, which has been reported. */
export function resolveHook(
  entry: HookFields,
  level: HookLevel,
  context: HookContext,
): ResolvedHook | undefined {
  if (entry.state?.value === "absent") return resolveAbsent(entry, level, context);
  const template = templateOf(entry, context);
  if (template === undefined && entry.use !== undefined) return undefined;
  const layers = [entry, template, context.defaults].filter((layer) => layer !== undefined);
  const first = <Key extends "events" | "contentType" | "insecureSsl" | "active">(
    key: Key,
  ): HookFields[Key] => layers.find((layer) => layer[key] !== undefined)?.[key];

  const fields = {
    url: entry.url ?? template?.url,
    events: first("events"),
    content_type: first("contentType"),
    insecure_ssl: first("insecureSsl"),
    active: first("active"),
    secret: entry.secret ?? template?.secret,
    previous_urls: entry.previousUrls ?? template?.previousUrls,
  };
  checkMissingFields(entry, fields, context.report);
  checkEventLevels(fields.events?.value ?? [], level, context.report);
  checkUnsigned(entry, template, fields, context.report);
  const url = fields.url?.value;
  const bound = bindParameters(entry, template, url, fields.previous_urls?.value ?? [], {
    level,
    report: context.report,
    suggest: context.suggest,
  });
  if (fields.secret?.value !== undefined && bound?.url !== undefined) {
    checkSecretHost(entry, fields.secret.value, fields.secret.position, bound.url, context.report);
  }
  const wrong = Object.values<Field<unknown> | undefined>(fields).some(
    (field) => field !== undefined && field.value === undefined,
  );
  const events = fields.events?.value;
  const contentType = fields.content_type?.value;
  if (wrong || bound?.url === undefined || events === undefined || contentType === undefined) {
    return undefined;
  }
  const rule = {
    url: bound.url,
    events: [...new Set(events.map((event) => event.value))].sort(compareStrings),
    contentType,
    insecureSsl: fields.insecure_ssl?.value ?? false,
    active: fields.active?.value ?? true,
    secret: fields.secret?.value?.desired ?? { kind: "undeclared" as const },
    allowsHost: fields.secret?.value?.allowsHost,
    previousUrls: bound.previousUrls,
    position: entry.position,
    provenance: provenanceOf(fields),
  };
  return { kind: "present", rule: { ...rule, likeness: likenessOf(rule) } };
}

function templateOf(entry: HookFields, context: HookContext): HookFields | undefined {
  const name = entry.use?.value;
  if (name === undefined || entry.use === undefined) return undefined;
  if (context.templates.has(name)) {
    context.noteUse(name);
    return context.templates.get(name);
  }
  if (context.complete) {
    context.report({
      code: "unknown-template",
      message: `There is no template ${quoted(name)}`,
      help: didYouMean(context.suggest(name, context.templateNames)),
      at: entry.use.position,
    });
  }
  return undefined;
}

function resolveAbsent(
  entry: HookFields,
  level: HookLevel,
  { report, suggest }: HookContext,
): ResolvedHook | undefined {
  for (const [key, position] of entry.keys) {
    if (key === "url" || key === "state") continue;
    report({
      code: "absent-with-more",
      message: `\`state: absent\` stands beside \`url\` alone, not beside ${quoted(key)}`,
      at: position,
    });
    return undefined;
  }
  if (entry.url === undefined) {
    const message = "`state: absent` needs the `url` of the hooks to delete";
    report({ code: "missing-field", message, at: entry.position });
  }
  const bound = bindParameters(entry, undefined, entry.url?.value, [], { level, report, suggest });
  if (bound?.url === undefined) return undefined;
  return { kind: "absent", rule: { url: bound.url, position: entry.position } };
}

function provenanceOf(
  fields: Readonly<Record<string, Field<unknown> | undefined>>,
): ReadonlyMap<string, SourcePosition> {
  return new Map(
    Object.entries(fields).flatMap(([name, field]) => (field ? [[name, field.position]] : [])),
  );
}
