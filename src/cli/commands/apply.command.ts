import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import {
  collect,
  count,
  path,
  withConfigOptions,
  withGitHubOptions,
  withLimitOptions,
  withOutputOptions,
  withResupplyOption,
  withTargetOptions,
} from "../options/options.ts";
import type { ApplyOptions } from "./apply.ts";

export const addApplyCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("apply")
    .summary("show what would change, ask, and do it")
    .description(
      "Plans, shows the plan, asks for confirmation, and carries out exactly that. Without a terminal, --auto-approve stands for the answer. With a saved plan, a scope that would not be what was reviewed is left alone.",
    )
    .argument("[planfile]", "a plan saved by `hookfleet plan --out plan.json`");
  withConfigOptions(command);
  withTargetOptions(command);
  command
    .option("--auto-approve", "do not ask")
    .option("--allow-incomplete", "go on although some scopes could not be read")
    .addOption(
      new Option(
        "--out <file>",
        "save the result, or why the run was refused, as .json or .md (cut to 1 MB, as GitHub takes it); repeatable",
      )
        .argParser(collect)
        .default([], "not saved"),
    )
    .option("--events <file>", "write what happens as JSON lines, each as it happens", path)
    .addOption(
      new Option("--max-writes <n>", "stop after this many writes, and say what is left").argParser(
        count(1, 1_000_000),
      ),
    )
    .option(
      "--accept-secret-change",
      "let updates replace a secret that GitHub signs with and that is not the declared one",
    )
    .option(
      "--verify",
      "ping each hook with a secret once it is written, and fail where the secret is not proved",
    )
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withResupplyOption(command);
  withLimitOptions(command);
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "everything is done, or there was nothing to do",
    failed: "refused, or an action failed, was blocked or not attempted",
  });
  withExamples(command, [
    ["hookfleet apply", "show it, ask, and do it"],
    ["hookfleet apply plan.json --auto-approve", "what was reviewed, in CI"],
    ["hookfleet apply --target acme/api --verify", "one repository, and prove its secrets"],
    ["hookfleet apply --max-writes 200 --events log.jsonl", "a slice of a large change"],
  ]);
  command.action(async (planFile: string | undefined, options: ApplyOptions) => {
    const { apply } = await import("./apply.ts");
    finish(await apply(planFile, options, io));
  });
};
