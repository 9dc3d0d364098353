import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withCollaborationOptions } from "../options/collaboration-options.ts";
import { collect, withOutputOptions } from "../options/options.ts";
import type { ReportIssueOptions } from "./report-issue.ts";

export const addReportIssueCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("report-issue")
    .summary("tell of drift in one issue")
    .description(
      "Keeps one issue of its own that tells of drift: opened when there is some, edited only when the drift itself changes, closed when it is gone, and reopened when it is back. Reads and writes no hooks.",
    )
    .argument("<driftfile>", "a report saved by `hookfleet drift --out drift.json`")
    .option("--repo <owner/name>", "where the issue is (default: $GITHUB_REPOSITORY)")
    .addOption(
      new Option("--label <name>", "put this label on a new issue; repeatable")
        .argParser(collect)
        .default([], "none"),
    )
    .addOption(new Option("--title <text>", "what a new issue is called").default("Webhook drift"))
    .option("--strict", "receivers that fail are drift, too");
  withCollaborationOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "done, or nothing to change, whether there is drift or not",
    failed: "an error; nothing was posted, or not all of it",
  });
  withExamples(command, [
    ["hookfleet report-issue drift.json --repo acme/hooks", "after drift --out drift.json"],
    [
      "hookfleet report-issue drift.json --repo acme/hooks --label webhooks --strict",
      "labelled; failing receivers count",
    ],
    ["hookfleet report-issue drift.json --format json | jq -r .action", "what was done"],
  ]);
  command.action(async (driftFile: string, options: ReportIssueOptions) => {
    const { reportIssue } = await import("./report-issue.ts");
    finish(await reportIssue(driftFile, options, io));
  });
};
