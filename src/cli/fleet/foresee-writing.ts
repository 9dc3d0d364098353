import { type GitHubReader, type Plan, workloads } from "../../index.ts";
import type { Io } from "../io.ts";
import { type ForesightOptions, foresee } from "./foresee.ts";
import { writeBudget } from "./write-budget.ts";

/**
 * Says before the first write how long the writing will take, where that is long.
 *
 * @throws HookfleetError where the run may not wait for GitHub's hourly limit and would have to
 */
export async function foreseeWriting(
  plan: Plan,
  options: ForesightOptions & { readonly maxWrites?: number; readonly verify?: true },
  { reader, io }: { readonly reader: GitHubReader; readonly io: Io },
): Promise<void> {
  const withinBudget = writeBudget(options.maxWrites);
  const due = plan.actions.filter((action) => withinBudget(action) === undefined);
  const work = workloads(due, { verify: options.verify === true });
  if (work.size === 0) return;
  const { stop } = await foresee("Writing", work, { reader, options, io });
  stop();
}
