import { HookfleetError } from "../../model/errors.ts";
import type { PlanDocument } from "../../model/plan-document.ts";

/**
 * A plan that was made from two files alone says nothing of what GitHub holds, so that nothing of it
 * can be carried out or joined with one that does.
 *
 * @param file how the file is called in the error
 * @throws HookfleetError `plan-offline`
 */
export function refuseOffline(plan: PlanDocument, file: string): void {
  if (plan.offline !== true) return;
  throw new HookfleetError("plan-offline", `${file} was made with --offline, for reading alone`, {
    help: "Plan again without --offline, with a token that may read the hooks.",
  });
}
