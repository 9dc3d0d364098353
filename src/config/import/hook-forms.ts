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

/** Beyond this many places of a name in one URL, the rest stay as they are. */
const mostPlaces = 4;

/**
 * The ways to write a URL so that it fits other repositories too: with the name of the repository or
 * its owner replaced by `{repo}` or `{owner}` where it stands by itself in the path. The fewest
 * placeholders come first. Every form, filled in for this scope, is the URL again.
 */
export function urlForms(url: string, scope: Scope): readonly string[] {
  const origin = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(url)?.[0] ?? url;
  const names: readonly Name[] = [
    ...(scope.kind === "repository" ? ([[scope.repository, "{repo}"]] as const) : []),
    [scope.owner, "{owner}"],
  ];
  return pathForms(url.slice(origin.length), 0, names, mostPlaces)
    .map((form) => ({ ...form, text: `${origin}${form.text}` }))
    .filter(({ text, placeholders }) => placeholders > 0 && isFit(text))
    .sort((left, right) => left.placeholders - right.placeholders)
    .map(({ text }) => text);
}

type Name = readonly [name: string, placeholder: string];

interface PathForm {
  readonly text: string;
  readonly placeholders: number;
}

/** The forms of a path from an offset on; the one without placeholders is always among them. */
function pathForms(
  path: string,
  from: number,
  names: readonly Name[],
  places: number,
): readonly PathForm[] {
  for (let at = from; places > 0 && at < path.length; at += 1) {
    const found = names.filter(([name]) => standsAt(path, at, name));
    if (found.length === 0) continue;
    const goOn = (written: string, length: number, added: number): readonly PathForm[] =>
      pathForms(path, at + length, names, places - 1).map(({ text, placeholders }) => ({
        text: `${path.slice(from, at)}${written}${text}`,
        placeholders: placeholders + added,
      }));
    return [
      ...goOn(path.charAt(at), 1, 0),
      ...found.flatMap(([name, placeholder]) => goOn(placeholder, name.length, 1)),
    ];
  }
  return [{ text: path.slice(from), placeholders: 0 }];
}

/** By itself: no letter or digit goes on before or behind it. */
function standsAt(path: string, at: number, name: string): boolean {
  return (
    path.startsWith(name, at) &&
    !/[A-Za-z0-9]/.test(path.charAt(at - 1)) &&
    !/[A-Za-z0-9]/.test(path.charAt(at + name.length))
  );
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

/** Everything but where a hook delivers to. */
export const replaceable: readonly Exclude<keyof DeclaredFields, "url">[] = hookFields.flatMap(
  ({ property }) => (property === "url" ? [] : [property]),
);

/** The same for two hooks that the file would write in the same words. */
export function fieldsKey(fields: ImportedHook): string {
  return JSON.stringify([receiverKey(fields), ...replaceable.map((property) => fields[property])]);
}

/** Where a hook delivers to, as the file writes it. */
export function draftUrlKey({ url }: ImportedHook): string {
  return JSON.stringify([url.kind, url.kind === "text" ? url.text : url.variable]);
}

/** What tells whether a template fits: everything else can be replaced beside `use`. */
export function receiverKey(fields: ImportedHook): string {
  return JSON.stringify([draftUrlKey(fields), fields.secret ?? null]);
}

/**
 * The keys of the templates that a hook can use. A secret can be added to a template that has none,
 * but nothing takes one away again: `none` would say that the hook must not have any.
 */
export function fittingKeys(fields: ImportedHook): readonly string[] {
  return [...new Set([receiverKey(fields), receiverKey({ ...fields, secret: undefined })])];
}
