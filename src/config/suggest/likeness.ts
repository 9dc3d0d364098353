import { compareStrings } from "../../model/compare-strings.ts";
import type { HookRule, UrlRule } from "../fleet-config.ts";

/** A text for everything but the URL, so that hooks can be compared by it. */
export function likenessOf(rule: Omit<HookRule, "likeness">): string {
  const previous = rule.previousUrls.map(urlLikeness).sort(compareStrings);
  return `${settingsLikeness(rule)}${JSON.stringify([...new Set(previous)])}`;
}

/** The same without the URLs of old: equal for two hooks that GitHub would treat alike. */
export function settingsLikeness(rule: Omit<HookRule, "likeness">): string {
  const secret =
    rule.secret.kind === "managed" ? `managed ${rule.secret.secret.ref}` : rule.secret.kind;
  const { events, contentType, insecureSsl, active } = rule;
  return JSON.stringify([events, contentType, insecureSsl, active, secret]);
}

/** Equal for two URLs that the file gives in the same way. */
export function urlLikeness(url: UrlRule): string {
  if (url.kind === "env") return JSON.stringify({ env: url.name });
  const pieces: (string | readonly string[])[] = [];
  for (const part of url.template.parts) {
    const last = pieces.at(-1);
    if (part.kind === "parameter") pieces.push([part.name]);
    else if (typeof last === "string") pieces[pieces.length - 1] = last + part.text;
    else pieces.push(part.text);
  }
  return JSON.stringify(pieces);
}
