import { type Action, type GitHubReader, workloads } from "../../index.ts";
import type { Io } from "../io.ts";
import { type ForesightOptions, foresee } from "./foresee.ts";

/**
 * Says before the first write how long the writing will take, where that is long.
 *
 * @throws HookfleetError where the run may not wait for GitHub's hourly limit and would have to
 */
export async function foreseeWriting(
  due: readonly Action[],
  options: ForesightOptions & { readonly verify?: true; readonly acceptSecretChange?: true },
  { reader, io }: { readonly reader: GitHubReader; readonly io: Io },
): Promise<void> {
  const work = workloads(due, {
    verify: options.verify === true,
    acceptSecretChange: options.acceptSecretChange === true,
  });
  if (work.size === 0) return;
  const { stop } = await foresee("Writing", work, { reader, options, io });
  stop();
}
