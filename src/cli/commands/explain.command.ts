import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withConfigOptions, withGitHubOptions, withOutputOptions } from "../options/options.ts";
import type { ExplainOptions } from "./explain.ts";

export const addExplainCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("explain")
    .summary("why a scope has the hooks it has")
    .description(
      "Prints the effective hooks of one scope, and for every value the file:line:column it comes from. Works offline where exact names alone select the scope.",
    )
    .argument("<scope>", "an organization (acme) or a repository (acme/api)");
  withConfigOptions(command);
  command.option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "explained",
    failed: "an error, or no such scope in the file",
  });
  withExamples(command, [
    ["hookfleet explain acme/api", "its hooks, and the line that each value comes from"],
    ["hookfleet explain acme --format json", "the organization's own, for a script"],
  ]);
  command.action(async (scope: string, options: ExplainOptions) => {
    const { explain } = await import("./explain.ts");
    finish(await explain(scope, options, io));
  });
};
