import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { type DesiredSecret, secretSourceKey } from "../../model/secret-reference.ts";
import { aboutScopes, nameScopes, nameUrls } from "./describe-scopes.ts";
import type { DeclaredPair } from "./plan-against-base.ts";

interface Lowered {
  readonly pair: DeclaredPair;
  /** What no longer holds, as the end of a sentence. */
  readonly words: string;
  readonly at: SourcePosition;
}

function isInsecure({ url }: DeclaredPair["after"]): boolean {
  // Behind a variable there may be anything, and it has not changed in the file.
  return url.origin.kind !== "env" && url.normalized().startsWith("http:");
}

/**
 * True where another secret takes the place of one that was bound to hosts and is bound to none. Of
 * the same source or the same entry, the comparison of the entries tells already.
 */
function losesHosts(before: DesiredSecret, after: DesiredSecret): boolean {
  if (before.kind !== "managed" || after.kind !== "managed") return false;
  const [old, fresh] = [before.secret, after.secret];
  return (
    old.hosts !== undefined &&
    fresh.hosts === undefined &&
    old.ref !== fresh.ref &&
    secretSourceKey(old.source) !== secretSourceKey(fresh.source)
  );
}

function loweredOf(pair: DeclaredPair): readonly Lowered[] {
  const { before, after } = pair;
  const lower = (field: string, words: string): Lowered => ({
    pair,
    words,
    at: after.provenance.get(field) ?? after.position,
  });
  const ref = before.secret.kind === "managed" ? before.secret.secret.ref : undefined;
  return [
    ...(after.insecureSsl && !before.insecureSsl
      ? [
          lower(
            "insecure_ssl",
            "`insecure_ssl` is switched on, so that anybody in between can pass for its receiver",
          ),
        ]
      : []),
    ...(isInsecure(after) && !isInsecure(before)
      ? [lower("url", "its deliveries travel in clear, over `http://`")]
      : []),
    ...(ref !== undefined && after.secret.kind === "none"
      ? [lower("secret", `\`secret: none\` takes away its secret \`${ref}\``)]
      : []),
    ...(ref !== undefined && after.secret.kind === "undeclared"
      ? [lower("secret", `its secret \`${ref}\` is no longer declared, supplied or rotated`)]
      : []),
    ...(losesHosts(before.secret, after.secret)
      ? [lower("secret", "no `hosts` say where its new secret may go, as they did of the old one")]
      : []),
  ];
}

/** Warns of hooks that the change makes easier to forge or to overhear. One warning for each entry. */
export function loweredHookGuards(pairs: readonly DeclaredPair[]): readonly Diagnostic[] {
  const lowered = pairs.flatMap(loweredOf);
  const place = ({ at, words }: Lowered): string => JSON.stringify([at, words]);
  return [...groupBy(lowered, place).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const scopes = group.map(({ pair }) => pair.scope);
    const urls = nameUrls(group.map(({ pair }) => pair.after.url));
    const about = aboutScopes(scopes);
    const where = "scopes" in about ? ` in ${nameScopes(scopes)}` : "";
    return [
      {
        severity: "warning",
        code: "guard-lowered",
        message: `this change lowers a guard of the hook ${urls}${where}: ${first.words}`,
        ...about,
        position: first.at,
      },
    ];
  });
}

type Settings = Pick<DesiredScope, "unmanaged" | "undeclaredSecrets">;

interface LoweredSetting {
  readonly scope: Scope;
  readonly words: string;
  readonly at: SourcePosition | undefined;
}

function settingsLowered(
  before: Settings,
  { scope, ...after }: DesiredScope,
): readonly LoweredSetting[] {
  const { unmanaged, undeclaredSecrets } = after.settingPlaces;
  const found: LoweredSetting[] = [];
  if (after.unmanaged === "delete" && before.unmanaged !== "delete") {
    const words = "`unmanaged: delete` deletes every hook that the file does not declare";
    found.push({ scope, at: unmanaged, words });
  }
  if (after.unmanaged === "keep" && before.unmanaged !== "keep") {
    const words = "under `unmanaged: keep` hooks that nobody declared are no longer drift";
    found.push({ scope, at: unmanaged, words });
  }
  if (after.undeclaredSecrets === "keep" && before.undeclaredSecrets === "refuse") {
    const words =
      "under `undeclared_secrets: keep` hooks are updated although GitHub may drop secrets that nobody could put back";
    found.push({ scope, at: undeclaredSecrets, words });
  }
  return found;
}

/**
 * Warns of scopes in which the change lets hookfleet do, or pass over, what the base did not. One
 * warning for each place that says so.
 *
 * @param defaults what the base would have said of scopes that it does not have
 */
export function loweredSettings(
  base: DesiredState,
  head: DesiredState,
  defaults: Settings,
): readonly Diagnostic[] {
  const before = new Map(base.scopes.map((scope) => [scopeKey(scope.scope), scope]));
  const unknown = new Set(base.unreadable.map(({ scope }) => scopeKey(scope)));
  const lowered = head.scopes
    .filter(({ scope }) => !unknown.has(scopeKey(scope)))
    .flatMap((scope) => settingsLowered(before.get(scopeKey(scope.scope)) ?? defaults, scope));
  const place = ({ at, words }: LoweredSetting): string => JSON.stringify([at ?? null, words]);
  return [...groupBy(lowered, place).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const scopes = group.map(({ scope }) => scope);
    return [
      {
        severity: "warning",
        code: "guard-lowered",
        message: `this change lowers a guard of ${nameScopes(scopes)}: ${first.words}`,
        ...aboutScopes(scopes),
        position: first.at,
      },
    ];
  });
}
