import type { HookUrl } from "./hook-url.ts";
import { type Plan, wholeActions } from "./plan.ts";
import type { Scope } from "./scope.ts";
import type { SecretDefinition } from "./secret-reference.ts";

/** A hook that uses a managed secret. */
export interface SecretUse {
  readonly definition: SecretDefinition;
  readonly scope: Scope;
  readonly url: HookUrl;
  /** undefined where the hook does not exist yet. */
  readonly hookId: number | undefined;
  /** GitHub's clock, in milliseconds since the epoch. */
  readonly updatedAt: number | undefined;
  /** GitHub shows a secret, whichever it is. */
  readonly hasSecret: boolean;
}

/** Every declared hook of a plan that has a managed secret, whatever the plan does to it. */
export function secretUses({ actions, unchanged }: Plan): readonly SecretUse[] {
  const pairs = [
    ...wholeActions(actions).flatMap((action) =>
      action.kind === "delete"
        ? []
        : [
            {
              scope: action.scope,
              desired: action.desired,
              live: action.kind === "create" ? undefined : action.live,
            },
          ],
    ),
    ...unchanged,
  ];
  return pairs.flatMap(({ scope, desired, live }) => {
    if (desired.secret.kind !== "managed") return [];
    return [
      {
        definition: desired.secret.secret,
        scope,
        url: desired.url,
        hookId: live?.id,
        updatedAt: live?.updatedAt,
        hasSecret: live?.hasSecret ?? false,
      },
    ];
  });
}
