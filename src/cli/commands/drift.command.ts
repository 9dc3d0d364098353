import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import {
  collect,
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import { documentFormats } from "../output/file-format.ts";
import type { DriftOptions } from "./drift.ts";

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
