import { InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withCollaborationOptions } from "../options/collaboration-options.ts";
import { count, withOutputOptions } from "../options/options.ts";
import type { CommentOptions } from "./comment.ts";

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
