import type { HookRef } from "../../model/plan.ts";
import type { HookRefDocument } from "../../model/plan-document.ts";
import { scopeName } from "../../model/scope.ts";

/** A hook that stays, as data. */
export function hookRefDocument(
  { scope, hookId, url }: HookRef,
  showUrls: boolean,
): HookRefDocument {
  return { scope: scopeName(scope), hook_id: hookId, url: url.show(showUrls) };
}
