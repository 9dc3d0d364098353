import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import {
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import type { SecretsOptions } from "./secrets.ts";

export const addSecretsCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("secrets")
    .summary("list the secrets, who uses them, how old and how good they are")
    .description(
      "Lists every secret of the configuration: whether it is set here, the hooks that use it and when GitHub last updated them, how far its rotation is, and what is weak about it. Never shows a value or anything made of it.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  command
    .option("--offline", "ask GitHub nothing: no hooks, no ages, no token")
    .option("--strict", "exit 1 where a secret is missing, refused or weak")
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "listed",
    failed: "an error, or something is missing, refused or weak (--strict)",
  });
  withExamples(command, [
    ["hookfleet secrets", "the secrets and the age of their hooks"],
    ["hookfleet secrets --verbose", "and every hook that has one"],
    ["hookfleet secrets --offline --strict", "before a run: is everything set, and good?"],
  ]);
  command.action(async (options: SecretsOptions) => {
    const { secrets } = await import("./secrets.ts");
    finish(await secrets(options, io));
  });
};
