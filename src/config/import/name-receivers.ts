import { compareStrings } from "../../model/compare-strings.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { scopeName } from "../../model/scope.ts";
import { isForbiddenEnvironmentName } from "../secrets/forbidden-environment-name.ts";
import { compileHostGlob } from "../urls/host-glob.ts";
import { isCredentialUrl, shownHost } from "./credential-url.ts";
import type { DraftScope, EnvironmentReference, SecretReference } from "./fleet-draft.ts";
import { createNames, slugOf } from "./names.ts";

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
