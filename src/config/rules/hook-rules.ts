import { webhookEvents } from "../../model/webhook-events.ts";
import { quoted } from "../frames/quoted.ts";
import { checkUnused } from "../hooks/bind-parameters.ts";
import type { Field, HookFields, HookLevel } from "../hooks/hook-fields.ts";
import type { Report } from "../problem.ts";
import { didYouMean, type Suggest } from "../suggest/suggest.ts";
import { placeholdersOf } from "../urls/url-template.ts";
import type { PlacedString } from "../yaml/yaml-node.ts";
import { checkSecretHost } from "./check-secret-host.ts";

/** Warns of events that GitHub does not offer on organizations, or not on repositories. */
export function checkEventLevels(
  events: readonly PlacedString[],
  level: HookLevel,
  report: Report,
): void {
  for (const { value, position } of events) {
    const levels = webhookEvents.get(value);
    if (levels === undefined || levels[level]) continue;
    const elsewhere =
      level === "repository" && levels.organization ? "; organizations have it" : "";
    const whose = level === "repository" ? "repositories" : "organizations";
    report({
      code: "event-not-offered",
      message: `GitHub does not offer ${quoted(value)} on ${whose}${elsewhere}`,
      at: position,
    });
  }
}

const names: readonly string[] = [...webhookEvents.keys()];

/** Warns of events that GitHub does not document, and of others beside `*`. */
export function checkEventNames(
  events: readonly PlacedString[],
  { report, suggest }: { readonly report: Report; readonly suggest: Suggest },
): void {
  for (const { value, position } of events) {
    if (value === "*" || webhookEvents.has(value)) continue;
    report({
      code: "unknown-event",
      message: `${quoted(value)} is not an event that GitHub documents`,
      help: didYouMean(suggest(value, names)),
      at: position,
    });
  }
  const all = events.find((event) => event.value === "*");
  const other = events.find((event) => event.value !== "*");
  if (all === undefined || other === undefined) return;
  report({
    code: "redundant-events",
    message: "`*` is every event; the others beside it add nothing",
    at: all.position,
    related: [other.position],
  });
}

/** Nothing that would change a live hook is implied: these must come from somewhere. */
export function checkMissingFields(
  entry: HookFields,
  fields: Readonly<Record<string, Field<unknown> | undefined>>,
  report: Report,
): void {
  const missing = ["url", "events", "content_type"].filter((name) => fields[name] === undefined);
  if (missing.length === 0) return;
  const template = entry.use === undefined ? "from a template" : "from its template";
  const defaults = missing.includes("url") && missing.length === 1 ? "" : ", from `defaults.hook`";
  report({
    code: "missing-field",
    message: `The hook lacks ${missing.map((name) => `\`${name}\``).join(", ")}`,
    help: `It can come from the entry, ${template}${defaults}${missing.includes("url") && defaults !== "" ? " (not `url`)" : ""}.`,
    at: entry.position,
  });
}

/** A hook whose URL is a credential needs no secret; one that says `none` has decided. */
export function checkUnsigned(
  entry: HookFields,
  template: HookFields | undefined,
  fields: { readonly url: HookFields["url"]; readonly secret: Field<unknown> | undefined },
  report: Report,
): void {
  if (fields.secret !== undefined || fields.url?.value?.kind !== "text") return;
  // One warning for a template rather than one for each of its uses.
  const at = template === undefined ? entry.position : template.position;
  report({
    code: "no-secret",
    message: `The ${template === undefined ? "hook" : "template"} names no secret, so that its receiver cannot tell who sends`,
    help: "Name an entry of `secrets`, or write `secret: none` if that is meant.",
    at,
  });
}

/**
 * Judges a template by itself: defaults that belong to no placeholder of its own URLs and, where no
 * hook uses it and so none can replace a field of it, a secret that may not go to its own host.
 */
export function checkTemplate(
  template: HookFields,
  context: { readonly report: Report; readonly suggest: Suggest; readonly isUsed: boolean },
): void {
  // Without a URL of its own, its defaults may be meant for those of the entries that use it.
  const url = template.url?.value;
  if (url === undefined) return;
  const urls = [url, ...(template.previousUrls?.value ?? [])];
  const used = urls.flatMap((one) => (one.kind === "text" ? placeholdersOf(one.template) : []));
  checkUnused(template.parameters, new Set(used), context);
  const { secret } = template;
  if (context.isUsed || secret?.value === undefined) return;
  checkSecretHost(template, secret.value, secret.position, url, context.report);
}
