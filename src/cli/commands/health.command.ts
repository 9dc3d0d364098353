import { InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withHookOption, withShowUrls, withSinceOption } from "../options/delivery-options.ts";
import {
  collect,
  count,
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import { documentFormats } from "../output/file-format.ts";
import type { HealthOptions } from "./health.ts";

/** A number with a fraction, from zero up. */
function amount(most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(?:\.\d+)?$/.test(text) && value <= most) return value;
    throw new InvalidArgumentError(`Say a number from 0 to ${most}.`);
  };
}

export const addHealthCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("health")
    .summary("which receivers work, and which fail since when")
    .description(
      "Sums up the deliveries of every web hook in the scopes of the file, grouped by the host that receives them. Reading costs at least a request for each hook.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  withSinceOption(command, "24h");
  withHookOption(command);
  command
    .addOption(
      new Option("--max-failures <n>", "unhealthy with more failed deliveries").argParser(
        count(0, 1_000_000),
      ),
    )
    .addOption(
      new Option("--min-success <percent>", "unhealthy with a smaller share of success").argParser(
        amount(100),
      ),
    )
    .addOption(
      new Option("--max-duration <seconds>", "unhealthy with a longer median answer").argParser(
        amount(3_600),
      ),
    )
    .option(
      "--verify",
      "judge by past deliveries whether GitHub signs with the declared secrets, which must be at hand",
    )
    .option("--all", "a line for every hook")
    .addOption(
      new Option("--out <file>", "save it, too: .json, .md or .html; repeatable")
        .argParser(collect)
        .default([], "not saved"),
    );
  withShowUrls(command);
  withGitHubOptions(command);
  withOutputOptions(command, documentFormats);
  withExitCodes(command, {
    ok: "no hook is beyond a threshold",
    failed: "an error, or a hook that could not be read",
    changes: "a hook is beyond a threshold, or signed with another secret (--verify)",
  });
  withExamples(command, [
    ["hookfleet health", "the last 24 hours"],
    ["hookfleet health --since 3d --out health.html", "all that GitHub has, with charts"],
    ["hookfleet health --min-success 95 --max-duration 5", "exit 2 where a hook does worse"],
    ["hookfleet health --verify --max-failures 0", "and where a secret is not the declared one"],
  ]);
  command.action(async (options: HealthOptions) => {
    const { health } = await import("./health.ts");
    finish(await health(options, io));
  });
};
