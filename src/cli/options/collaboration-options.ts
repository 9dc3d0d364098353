import type { Command } from "commander";
import { type GitHubOptions, type OutputOptions, withGitHubOptions } from "./options.ts";

/** Where comments and issues go, and in whose name. */
export interface CollaborationOptions extends GitHubOptions, OutputOptions {
  readonly repo?: string;
  readonly commentToken?: string;
  readonly commentAs?: string;
  readonly key?: string;
  readonly runUrl?: string;
  readonly allowPublic?: true;
}

export function withCollaborationOptions(command: Command): Command {
  command
    .option(
      "--comment-token <variable>",
      "the environment variable that holds the token to write with, apart from the one that reads hooks; a token itself is taken with a warning, because others can read command lines (default: $HOOKFLEET_COMMENT_TOKEN, then $GITHUB_TOKEN, $GH_TOKEN, then the GitHub App)",
    )
    .option(
      "--comment-as <login>",
      "whose comments and issues are our own, for a token that cannot say so itself: the installation token of a GitHub App writes as 'SLUG[bot]'",
    )
    .option(
      "--key <name>",
      "tells several configurations in one repository apart (default: made from the targets)",
    )
    .option("--run-url <url>", "where the whole of it is (default: this run of GitHub Actions)")
    .option(
      "--allow-public",
      "post into a public repository what may name private ones and organizations",
    );
  return withGitHubOptions(command, [
    ["HOOKFLEET_COMMENT_TOKEN", "a token that may write comments or issues; it needs no webhooks"],
    ["GITHUB_TOKEN, GH_TOKEN", "the same, where that one is not set"],
    ["GITHUB_APP_ID", "a GitHub App, where there is no token"],
    ["GITHUB_APP_PRIVATE_KEY", "its key as PEM, or the path of one"],
    ["GITHUB_REPOSITORY", "where --repo does not say"],
  ]);
}
