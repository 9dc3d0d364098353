import type { PlanDocument } from "../model/plan-document.ts";
import { scopeKey } from "../model/scope.ts";
import type { Resupply } from "./plan-scope.ts";

function place(scope: string, id: number | null): string {
  return `${scope.toLowerCase()}#${id}`;
}

/**
 * Asks for the secrets again that a saved plan sends again because `--resupply` asked for it. A `config-patch`
 * does that for no other reason; an `update` remembers it.
 */
export function resupplyAsPlanned({ actions }: Pick<PlanDocument, "actions">): Resupply {
  const asked = new Set(
    actions
      .filter(({ kind, secret, resupply_asked: asked }) => {
        return secret === "resupply" && (kind === "config-patch" || asked === true);
      })
      .map(({ scope, hook_id }) => place(scope, hook_id)),
  );
  return (scope, { live }) => asked.has(place(scopeKey(scope), live.id));
}
