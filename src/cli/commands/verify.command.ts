import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import {
  count,
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import type { VerifyOptions } from "./verify.ts";

export const addVerifyCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("verify")
    .summary("prove that GitHub signs with the secrets of the file")
    .description(
      "Pings every hook that has a secret in the file, waits for the delivery, and compares its signature with the one that the secret here gives. Changes no hook. Verdicts: proved, unsigned, mismatch, no-delivery, unverifiable.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  command
    .option("--no-ping", "judge by what GitHub has sent anyway, reading only")
    .addOption(
      new Option("--timeout <seconds>", "how long to wait for a ping's delivery")
        .argParser(count(1, 3_600))
        .default(120),
    )
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "every secret is proved, and every receiver took the delivery",
    failed: "an error, or a scope that could not be read",
    changes: "a secret is not proved, or a receiver refused the delivery",
  });
  withExamples(command, [
    ["hookfleet verify", "prove every secret of the file"],
    ["hookfleet verify --target 'acme/*' --timeout 300", "acme's repositories, with patience"],
    ["hookfleet verify --no-ping", "every night: by yesterday's deliveries, sending nothing"],
    ["hookfleet verify --format json | jq '.hooks[] | select(.sound | not)'", "what is left to do"],
  ]);
  command.action(async (options: VerifyOptions) => {
    const { verify } = await import("./verify.ts");
    finish(await verify(options, io));
  });
};
