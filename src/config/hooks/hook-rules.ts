import { HookUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";
import type { DesiredSecret } from "../../model/secret-reference.ts";
import { webhookEvents } from "../../model/webhook-events.ts";
import type { ConfigContext, ConfigDiagnostic } from "../diagnostics.ts";
import type { HookRule, UrlRule } from "../fleet-config.ts";
import { quoted } from "../frames/quoted.ts";
import { compileHostGlob } from "../globs.ts";
import type { HookEntry, WrittenFields } from "./read-hook-fields.ts";

export interface FilledHook {
  readonly entry: HookEntry;
  readonly template: HookEntry | undefined;
  readonly fields: WrittenFields;
  readonly url: UrlRule | undefined;
  readonly level: Scope["kind"];
}

type Check = (hook: FilledHook, ctx: ConfigContext) => void;

export const hookRules: readonly Check[] = [
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
  const template = entry.fields.use === undefined ? "a template" : "its template";
  const isOther = missing.some((name) => name !== "url");
  const butUrl = missing.includes("url") ? " (not `url`)" : "";
  const places = isOther ? `, ${template} or \`defaults.hook\`${butUrl}` : ` or ${template}`;
  const message = `The hook lacks ${missing.map((name) => `\`${name}\``).join(", ")}`;
  const help = `It can come from the entry${places}.`;
  report({ code: "missing-field", message, help, at: entry.position });
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
function warnOfMissingSecret({ entry, template, fields }: FilledHook, { report }: ConfigContext) {
  if (fields.secret !== undefined || fields.url?.value?.kind !== "text") return;
  const what = template === undefined ? "hook" : "template";
  const message = `The ${what} has no \`secret\`, so its receiver cannot verify the sender`;
  const help = "Name an entry of `secrets`, or write `secret: none` if that is meant.";
  // One warning for a template rather than one for each of its uses.
  report({ code: "no-secret", message, help, at: (template ?? entry).position });
}

/**
 * A secret with `hosts` goes to no other. A host that is still open is checked once it is known.
 *
 * @param url with parameters filled in, which `fields` have as it is written
 */
export function checkSecretHost(
  entry: HookEntry,
  { secret }: WrittenFields,
  url: UrlRule | undefined,
  { report }: ConfigContext,
): void {
  if (secret?.value === undefined || url === undefined || !hasFixedHost(url)) return;
  const sample = new HookUrl(url.template.sample, { kind: "declared" });
  const outside = outsideHosts(secret.value, sample);
  if (outside === undefined) return;
  const [at, other] =
    entry.fields.url === undefined
      ? [secret.position, url.position]
      : [url.position, secret.position];
  report({ ...outside, at, related: [other, ...(outside.related ?? [])] });
}

type Allows = (host: string) => boolean;

/** By the list of a secret, which all its hooks share: most of them go to the same few hosts. */
const compiled = new WeakMap<readonly string[], Allows>();

function compileHosts(hosts: readonly string[]): Allows {
  const known = compiled.get(hosts);
  if (known !== undefined) return known;
  const matchers = hosts.flatMap((host) => compileHostGlob(host) ?? []);
  const answers = new Map<string, boolean>();
  const allows: Allows = (host) => {
    const answer = answers.get(host) ?? matchers.some((matches) => matches(host));
    answers.set(host, answer);
    return answer;
  };
  compiled.set(hosts, allows);
  return allows;
}

/** Whether the host of a URL is known before a repository is. */
const hasFixedHost = (url: UrlRule): url is UrlRule & { readonly kind: "text" } =>
  url.kind === "text" && !url.template.hasOpenHost;

/** With the port also where it is the scheme's own, which patterns may name all the same. */
function hostAndPort(url: HookUrl): string {
  const host = url.host();
  if (/:\d+$/.test(host)) return host;
  return `${host}:${url.normalized().startsWith("http:") ? 80 : 443}`;
}

function outsideHosts(
  secret: DesiredSecret,
  url: HookUrl,
): Pick<ConfigDiagnostic, "code" | "message" | "help" | "related"> | undefined {
  if (secret.kind !== "managed" || secret.secret.hosts === undefined) return undefined;
  const { hosts, ref, position } = secret.secret;
  if (compileHosts(hosts)(hostAndPort(url))) return undefined;
  // A URL from a variable is not shown.
  const shown = url.origin.kind === "env" ? `that ${url.show()} leads to` : quoted(url.host());
  return {
    code: "secret-outside-hosts",
    message: `The secret ${quoted(ref)} may not be used for the host ${shown}`,
    help: "Its entry in `secrets` lists the `hosts` it may be used for.",
    related: [position],
  };
}

/** The same check where the host has only now become known. */
export function secretOutsideResolvedHost(
  { secret, url: rule, position }: HookRule,
  url: HookUrl,
): ConfigDiagnostic | undefined {
  if (url.host() === "" || hasFixedHost(rule)) return undefined;
  const outside = outsideHosts(secret, url);
  return outside && { ...outside, at: position };
}
