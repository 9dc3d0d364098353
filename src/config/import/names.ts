import { createHash } from "node:crypto";
import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy, groupConnected } from "../../model/group-by.ts";
import { HookUrl } from "../../model/hook-url.ts";
import { scopeName } from "../../model/scope.ts";
import { compileHostGlob } from "../globs.ts";
import { isForbiddenEnvironmentName } from "../secrets/resolve-secrets.ts";
import type { DraftHook } from "./draft-scope.ts";
import { type ImportedHook, isCredentialUrl, shownHost } from "./hook-forms.ts";

/** Makes a word for names out of a host or a path: small letters, digits and single hyphens. */
function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return slug === "" ? "receiver" : slug;
}

/** Part of a name, so that what two imports call the same is the same. Never of a credential. */
const digestOf = (text: string): string =>
  createHash("sha256").update(text).digest("hex").slice(0, 6);

/**
 * Gives each name once: what is taken gets a number. Ask in an order that does not depend on the
 * input's, and the names do not either.
 */
function createNames(separator: string): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let number = 2; taken.has(name); number += 1) name = `${wanted}${separator}${number}`;
    taken.add(name);
    return name;
  };
}

const longestPath = 40;
const mostEvents = 2;

/**
 * Names templates after their receiver and a digest of what they say; where a receiver has several,
 * after their events too. Of a URL that stands in the environment the file knows nothing but the host.
 *
 * @param textOf what the file says of a template, with nothing secret in it
 */
export function nameTemplates(
  found: readonly SignedHook[],
  textOf: (fields: ImportedHook) => string,
): ReadonlyMap<SignedHook, string> {
  const receiverOf = ({ hook, fields }: SignedHook): string =>
    `${shownHost(hook.url)}${pathOf(fields)}`;
  const ofReceiver = groupBy(found, receiverOf);
  const name = createNames("-");
  return new Map(
    found.map((template) => {
      const { fields } = template;
      const receiver = receiverOf(template);
      const isAlone = ofReceiver.get(receiver)?.length === 1;
      const parts = [receiver, isAlone ? "" : purposeOf(fields), digestOf(textOf(fields))];
      return [template, name(slugOf(parts.join("-")))];
    }),
  );
}

function pathOf({ url }: ImportedHook): string {
  const path = url.kind === "text" ? url.text.replace(/^[^:]*:\/\/[^/]*/, "") : "";
  return path.replace(/\{\w+\}/g, "").slice(0, longestPath);
}

/** A list of many events says no more than a number would. */
function purposeOf({ events }: ImportedHook): string {
  if (events.includes("*")) return "all";
  return events.length > mostEvents ? "" : events.join("-");
}

/** A value that the user has to supply in an environment variable. */
export interface EnvironmentReference {
  /** The entry of `secrets`, or the receiver's host where it is a URL. */
  readonly name: string;
  readonly variable: string;
  /** Such as `acme/api #12`: scope and id of every hook, in that order. */
  readonly usedBy: readonly string[];
  /** GitHub's page of the first of them. */
  readonly link: string | null;
}

/** A URL that is a credential. */
export interface UrlReference extends EnvironmentReference {
  /** Shown as the name of its variable. */
  readonly url: HookUrl;
}

/** An entry of `secrets`. */
export interface SecretReference extends EnvironmentReference {
  /** A host or a glob over hosts; undefined where the host cannot be written as one. */
  readonly host: string | undefined;
}

/** By URL, in clear: those that are credentials. */
export type UrlReferences = ReadonlyMap<string, UrlReference>;

const usersOf = (users: readonly DraftHook[]): Pick<EnvironmentReference, "usedBy" | "link"> => ({
  usedBy: users.map(({ label }) => label),
  link: users[0]?.link ?? null,
});

/**
 * Names the variable of every URL that is a credential after the first hook that has it: another
 * import gives no other value the name of this hook.
 */
export function nameUrlVariables(hooks: readonly DraftHook[]): UrlReferences {
  const variables = createNames("_");
  const credentials = hooks.filter(({ url }) => isCredentialUrl(url));
  return new Map(
    [...groupBy(credentials, ({ url }) => url.reveal())].map(([text, users]) => {
      const { scope, id, url } = users[0];
      const host = shownHost(url);
      const variable = variables(variableOf(`${scopeName(scope)}-${host}-${id}`, "URL"));
      const shown = new HookUrl(text, { kind: "env", name: variable });
      return [text, { name: host, variable, ...usersOf(users), url: shown }];
    }),
  );
}

/** A hook as the file writes it; its secret is still the URL that it belongs to. */
export interface SignedHook {
  readonly hook: DraftHook;
  readonly fields: ImportedHook;
}

/**
 * Names one secret for every receiver URL as the file writes it: hooks of one host need not share a
 * secret, and GitHub cannot tell. By the URLs that the hooks' fields have in place of the name.
 */
export function nameSecrets(hooks: readonly SignedHook[]): ReadonlyMap<string, SecretReference> {
  const signed = hooks.flatMap(({ hook, fields }) =>
    fields.secret === undefined ? [] : [{ hook, url: fields.url, key: fields.secret }],
  );
  // What is one URL on GitHub has one secret, whether a template or the hook itself writes it.
  const groups = groupConnected(signed, ({ hook, key }) => [`url ${hook.url.normalized()}`, key])
    .map((members) => ({ members, keys: members.map(({ key }) => key).sort(compareStrings) }))
    .sort((left, right) => compareStrings(left.keys[0] ?? "", right.keys[0] ?? ""));
  const names = createNames("-");
  return new Map(
    groups.flatMap(({ members, keys }) => {
      const [key = ""] = keys;
      const [{ hook, url: ownUrl }] = members;
      const host = shownHost(hook.url);
      const url = members.find((member) => member.url.kind === "env")?.url ?? ownUrl;
      const path = key.replace(/^[^:]*:\/\/[^/]*/, "").slice(0, longestPath);
      const name = names(
        url.kind === "env"
          ? slugOf(url.variable.replace(/_URL(_\d+)?$/, "$1"))
          : slugOf(`${host}${path}-${digestOf(key)}`),
      );
      const reference = {
        name,
        variable: variableOf(name, "SECRET"),
        ...usersOf(members.map((member) => member.hook)),
        host: hostGlob(host, hook.url),
      };
      return keys.map((one) => [one, reference] as const);
    }),
  );
}

function variableOf(words: string, suffix: string): string {
  const name = `${slugOf(words).toUpperCase().replaceAll("-", "_")}_${suffix}`;
  return isForbiddenEnvironmentName(name) || /^[0-9]/.test(name) ? `HOOK_${name}` : name;
}

/** The host as an entry of `hosts`, if it can be one: not every host that exists is a host name. */
function hostGlob(shown: string, url: HookUrl): string | undefined {
  const host = url.host();
  // A star that belongs to the host itself would be read as a glob over other hosts.
  if (host.includes("*")) return undefined;
  return compileHostGlob(shown)?.(host) === true ? shown : undefined;
}
