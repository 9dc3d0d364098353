import type { DesiredScope, DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { aboutScopes, nameScopes } from "./name-scopes.ts";

type Settings = Pick<DesiredScope, "unmanaged" | "undeclaredSecrets">;

interface Lowered {
  readonly scope: Scope;
  readonly words: string;
  readonly at: SourcePosition | undefined;
}

function loweredOf(before: Settings, { scope, ...after }: DesiredScope): readonly Lowered[] {
  const { unmanaged, undeclaredSecrets } = after.settingPlaces;
  const found: Lowered[] = [];
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
    .flatMap((scope) => loweredOf(before.get(scopeKey(scope.scope)) ?? defaults, scope));
  const place = ({ at, words }: Lowered): string => JSON.stringify([at ?? null, words]);
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
