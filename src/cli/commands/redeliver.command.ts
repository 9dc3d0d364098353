import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { withFilterOptions, withShowUrls } from "../options/delivery-options.ts";
import { count, withGitHubOptions, withOutputOptions } from "../options/options.ts";
import type { RedeliverCommandOptions } from "./redeliver.ts";

export const addRedeliverCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("redeliver")
    .summary("send again what receivers missed")
    .description(
      "Asks GitHub to send again every event of which a delivery failed and no attempt got through: each one once, oldest first. Shows them and asks before; without a terminal, --auto-approve stands for the answer. GitHub accepts a redelivery and makes it afterwards: `hookfleet deliveries` shows what came of it.",
    );
  withFilterOptions(command, "24h");
  command
    .addOption(
      new Option(
        "--max-attempts <n>",
        "leave events alone that were tried this often, so that a schedule gives up on them",
      ).argParser(count(1, 1_000)),
    )
    .option("--dry-run", "show what would be sent again, and send nothing")
    .option("--auto-approve", "do not ask");
  withShowUrls(command);
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "GitHub has accepted all there is to send again",
    failed: "an error, or not everything was read or accepted",
  });
  withExamples(command, [
    ["hookfleet redeliver --dry-run", "what would be sent again, of the last 24 hours"],
    ["hookfleet redeliver --since 2026-11-20T10:12:00Z", "after an outage that began then"],
    [
      "hookfleet redeliver --since 3d --max-attempts 5 --auto-approve",
      "for a schedule: whatever GitHub still has, until it was tried five times",
    ],
    ["hookfleet redeliver --hook 12345 --event push", "the pushes that one receiver missed"],
  ]);
  command.action(async (options: RedeliverCommandOptions) => {
    const { redeliverCommand } = await import("./redeliver.ts");
    finish(await redeliverCommand(options, io));
  });
};
