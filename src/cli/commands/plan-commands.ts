import { type Command, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples, withExitCodes } from "../help/help-section.ts";
import {
  collect,
  count,
  path,
  withBaseOptions,
  withConfigOptions,
  withGitHubOptions,
  withLimitOptions,
  withOutputOptions,
  withResupplyOption,
  withTargetOptions,
} from "../options/options.ts";
import { documentFormats } from "../output/formats.ts";
import type { ApplyOptions } from "./apply.ts";
import type { DriftOptions } from "./drift.ts";
import type { MergeOptions } from "./merge.ts";
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

export const addDriftCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("drift")
    .summary("report what has moved on GitHub since")
    .description(
      "Reads the hooks of every scope and reports what is no longer as declared: missing, changed, unmanaged, superseded, blocked, and receivers that fail. Writes nothing to GitHub.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  command
    .addOption(
      new Option(
        "--out <file>",
        "save the report as .json, .md (cut to 1 MB, as GitHub takes it) or .html; repeatable",
      )
        .argParser(collect)
        .default([], "not saved"),
    )
    .option("--strict", "count receivers that fail as drift, too")
    .option(
      "--verify",
      "look in past deliveries, reading only, whether GitHub signs with the secrets of the file",
    )
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withGitHubOptions(command);
  withOutputOptions(command, documentFormats);
  withExitCodes(command, {
    ok: "nothing has moved",
    failed: "an error, or a scope that could not be read",
    changes: "there is drift; unhealthy alone only under --strict",
  });
  withExamples(command, [
    ["hookfleet drift", "what has moved, for people"],
    [
      "hookfleet drift --target 'acme/*' --strict",
      "failing receivers of acme's repositories count",
    ],
    ["hookfleet drift --format json | jq .summary", "the counts, for a script"],
    ["hookfleet drift --cache .cache --out drift.json", "every night, for report-issue"],
  ]);
  command.action(async (options: DriftOptions) => {
    const { drift } = await import("./drift.ts");
    finish(await drift(options, io));
  });
};
