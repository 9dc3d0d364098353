import { InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { withExamples, withExitCodes } from "../help/help-section.ts";
import {
  hookId,
  withFilterOptions,
  withHookOption,
  withShowUrls,
  withSinceOption,
} from "../options/delivery-options.ts";
import {
  collect,
  count,
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withTargetOptions,
} from "../options/options.ts";
import { documentFormats } from "../output/formats.ts";
import type { DeliveriesOptions } from "./deliveries.ts";
import type { HealthOptions } from "./health.ts";
import type { RedeliverCommandOptions } from "./redeliver.ts";
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
