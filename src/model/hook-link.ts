import { parseUrl } from "./hook-url.ts";
import { type Scope, scopeName } from "./scope.ts";

/**
 * The page on which people see a hook and change it. null where there is no hook yet, as before a
 * create and in an offline plan, whose ids are below zero.
 *
 * @param scope as it is, or by its name, as documents have it
 * @param server the address of GitHub's API or of its website
 * @example hookSettingsUrl({ kind: "organization", owner: "acme" }, 7, "https://api.github.com")
 * // "https://github.com/organizations/acme/settings/hooks/7"
 */
export function hookSettingsUrl(
  scope: Scope | string,
  hookId: number | null | undefined,
  server: string,
): string | null {
  if (hookId === null || hookId === undefined || hookId <= 0) return null;
  const website = websiteOf(server);
  if (website === undefined) return null;
  const name = typeof scope === "string" ? scope : scopeName(scope);
  // Half a character has no place in an address.
  const [owner = "", ...repository] = name.replace(/\p{Surrogate}/gu, "\ufffd").split("/");
  const path = repository.length === 0 ? ["organizations", owner] : [owner, repository.join("/")];
  return [website, ...path.map(encodeURIComponent), "settings", "hooks", hookId].join("/");
}

/**
 * github.com and the subdomains of ghe.com have their API on a host of its own; an Enterprise Server
 * has both on one.
 */
export function websiteOf(server: string): string | undefined {
  if (!websites.has(server)) websites.set(server, findWebsite(server));
  return websites.get(server);
}

/** A run has one server, and links to it by the thousand. */
const websites = new Map<string, string | undefined>();

function findWebsite(server: string): string | undefined {
  const url = parseUrl(server);
  if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined;
  const host = url.host.replace(/^api\.(?=github\.com$|[^.]+\.ghe\.com$)/, "");
  return `${url.protocol}//${host}`;
}
