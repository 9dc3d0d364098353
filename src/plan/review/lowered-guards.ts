import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import {
  managedSecret,
  type SecretDefinition,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import { aboutScopes, nameScopes, nameUrls } from "./describe-scopes.ts";
import type { DeclaredPair } from "./plan-against-base.ts";

interface Lowered {
  readonly scope: Scope;
  /** Of the hook; undefined where it is a setting of the scope. */
  readonly url?: HookUrl;
  /** What no longer holds, as the end of a sentence. */
  readonly words: string;
  readonly at: SourcePosition | undefined;
}

/** One warning for each place that lowers something, whatever scopes it does that in. */
function warn(lowered: readonly Lowered[]): readonly Diagnostic[] {
  const groups = groupBy(lowered, ({ at, words }) => JSON.stringify([at ?? null, words]));
  return [...groups.values()].map((group): Diagnostic => {
    const [{ words, at }] = group;
    const scopes = group.map(({ scope }) => scope);
    const urls = group.flatMap(({ url }) => url ?? []);
    const about = aboutScopes(scopes);
    const where = "scopes" in about ? ` in ${nameScopes(scopes)}` : "";
    const what = urls.length === 0 ? nameScopes(scopes) : `the hook ${nameUrls(urls)}${where}`;
    const message = `this change lowers a guard of ${what}: ${words}`;
    return { severity: "warning", code: "guard-lowered", message, ...about, position: at };
  });
}

function isInsecure({ url }: DeclaredPair["after"]): boolean {
  // Behind a variable there may be anything, and it has not changed in the file.
  return url.origin.kind !== "env" && url.normalized().startsWith("http:");
}

/**
 * True where another secret takes the place of one that was bound to hosts and is bound to none. Of
 * the same source or the same entry, the comparison of the entries tells already.
 */
function losesHosts(before?: SecretDefinition, after?: SecretDefinition): boolean {
  if (before?.hosts === undefined || after === undefined) return false;
  return (
    after.hosts === undefined &&
    before.ref !== after.ref &&
    secretSourceKey(before.source) !== secretSourceKey(after.source)
  );
}

export function loweredHookGuards(pairs: readonly DeclaredPair[]): readonly Diagnostic[] {
  const found: Lowered[] = [];
  for (const { scope, before, after } of pairs) {
    const lower = (isLowered: boolean, field: string, words: string): void => {
      const at = after.provenance.get(field) ?? after.position;
      if (isLowered) found.push({ scope, url: after.url, words, at });
    };
    const known = managedSecret(before);
    const ref = known && `\`${known.ref}\``;
    const { secret: is } = after;
    lower(
      after.insecureSsl && !before.insecureSsl,
      "insecure_ssl",
      "`insecure_ssl` is switched on, so that anybody in between can pass for its receiver",
    );
    lower(
      isInsecure(after) && !isInsecure(before),
      "url",
      "its deliveries travel in clear, over `http://`",
    );
    if (ref !== undefined) {
      lower(is.kind === "none", "secret", `\`secret: none\` takes away its secret ${ref}`);
      lower(
        is.kind === "undeclared",
        "secret",
        `its secret ${ref} is no longer declared, supplied or rotated`,
      );
    }
    lower(
      losesHosts(known, managedSecret(after)),
      "secret",
      "no `hosts` say where its new secret may go, as they did of the old one",
    );
  }
  return warn(found);
}

type Settings = Pick<DesiredScope, "unmanaged" | "undeclaredSecrets">;

const weakSettings = [
  ["unmanaged", "delete", "`unmanaged: delete` deletes every hook that the file does not declare"],
  ["unmanaged", "keep", "under `unmanaged: keep` hooks that nobody declared are no longer drift"],
  [
    "undeclaredSecrets",
    "keep",
    "under `undeclared_secrets: keep` hooks are updated although GitHub may drop secrets that nobody could put back",
  ],
] as const;

/**
 * Warns of scopes in which the change lets hookfleet do, or pass over, what the base did not.
 *
 * @param defaults what the base would have said of scopes that it does not have
 */
export function loweredSettings(
  base: DesiredState,
  head: DesiredState,
  defaults: Settings,
): readonly Diagnostic[] {
  const known = new Map(base.scopes.map((scope) => [scopeKey(scope.scope), scope]));
  const unknown = new Set(base.unreadable.map(({ scope }) => scopeKey(scope)));
  const asked = head.scopes.filter(({ scope }) => !unknown.has(scopeKey(scope)));
  return warn(
    asked.flatMap((after) => {
      const before = known.get(scopeKey(after.scope)) ?? defaults;
      return weakSettings
        .filter(([key, value]) => after[key] === value && before[key] !== value)
        .map(([key, , words]) => ({ scope: after.scope, words, at: after.settingPlaces[key] }));
    }),
  );
}
