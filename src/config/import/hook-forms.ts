import type { HookFields as DeclaredFields } from "../../model/hook.ts";
import { fieldsOf, hookFields } from "../../model/hook-fields.ts";
import { type HookUrl, normalizeUrl } from "../../model/hook-url.ts";
import type { Scope } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { maskUrl } from "../../redact/mask-url.ts";
import { looksSecret } from "../frames/quoted.ts";
import { holdsCredential } from "../urls/read-url.ts";
import { parseUrlTemplate } from "../urls/url-template.ts";
import type { DraftHook } from "./draft-scope.ts";
import type { UrlReferences } from "./names.ts";

/**
 * Receivers where knowing the URL is all it takes to post or to read, whatever its segments look
 * like. Their makers say so, for example
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks and
 * https://docs.discord.com/developers/resources/webhook
 */
const secretByDesign: readonly RegExp[] = [
  /^hooks\.slack(?:-gov)?\.com\//,
  /^(?:[a-z]+\.)?discord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\//,
  /^hooks\.zapier\.com\//,
  /^(?:[^/]+\.)?webhook\.office\.com\//,
  /^outlook\.office(?:365)?\.com\/webhook/,
  /^maker\.ifttt\.com\//,
  /^hook\.(?:[a-z0-9]+\.)?(?:make|integromat)\.com\//,
  /^webhook\.site\//,
  /^smee\.io\//,
  /^[^/]+\.pipedream\.net\//,
];

/** Whether a URL is a credential, so that a file in git must not hold it. In doubt it is one. */
export function isCredentialUrl(url: HookUrl): boolean {
  const text = url.reveal();
  if (maskUrl(text) !== text || shownHost(url) !== url.host()) return true;
  const { hostname, pathname } = new URL(text);
  return secretByDesign.some((receiver) => receiver.test(`${hostname}${pathname}`));
}

/**
 * The host of a URL, fit to be written down: a label that looks like a token, as tunnels and
 * request catchers have it, becomes `*`, which is also how a glob over hosts says it.
 */
export function shownHost(url: HookUrl): string {
  return url
    .host()
    .split(".")
    .map((label) => label.replace(/^[^:]*/, (name) => (looksSecret(name) ? "*" : name)))
    .join(".");
}

/**
 * The ways to write a URL so that it fits other repositories too: with the name of the repository, of
 * its owner, or both replaced by `{repo}` and `{owner}` where they stand by themselves in the path.
 * Every form, filled in for this scope, is the URL again.
 */
export function urlForms(url: string, scope: Scope): readonly string[] {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(url)?.[0] ?? url;
  const path = url.slice(origin.length);
  const owner: Name = [scope.owner, "{owner}"];
  const choices: readonly (readonly Name[])[] =
    scope.kind === "organization"
      ? [[owner]]
      : [[[scope.repository, "{repo}"]], [owner], [owner, [scope.repository, "{repo}"]]];
  const forms = choices.map((names) => `${origin}${withPlaceholders(path, names)}`);
  return [...new Set(forms)].filter((form) => form !== url && isFit(form));
}

type Name = readonly [name: string, placeholder: string];

/** A name stands by itself where no letter or digit goes on before or behind it. */
function withPlaceholders(path: string, names: readonly Name[]): string {
  const placeholders = new Map(names);
  const longestFirst = [...placeholders.keys()].sort((left, right) => right.length - left.length);
  const any = longestFirst.map((name) => name.replace(/\W/g, "\\$&")).join("|");
  const byItself = new RegExp(`(?<![A-Za-z0-9])(?:${any})(?![A-Za-z0-9])`, "g");
  return path.replace(byItself, (name) => placeholders.get(name) ?? name);
}

/** What stands in for a name when a file is checked may turn a harmless segment into an odd one. */
function isFit(form: string): boolean {
  const { sample } = parseUrlTemplate(form);
  return urlFault(sample) === undefined && !holdsCredential(sample);
}

/** A URL as the file writes it: text, maybe with `{owner}` and `{repo}`, or a variable's name. */
export type WrittenUrl =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "env"; readonly variable: string; readonly note: string };

/** Everything that a declared hook says. */
export interface ImportedHook extends Omit<DeclaredFields, "url"> {
  readonly url: WrittenUrl;
  /** The URL that its secret belongs to, in clear, until secrets have their names. */
  readonly secret: string | undefined;
}

/** A hook with every way in which the file can write it. */
export interface HookForms {
  readonly hook: DraftHook;
  /** With the URL as it is. */
  readonly exact: ImportedHook;
  /** With placeholders in the URL, the fewest first. */
  readonly open: readonly ImportedHook[];
}

/** The ways to write a hook, with references for what the file does not hold. */
export function hookForms(hook: DraftHook, urls: UrlReferences): HookForms {
  const text = hook.url.reveal();
  const reference = urls.get(text);
  const write = (url: WrittenUrl, form: string): ImportedHook => {
    const secret = hook.signed ? normalizeUrl(form) : undefined;
    return { ...fieldsOf(hook), url, secret };
  };
  const writeText = (form: string): ImportedHook => write({ kind: "text", text: form }, form);
  if (reference === undefined)
    return { hook, exact: writeText(text), open: urlForms(text, hook.scope).map(writeText) };
  const { variable, link, usedBy } = reference;
  const more = usedBy.length > 1 ? ` and ${usedBy.length - 1} more` : "";
  const note = `${link ?? usedBy[0]}${more}`;
  return { hook, exact: write({ kind: "env", variable, note }, text), open: [] };
}

/** The same for two hooks that the file would write in the same words. */
export function fieldsKey(fields: ImportedHook): string {
  const receiver = JSON.stringify([draftUrlKey(fields), fields.secret ?? null]);
  return JSON.stringify([
    receiver,
    ...hookFields.flatMap(({ property }) => (property === "url" ? [] : [fields[property]])),
  ]);
}

/** Where a hook delivers to, as the file writes it. */
export function draftUrlKey({ url }: ImportedHook): string {
  return JSON.stringify([url.kind, url.kind === "text" ? url.text : url.variable]);
}
