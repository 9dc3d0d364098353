import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { type DesiredSecret, secretSourceKey } from "../../model/secret-reference.ts";
import { aboutScopes, nameScopes } from "./name-scopes.ts";
import { nameUrls } from "./name-urls.ts";
import type { DeclaredPair } from "./pair-declared.ts";

interface Lowered {
  readonly pair: DeclaredPair;
  /** What no longer holds, as the end of a sentence. */
  readonly words: string;
  readonly at: SourcePosition;
}

function isInsecure({ url }: DeclaredPair["after"]): boolean {
  // Behind a variable there may be anything, and it has not changed in the file.
  return url.origin.kind !== "env" && url.normalised().startsWith("http:");
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
