import { type Command, Option } from "commander";
import type { CommandDeclaration } from "../declare-command.ts";
import { collect, commitSha, count, option, repeatable } from "../options/option.ts";
import { envFileOption, gitHubOptions, outputOptions } from "../options/shared-options.ts";

/** Where comments and issues go, and in whose name. */
const commentOptions = [
  option(
    "--comment-token <variable>",
    "the environment variable that holds the token to write with, apart from the one that reads hooks; a token itself is taken with a warning, because others can read command lines (default: $HOOKFLEET_COMMENT_TOKEN, then $GITHUB_TOKEN, $GH_TOKEN, then the GitHub App)",
  ),
  option(
    "--comment-as <login>",
    "whose comments and issues are our own, for a token that cannot say so itself: the installation token of a GitHub App writes as 'SLUG[bot]'",
  ),
  option(
    "--key <name>",
    "distinguishes several configurations in one repository (default: made from the targets)",
  ),
  option("--run-url <url>", "where the full result is (default: this run of GitHub Actions)"),
  option(
    "--allow-public",
    "post into a public repository what may name private ones and organizations",
  ),
  envFileOption,
  (command: Command): Command =>
    gitHubOptions(command, [
      [
        "HOOKFLEET_COMMENT_TOKEN",
        "a token that may write comments or issues; it needs no webhooks",
      ],
      ["GITHUB_TOKEN, GH_TOKEN", "the same, where that one is not set"],
      ["GITHUB_APP_ID", "a GitHub App, where there is no token"],
      ["GITHUB_APP_PRIVATE_KEY", "its key as PEM, or the path of one"],
      ["GITHUB_REPOSITORY", "the repository, where --repo is not given"],
    ]),
  outputOptions(),
] as const;

/** The commands that write comments and issues. */
export const commentCommands: readonly CommandDeclaration[] = [
  {
    name: "comment",
    summary: "show a saved plan in one comment on a pull request",
    description:
      "Keeps one comment of its own on a pull request that shows the newest plan, and after the apply its result. A comment that shows a newer plan is not changed. Reads and writes no hooks.",
    arguments: [["<planfile>", "a plan saved by `hookfleet plan --out plan.json`"]],
    options: [
      option("--repo <owner/name>", "where the pull request is (default: $GITHUB_REPOSITORY)"),
      option(
        "--pr <number>",
        "the pull request (default: that of this run of GitHub Actions)",
        count(1, 2_147_483_647),
      ),
      (command) =>
        command.addOption(
          new Option("--commit <sha>", "the pull request that this commit came from, after a merge")
            .argParser(commitSha)
            .conflicts("pr"),
        ),
      option(
        "--report <file>",
        "what `apply --format json` printed: the comment says applied, failed, or out of date",
      ),
      ...commentOptions,
    ],
    exitCodes: {
      ok: "done, or nothing to change",
      failed: "an error; nothing was posted, or not all of it",
    },
    examples: `
      hookfleet comment plan.json --repo acme/hooks --pr 7  # after plan --out plan.json
      hookfleet comment plan.json --repo acme/hooks --pr 7 --report report.json  # after apply plan.json --format json > report.json
      hookfleet comment plan.json --commit "$GITHUB_SHA"  # on a push to main: the pull request it came from
      hookfleet comment plan.json --pr 7 --comment-token BOT_TOKEN  # with the token in the variable BOT_TOKEN
    `,
    load: async () => (await import("./comments.ts")).comment,
  },
  {
    name: "report-issue",
    summary: "report drift in one issue",
    description:
      "Keeps one issue of its own that reports drift: opened when there is some, edited only when the drift itself changes, closed when it is gone, and reopened when it is back. Reads and writes no hooks.",
    arguments: [["<driftfile>", "a report saved by `hookfleet drift --out drift.json`"]],
    options: [
      option("--repo <owner/name>", "where the issue is (default: $GITHUB_REPOSITORY)"),
      repeatable("--label <name>", "put this label on a new issue", "none", collect),
      option<string>("--title <text>", "the title of a new issue", undefined, "Webhook drift"),
      option("--strict", "receivers that fail are drift, too"),
      ...commentOptions,
    ],
    exitCodes: {
      ok: "done, or nothing to change, whether there is drift or not",
      failed: "an error; nothing was posted, or not all of it",
    },
    examples: `
      hookfleet report-issue drift.json --repo acme/hooks  # after drift --out drift.json
      hookfleet report-issue drift.json --repo acme/hooks --label webhooks --strict  # labeled; failing receivers count
      hookfleet report-issue drift.json --format json | jq -r .action  # what was done
    `,
    load: async () => (await import("./comments.ts")).reportIssue,
  },
];
