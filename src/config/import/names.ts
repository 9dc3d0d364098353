import { compareStrings } from "../../model/compare-strings.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { scopeName } from "../../model/scope.ts";
import { isForbiddenEnvironmentName } from "../secrets/resolve-secrets.ts";
import { compileHostGlob } from "../urls/host-glob.ts";
import type { FoundTemplate } from "./find-templates.ts";
import type {
  DraftScope,
  EnvironmentReference,
  HookFields,
  SecretReference,
} from "./fleet-draft.ts";
import { fieldsKey, isCredentialUrl, shownHost } from "./hook-forms.ts";

/** Makes a word for names out of a host or a path: small letters, digits and single hyphens. */
export function slugOf(text: string): string {
  const slug = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  // `none` is what a hook says that must have no secret.
  return slug === "" || slug === "none" ? ["receiver", slug].filter(Boolean).join("-") : slug;
}

/**
 * Gives each name once: what is taken gets a number. Ask in an order that does not depend on the
 * input's, and the names do not either.
 */
export function createNames(separator: string): (wanted: string) => string {
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

export interface NamedTemplate extends FoundTemplate {
  readonly name: string;
  readonly found: FoundTemplate;
}

/**
 * Names templates after the host of their receiver; where a host has several, after its path too,
 * and where a path has several, after their events. Of a URL that stands in the environment the
 * file knows nothing but the host.
 *
 * @returns sorted by name
 */
export function nameTemplates(found: readonly FoundTemplate[]): readonly NamedTemplate[] {
  const paths = new Map<string, Set<string>>();
  const likes = new Map<string, number>();
  for (const { host, fields } of found) {
    const path = pathOf(fields);
    paths.set(host, (paths.get(host) ?? new Set()).add(path));
    likes.set(`${host} ${path}`, (likes.get(`${host} ${path}`) ?? 0) + 1);
  }
  const name = createNames("-");
  return found
    .map((template) => ({ template, key: `${template.host} ${fieldsKey(template.fields)}` }))
    .sort((left, right) => compareStrings(left.key, right.key))
    .map(({ template }) => {
      const { host, fields } = template;
      const path = pathOf(fields);
      const parts = [
        host,
        (paths.get(host)?.size ?? 0) > 1 ? path : "",
        (likes.get(`${host} ${path}`) ?? 0) > 1 ? purposeOf(fields) : "",
      ];
      return { ...template, name: name(slugOf(parts.join("-"))), found: template };
    })
    .sort((left, right) => compareStrings(left.name, right.name));
}

function pathOf({ url }: HookFields): string {
  const path = url.kind === "text" ? url.text.replace(/^[^:]*:\/\/[^/]*/, "") : "";
  return path
    .replace(/\{\w+\}/g, "")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, longestPath);
}

/** A list of many events says no more than a number would. */
function purposeOf({ events }: HookFields): string {
  if (events.includes("*")) return "all";
  return events.length > mostEvents ? "" : events.join("-");
}

/** What the file refers to instead of writing it down. */
export interface NamedReceivers {
  /** By shown host. GitHub cannot tell whether two hooks share a secret, their receivers can. */
  readonly secrets: ReadonlyMap<string, SecretReference>;
  /** By URL, in clear. */
  readonly urls: ReadonlyMap<string, EnvironmentReference>;
}

interface Users {
  readonly host: string;
  readonly names: string[];
  readonly url: HookUrl;
}

/**
 * Names the secret of every receiver host and the variable of every URL that is a credential. The
 * names come from hosts alone, and from nothing that depends on the order of the input.
 *
 * @param scopes sorted
 */
export function nameReceivers(scopes: readonly DraftScope[]): NamedReceivers {
  const signed = new Map<string, Users>();
  const hidden = new Map<string, Users>();
  for (const { scope, hooks } of scopes) {
    for (const { id, url, signed: isSigned } of hooks) {
      const user = `${scopeName(scope)} #${id}`;
      const host = shownHost(url);
      if (isSigned) addUser(signed, host, { host, url, names: [user] });
      if (isCredentialUrl(url)) addUser(hidden, url.reveal(), { host, url, names: [user] });
    }
  }
  const secretNames = createNames("-");
  const variables = createNames("_");
  const secrets = [...signed].sort(([left], [right]) => compareStrings(left, right));
  return {
    secrets: new Map(
      secrets.map(([host, { names, url }]) => {
        const name = secretNames(slugOf(host));
        const variable = variables(variableOf(name, "WEBHOOK_SECRET"));
        return [host, { name, variable, usedBy: names, host: hostGlob(host, url) }];
      }),
    ),
    urls: new Map(
      [...hidden].map(([text, { host, names }]) => {
        const variable = variables(variableOf(slugOf(host), "WEBHOOK_URL"));
        return [text, { name: host, variable, usedBy: names }];
      }),
    ),
  };
}

function addUser(users: Map<string, Users>, key: string, user: Users): void {
  const known = users.get(key);
  if (known === undefined) users.set(key, user);
  else known.names.push(...user.names);
}

function variableOf(slug: string, suffix: string): string {
  const name = `${slug.toUpperCase().replaceAll("-", "_")}_${suffix}`;
  return isForbiddenEnvironmentName(name) || /^[0-9]/.test(name) ? `HOOK_${name}` : name;
}

/** The host as an entry of `hosts`, if it can be one: not every host that exists is a host name. */
function hostGlob(shown: string, url: HookUrl): string | undefined {
  const host = url.host();
  // A star that belongs to the host itself would be taken for a glob over other hosts.
  if (host.includes("*")) return undefined;
  return compileHostGlob(shown)?.(host) === true ? shown : undefined;
}
