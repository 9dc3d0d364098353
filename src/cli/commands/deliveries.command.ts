import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples } from "../help/with-examples.ts";
import { withExitCodes } from "../help/with-exit-codes.ts";
import { hookId, withFilterOptions, withShowUrls } from "../options/delivery-options.ts";
import { count, withGitHubOptions, withOutputOptions } from "../options/options.ts";
import type { DeliveriesOptions } from "./deliveries.ts";

export const addDeliveriesCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("deliveries")
    .summary("what GitHub sent, and what receivers answered")
    .description(
      "Lists the deliveries of every web hook in the scopes of the file, declared or not, newest first; or shows one of them in full, with its headers and payload, secrets masked. GitHub keeps deliveries for 3 days, GitHub Enterprise Server for 7. Reading costs at least a request for each hook.",
    )
    .argument("[id]", "the id of one delivery, to see it in full", hookId);
  withFilterOptions(command, undefined);
  command
    .option("--failed", "only those that were answered with an error, or not at all")
    .addOption(new Option("--limit <n>", "only the latest ones").argParser(count(1, 1_000_000)));
  withShowUrls(command);
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "listed, whatever receivers answered",
    failed: "an error, or a hook that could not be read",
  });
  withExamples(command, [
    ["hookfleet deliveries --failed --since 24h", "what receivers missed since yesterday"],
    ["hookfleet deliveries --target acme/api --event push", "every push sent from one repository"],
    ["hookfleet deliveries 12345678901", "one delivery with headers and payload"],
    [
      "hookfleet deliveries --guid 72d3162e-cc78-11e3-81ab-4c9367dc0958",
      "all attempts at one event",
    ],
  ]);
  command.action(async (id: number | undefined, options: DeliveriesOptions) => {
    const { deliveries } = await import("./deliveries.ts");
    finish(await deliveries(id, options, io));
  });
};
