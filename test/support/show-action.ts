import type { Action } from "../../src/model/plan.ts";

/** An action in a few words, so that orders can be compared at a glance. */
export function showAction(action: Action): string {
  const what = action.kind === "create" ? action.desired.url.reveal() : `#${action.live.id}`;
  const early = action.kind === "delete" && action.early !== null ? ` early: ${action.early}` : "";
  const blocked = action.blocked === null ? "" : ` blocked: ${action.blocked}`;
  return `${action.kind} ${what}${early}${blocked}`;
}
