import type { Scope } from "../../model/scope.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import type { ConfigContext } from "../diagnostics.ts";
import type { UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import type { HookFields, WrittenFields } from "./read-hook-fields.ts";
import { secretOutsideHosts } from "./secret-hosts.ts";

export interface FilledHook {
  readonly entry: HookFields;
  readonly template: HookFields | undefined;
  readonly fields: WrittenFields;
  readonly url: UrlRule | undefined;
  readonly level: Scope["kind"];
}

type HookRule = (hook: FilledHook, ctx: ConfigContext) => void;

export const hookRules: readonly HookRule[] = [
  requireFields,
  checkEventLevels,
  warnOfMissingSecret,
  ({ entry, fields, url }, ctx) => checkSecretHost(entry, fields, url, ctx),
];

/** Nothing that would change a live hook is implied: these must come from somewhere. */
function requireFields({ entry, fields }: FilledHook, { report }: ConfigContext): void {
  const required = ["url", "events", "content_type"] as const;
  const missing = required.filter((name) => fields[name] === undefined);
  if (missing.length === 0) return;
  const template = entry.fields.use === undefined ? "from a template" : "from its template";
  const lacksUrl = missing.includes("url");
  const defaults =
    lacksUrl && missing.length === 1
      ? ""
      : `, from \`defaults.hook\`${lacksUrl ? " (not `url`)" : ""}`;
  report({
    code: "missing-field",
    message: `The hook lacks ${missing.map((name) => `\`${name}\``).join(", ")}`,
    help: `It can come from the entry, ${template}${defaults}.`,
    at: entry.position,
  });
}

function checkEventLevels({ fields, level }: FilledHook, { report }: ConfigContext): void {
  for (const { value, position } of fields.events?.value ?? []) {
    const levels = webhookEvents.get(value);
    if (levels === undefined || levels[level]) continue;
    const where =
      level === "organization"
        ? "organizations"
        : `repositories${levels.organization ? "; organizations have it" : ""}`;
    const message = `GitHub does not offer ${quoted(value)} on ${where}`;
    report({ code: "event-not-offered", message, at: position });
  }
}

/** A hook whose URL is a credential needs no secret; one that says `none` has decided. */
function warnOfMissingSecret(
  { entry, template, fields }: FilledHook,
  { report }: ConfigContext,
): void {
  if (fields.secret !== undefined || fields.url?.value?.kind !== "text") return;
  report({
    code: "no-secret",
    message: `The ${template === undefined ? "hook" : "template"} has no \`secret\`, so its receiver cannot verify the sender`,
    help: "Name an entry of `secrets`, or write `secret: none` if that is meant.",
    // One warning for a template rather than one for each of its uses.
    at: (template ?? entry).position,
  });
}

/** @param url with parameters filled in, which `fields` have as it is written */
export function checkSecretHost(
  entry: HookFields,
  { secret }: WrittenFields,
  url: UrlRule | undefined,
  { report }: ConfigContext,
): void {
  const outside = secret?.value && url && secretOutsideHosts(secret.value, url);
  if (secret === undefined || url === undefined || outside === undefined) return;
  const [at, other] =
    entry.fields.url === undefined
      ? [secret.position, url.position]
      : [url.position, secret.position];
  report({ ...outside, at, related: [other, ...(outside.related ?? [])] });
}
