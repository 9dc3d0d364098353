import { type Command, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import {
  collect,
  withConfigOptions,
  withGitHubOptions,
  withLimitOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options.ts";
import type { PlanOptions } from "./plan.ts";

export const addPlanCommand: AddCommand = (program, io, finish) => {
  const command: Command = program
    .command("plan")
    .summary("show what would change on GitHub")
    .description(
      "Reads the hooks of every scope and shows the difference to the configuration. Writes nothing.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  command
    .addOption(
      new Option("--out <file>", "save the plan as .json, for review and `apply`; repeatable")
        .argParser(collect)
        .default([], "not saved"),
    )
    .option("--detailed-exitcode", "exit 2 where there are changes")
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withLimitOptions(command);
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  command.action(async (options: PlanOptions) => {
    const { plan } = await import("./plan.ts");
    finish(await plan(options, io));
  });
};
