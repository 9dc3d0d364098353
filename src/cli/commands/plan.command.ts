import { type Command, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import {
  collect,
  withBaseOptions,
  withConfigOptions,
  withGitHubOptions,
  withLimitOptions,
  withOutputOptions,
  withResupplyOption,
  withTargetOptions,
} from "../options/options.ts";
import { documentFormats } from "../output/file-format.ts";
import type { PlanOptions } from "./plan.ts";

export const addPlanCommand: AddCommand = (program, io, finish) => {
  const command: Command = program
    .command("plan")
    .summary("show what would change on GitHub")
    .description(
      "Reads the hooks of every scope and shows the difference to the configuration. Writes nothing. With --base, tells what a change asks for apart from what was due before; first come the hooks it abandons, the guards it lowers, and the secrets it exchanges without a new `rotated_at`, which are errors.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  withBaseOptions(command);
  command
    .addOption(
      new Option(
        "--out <file>",
        "save the plan as .json (for `apply`), .md (cut to 1 MB, as GitHub takes it) or .html; repeatable",
      )
        .argParser(collect)
        .default([], "not saved"),
    )
    .option("--detailed-exitcode", "exit 2 where there are changes")
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withResupplyOption(command);
  withLimitOptions(command);
  withGitHubOptions(command);
  withOutputOptions(command, documentFormats);
  withExitCodes(command, {
    ok: "planned",
    failed: "an error, or `apply` would refuse a part of it",
    changes: "there are changes (--detailed-exitcode)",
  });
  withExamples(command, [
    ["hookfleet plan --out plan.json --out plan.md", "save it for `apply`, and for people"],
    ["hookfleet plan --target 'acme/*' --detailed-exitcode", "exit 2 where something would change"],
    ["git worktree add ../base origin/main", "the base of a pull request, for the next two"],
    ["hookfleet plan --base ../base", "what this change asks for, apart from what was due before"],
    ["hookfleet plan --base ../base --offline", "the same from the files alone, without a token"],
  ]);
  command.action(async (options: PlanOptions) => {
    const { plan } = await import("./plan.ts");
    finish(await plan(options, io));
  });
};
