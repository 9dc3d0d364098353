import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic, SourcePosition } from "../../model/diagnostic.ts";
import { type Group, groupBy } from "../../model/group-by.ts";
import type { DesiredHook } from "../../model/hook.ts";
import type { HookUrl } from "../../model/hook-url.ts";
import { existingHooksOf, type Plan } from "../../model/plan.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import {
  managedSecret,
  type SecretDefinition,
  type SecretSource,
  secretSourceKey,
} from "../../model/secret-reference.ts";
import { aboutScopes, nameScopes } from "./describe-scopes.ts";
import type { DeclaredPair } from "./plan-against-base.ts";

interface Exchange {
  readonly scope: Scope;
  readonly before: SecretDefinition;
  readonly after: SecretDefinition;
  readonly hook: DesiredHook;
  /** There is a new `rotated_at`, and the hook was updated since: it counts as rotated already. */
  readonly tooEarly: boolean;
}

const urlKey = (scope: Scope, url: HookUrl): string => `${scopeKey(scope)} ${url.normalized()}`;

/** True where `rotated_at` is newer than any that the base had for the old or the new value. */
function newlyRotated(
  base: DesiredState,
): (before: SecretDefinition, after: SecretDefinition) => boolean {
  const latest = new Map<string, number>();
  for (const secret of base.scopes.flatMap(({ hooks }) => hooks).map(managedSecret)) {
    if (secret?.rotatedAt === undefined) continue;
    const key = secretSourceKey(secret.source);
    latest.set(key, Math.max(latest.get(key) ?? 0, secret.rotatedAt));
  }
  return (before, after) => {
    if (after.rotatedAt === undefined) return false;
    const known = latest.get(secretSourceKey(after.source)) ?? 0;
    return after.rotatedAt > Math.max(known, before.rotatedAt ?? 0);
  };
}

/**
 * Errors for secrets whose value the change exchanges without GitHub being told: the mask looks the
 * same, no plan would ever say so, and deliveries would fail at the receiver. One for each pair of
 * sources.
 *
 * @param plan of the change, where GitHub was looked at: what it creates gets the new value anyhow
 */
export function secretExchanges(
  base: DesiredState,
  pairs: readonly DeclaredPair[],
  plan: Plan | undefined,
): readonly Diagnostic[] {
  const isNew = newlyRotated(base);
  // All hooks of one URL have one secret.
  const existing = plan === undefined ? [] : existingHooksOf(plan);
  const live = groupBy(existing, ({ scope, desired }) => urlKey(scope, desired.url));
  const planned = new Set(plan?.scopes.map(scopeKey));
  const exchanges = pairs.flatMap((pair): readonly Exchange[] => {
    const [before, after] = [managedSecret(pair.before), managedSecret(pair.after)];
    if (before === undefined || after === undefined) return [];
    if (secretSourceKey(before.source) === secretSourceKey(after.source)) return [];
    const { scope, after: hook } = pair;
    const tooEarly = isNew(before, after);
    const hooks = live.get(urlKey(scope, hook.url)) ?? [];
    const isSent = planned.has(scopeKey(scope))
      ? hooks.every((one) => !one.live.hasSecret || one.live.updatedAt < (after.rotatedAt ?? 0))
      : tooEarly;
    return isSent ? [] : [{ scope, before, after, hook, tooEarly }];
  });
  const kind = ({ before, after, tooEarly }: Exchange): string =>
    [before.ref, sourceWords(before.source), after.ref, sourceWords(after.source), tooEarly].join(
      "\n",
    );
  return [...groupBy(exchanges, kind).values()].map(exchangeError);
}

function sourceWords(source: SecretSource): string {
  return source.kind === "env" ? `env:${source.name}` : `file:${source.shown}`;
}

function named({ ref, source }: SecretDefinition): string {
  const from = sourceWords(source);
  return ref === from || ref.startsWith("file:") ? `\`${ref}\`` : `\`${ref}\` (${from})`;
}

function positionOf({ hook, before, after }: Exchange): SourcePosition {
  // Where the entry itself changed, it is there; else where the hook names another one.
  if (before.ref === after.ref) return after.position;
  return hook.provenance.get("secret") ?? hook.position;
}

function exchangeError(group: Group<Exchange>): Diagnostic {
  const [first] = group;
  const { before, after, tooEarly } = first;
  const scopes = group.map(({ scope }) => scope);
  const hooks = group.length === 1 ? `the hook ${first.hook.url.show()}` : `${group.length} hooks`;
  const why = tooEarly
    ? "with a `rotated_at` that lies before their last update"
    : "without a new `rotated_at`";
  const rotatedAt = after.ref.includes(":")
    ? "Give it an entry in `secrets` with `rotated_at`,"
    : `Set \`rotated_at\` of \`${after.ref}\` to`;
  return {
    severity: "error",
    code: "secret-exchanged",
    message: `this change takes the secret ${named(after)} in place of ${named(before)} ${why}: GitHub would keep the old value for ${hooks} in ${nameScopes(scopes)}, and nothing would show it`,
    help: `${rotatedAt} the time of the exchange: hooks last updated before that get the new value.`,
    ...aboutScopes(scopes),
    position: positionOf(first),
  };
}
