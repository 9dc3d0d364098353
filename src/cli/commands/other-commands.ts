import { InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples, withExitCodes } from "../help/help-section.ts";
import { withCollaborationOptions } from "../options/collaboration-options.ts";
import { collect, count, withOutputOptions } from "../options/options.ts";
import type { CommentOptions } from "./comment.ts";
import type { ReportIssueOptions } from "./report-issue.ts";
import type { SimulateOptions } from "./simulate.ts";

/** It becomes part of a request's path. */
function commitSha(text: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) return text;
  throw new InvalidArgumentError("It is the whole SHA of a commit: 40 or 64 hexadecimal digits.");
}

export const addCommentCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("comment")
    .summary("show a saved plan in one comment on a pull request")
    .description(
      "Keeps one comment of its own on a pull request that shows the newest plan, and after the apply what became of it. A comment that shows a newer plan is left alone. Reads and writes no hooks.",
    )
    .argument("<planfile>", "a plan saved by `hookfleet plan --out plan.json`")
    .option("--repo <owner/name>", "where the pull request is (default: $GITHUB_REPOSITORY)")
    .addOption(
      new Option(
        "--pr <number>",
        "the pull request (default: that of this run of GitHub Actions)",
      ).argParser(count(1, 2_147_483_647)),
    )
    .addOption(
      new Option("--commit <sha>", "the pull request that this commit came from, after a merge")
        .argParser(commitSha)
        .conflicts("pr"),
    )
    .option(
      "--report <file>",
      "what `apply --format json` printed: the comment says applied, failed, or out of date",
    );
  withCollaborationOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "done, or nothing to change",
    failed: "an error; nothing was posted, or not all of it",
  });
  withExamples(command, [
    ["hookfleet comment plan.json --repo acme/hooks --pr 7", "after plan --out plan.json"],
    [
      "hookfleet comment plan.json --repo acme/hooks --pr 7 --report report.json",
      "after apply plan.json --format json > report.json",
    ],
    ['hookfleet comment plan.json --commit "$GITHUB_SHA"', "on a push to main: where it came from"],
    [
      "hookfleet comment plan.json --pr 7 --comment-token BOT_TOKEN",
      "with the token in the variable BOT_TOKEN",
    ],
  ]);
  command.action(async (planFile: string, options: CommentOptions) => {
    const { comment } = await import("./comment.ts");
    finish(await comment(planFile, options, io));
  });
};

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

export const addSimulateCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("simulate")
    .summary("serve GitHub's webhook API from memory")
    .description(
      "Serves a simulator of GitHub's webhook REST API on loopback, to try hookfleet or any other client against.",
    )
    .option("--port <port>", "port to listen on; 0 takes a free one", "0")
    .option(
      "--seed <file>",
      "YAML or JSON file with the organizations, users and tokens to begin with",
    )
    .addOption(
      new Option("--switch <name=value>", "decide a point that GitHub leaves open; repeatable")
        .argParser(collect)
        .default([], "GitHub's most likely behaviour"),
    )
    .option("--list-switches", "explain every switch");
  withExamples(command, [
    [
      "hookfleet simulate --port 8080 --seed fleet.yaml",
      "then GITHUB_API_URL=http://localhost:8080",
    ],
    ["hookfleet simulate --list-switches", "what can be decided otherwise"],
  ]);
  command.action(async (options: SimulateOptions) => {
    const { simulate } = await import("./simulate.ts");
    finish(await simulate(options, io));
  });
};

export const addDemoCommand: AddCommand = (program, io, finish, run) => {
  const command = program
    .command("demo")
    .summary("the whole story in a few seconds, without token or network")
    .description(
      "Starts the simulator with a small organization and shows validate, plan, apply, drift and repair.",
    )
    .option("--no-color", "plain text (also: NO_COLOR)");
  withExamples(command, [["hookfleet demo", "from the first plan to a repaired drift"]]);
  command.action(async (options: { color: boolean }) => {
    const { demo } = await import("./demo.ts");
    finish(await demo(options, io, run));
  });
};
