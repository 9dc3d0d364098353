import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { collect, withOutputOptions } from "../options/options.ts";
import { documentFormats } from "../output/file-format.ts";
import type { MergeOptions } from "./merge.ts";

export const addMergeCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("merge")
    .summary("join the plans of several runs into one")
    .description(
      "Joins saved plans of one configuration for different targets into one, for review and for `apply`.",
    )
    .argument("<plan...>", "plans saved by `hookfleet plan --out`")
    .addOption(
      new Option(
        "--out <file>",
        "save the plan as .json (for `apply`), .md (cut to 1 MB, as GitHub takes it) or .html; repeatable",
      )
        .argParser(collect)
        .default([], "not saved"),
    );
  withOutputOptions(command, documentFormats);
  withExitCodes(command, { ok: "joined", failed: "not joined, or `apply` would refuse a part" });
  withExamples(command, [
    ["hookfleet merge shard-*.json --out plan.json", "the plans of a matrix, for one `apply`"],
    ["hookfleet merge shard-*.json --format markdown", "one review of all of them"],
  ]);
  command.action(async (plans: readonly string[], options: MergeOptions) => {
    const { merge } = await import("./merge.ts");
    finish(await merge(plans, options, io));
  });
};
