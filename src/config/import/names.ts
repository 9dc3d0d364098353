import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { scopeName } from "../../model/scope.ts";
import { compileHostGlob } from "../globs.ts";
import { isForbiddenEnvironmentName } from "../secrets/secret-source.ts";
import type { DraftScope } from "./draft-scope.ts";
import { fieldsKey, type HookFields, isCredentialUrl, shownHost } from "./hook-forms.ts";
import type { FoundTemplate } from "./templates.ts";

/** Makes a word for names out of a host or a path: small letters, digits and single hyphens. */
function slugOf(text: string): string {
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
 * Names templates after the host of their receiver; where a host has several, after its path too,
 * and where a path has several, after their events. Of a URL that stands in the environment the
 * file knows nothing but the host. Sorted by name.
 */
export function nameTemplates(found: readonly FoundTemplate[]): ReadonlyMap<string, FoundTemplate> {
  const all = found
    .map((template) => ({ template, path: pathOf(template.fields), host: template.host }))
    .sort((left, right) => compareStrings(orderOf(left.template), orderOf(right.template)));
  const ofHost = groupBy(all, ({ host }) => host);
  const name = createNames("-");
  const named = all.map(({ template, host, path }) => {
    const beside = ofHost.get(host) ?? [];
    const alike = beside.filter((one) => one.path === path);
    const parts = [
      host,
      alike.length < beside.length ? path : "",
      alike.length > 1 ? purposeOf(template.fields) : "",
    ];
    return [name(slugOf(parts.join("-"))), template] as const;
  });
  return new Map(named.sort(([left], [right]) => compareStrings(left, right)));
}

const orderOf = ({ host, fields }: FoundTemplate): string => `${host} ${fieldsKey(fields)}`;

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

/** A value that the user has to supply in an environment variable. */
export interface EnvironmentReference {
  /** The entry of `secrets`, or the receiver's host where it is a URL. */
  readonly name: string;
  readonly variable: string;
  /** Such as `acme/api #12`: scope and id of every hook, in that order. */
  readonly usedBy: readonly string[];
}

/** An entry of `secrets`. */
export interface SecretReference extends EnvironmentReference {
  /** A host or a glob over hosts; undefined where the host cannot be written as one. */
  readonly host: string | undefined;
}

/** What the file refers to instead of writing it down. */
export interface NamedReceivers {
  /** By shown host. GitHub cannot tell whether two hooks share a secret, their receivers can. */
  readonly secrets: ReadonlyMap<string, SecretReference>;
  /** By URL, in clear. */
  readonly urls: ReadonlyMap<string, EnvironmentReference>;
}

/**
 * Names the secret of every receiver host and the variable of every URL that is a credential. The
 * names come from hosts alone, and from nothing that depends on the order of the input.
 *
 * @param scopes sorted
 */
export function nameReceivers(scopes: readonly DraftScope[]): NamedReceivers {
  const users = scopes.flatMap(({ scope, hooks }) =>
    hooks.map(({ id, url, signed }) => {
      const user = `${scopeName(scope)} #${id}`;
      return { user, url, text: url.reveal(), host: shownHost(url), signed };
    }),
  );
  const secretNames = createNames("-");
  const variables = createNames("_");
  const secrets = [
    ...groupBy(
      users.filter(({ signed }) => signed),
      ({ host }) => host,
    ),
  ]
    .sort(([left], [right]) => compareStrings(left, right))
    .flatMap(([host, group]): readonly (readonly [string, SecretReference])[] => {
      const [first] = group;
      if (first === undefined) return [];
      const name = secretNames(slugOf(host));
      const variable = variables(variableOf(name, "WEBHOOK_SECRET"));
      const usedBy = group.map(({ user }) => user);
      return [[host, { name, variable, usedBy, host: hostGlob(host, first.url) }]];
    });
  const hidden = groupBy(
    users.filter(({ url }) => isCredentialUrl(url)),
    ({ text }) => text,
  );
  const urls = [...hidden].map(([text, group]) => {
    const name = group[0]?.host ?? "";
    const variable = variables(variableOf(slugOf(name), "WEBHOOK_URL"));
    return [text, { name, variable, usedBy: group.map(({ user }) => user) }] as const;
  });
  return { secrets: new Map(secrets), urls: new Map(urls) };
}

function variableOf(slug: string, suffix: string): string {
  const name = `${slug.toUpperCase().replaceAll("-", "_")}_${suffix}`;
  return isForbiddenEnvironmentName(name) || /^[0-9]/.test(name) ? `HOOK_${name}` : name;
}

/** The host as an entry of `hosts`, if it can be one: not every host that exists is a host name. */
function hostGlob(shown: string, url: HookUrl): string | undefined {
  const host = url.host();
  // A star that belongs to the host itself would be read as a glob over other hosts.
  if (host.includes("*")) return undefined;
  return compileHostGlob(shown)?.(host) === true ? shown : undefined;
}
