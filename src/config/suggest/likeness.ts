import { compareStrings } from "../../model/compare-strings.ts";
import { secretSourceKey } from "../../model/secret-reference.ts";
import type { HookRule, UrlRule } from "../fleet-config.ts";

type Settings = Omit<HookRule, "likeness">;

/** The same for two references to one secret. */
const secretLikeness = ({ secret }: Settings): string =>
  secret.kind === "managed" ? secretSourceKey(secret.secret.source) : secret.kind;

/**
 * A text for everything but the URL, so that hooks can be compared by it.
 *
 * @param secret what stands for the secret; the paths of files depend on the machine
 */
export function likenessOf(rule: Settings, secret: string = secretLikeness(rule)): string {
  const previous = rule.previousUrls.map(urlLikeness).sort(compareStrings);
  return `${settingsLikeness(rule, secret)}${JSON.stringify([...new Set(previous)])}`;
}

/** The same without the URLs of old: equal for two hooks that GitHub would treat alike. */
export function settingsLikeness(rule: Settings, secret: string = secretLikeness(rule)): string {
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
