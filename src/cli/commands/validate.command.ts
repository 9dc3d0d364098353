import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import {
  count,
  withConfigOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import type { ValidateOptions } from "./validate.ts";

export const addValidateCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("validate")
    .summary("check the configuration, offline")
    .description(
      "Checks the configuration and reports every problem at once, without token, network or secret values.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  command.option("--strict", "take warnings for errors");
  command.addOption(
    new Option(
      "--max-repeats <n>",
      "warn of a hook that more repositories of an organization have (default: 20)",
    ).argParser(count(0, 1_000_000)),
  );
  withOutputOptions(command, ["text", "json", "github"]);
  withExitCodes(command, { ok: "no errors", failed: "errors, or warnings under --strict" });
  withExamples(command, [
    ["hookfleet validate", "hookfleet.yaml, with everything that is wrong at once"],
    ["hookfleet validate -f webhooks --strict", "a folder, where warnings fail, too"],
    ["hookfleet validate --format github", "annotations on the lines of a pull request"],
    ["hookfleet validate -f teams --policy policy.yaml", "guards may stand in the policy alone"],
  ]);
  command.action(async (options: ValidateOptions) => {
    const { validate } = await import("./validate.ts");
    finish(await validate(options, io));
  });
};
