import type { AddCommand } from "../add-command.ts";
import { withOutputOptions } from "../options.ts";
import type { MergeOptions } from "./merge.ts";

export const addMergeCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("merge")
    .summary("join the plans of several runs into one")
    .description(
      "Joins saved plans of one configuration for different targets into one, for review and for `apply`.",
    )
    .argument("<plan...>", "plans saved by `hookfleet plan --out`")
    .option("--out <file>", "save the plan as .json");
  withOutputOptions(command, ["text", "json"]);
  command.action(async (plans: readonly string[], options: MergeOptions) => {
    const { merge } = await import("./merge.ts");
    finish(merge(plans, options, io));
  });
};
