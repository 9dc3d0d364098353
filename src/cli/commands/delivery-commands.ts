import { findingRules, severities } from "../../model/audit.ts";
import type { CommandDeclaration } from "../declare-command.ts";
import { amount, collectKnown, count, option, repeatable } from "../options/option.ts";
import { watchedEndings } from "../options/options.ts";
import {
  documentFormats,
  filterOptions,
  fleetOptions,
  hookOption,
  outOption,
  shownOptions,
  sinceOption,
  sinceYesterday,
  targetArgument,
} from "../options/shared-options.ts";

/** The commands about live hooks, their deliveries and their receivers, with a file or without. */
export const deliveryCommands: readonly CommandDeclaration[] = [
  {
    name: "audit",
    summary: "what hooks are there, and what is wrong with them; needs no file",
    description:
      "Lists the live hooks of organizations and repositories by the host that receives them, with what is wrong: no secret, no TLS verification, credentials in URLs, failing receivers, duplicates and more. Only reads.",
    arguments: [targetArgument],
    options: [
      option(
        "--fail-on <severity>",
        "exit 2 where a finding is as severe, or more",
        [...severities, "none"],
        "none",
      ),
      repeatable(
        "--ignore <code>",
        "leave these findings out, such as all-events",
        "none",
        collectKnown([...findingRules.keys()]),
      ),
      option("--all", "every receiver, and a line for every hook"),
      outOption("save it, too: .json, .csv, .md, .html, .sarif or .prom (metrics)", {
        ...watchedEndings,
        ".csv": "csv",
        ".sarif": "sarif",
      }),
      ...fleetOptions,
      ...shownOptions(["text", "json", "csv", "markdown", "html", "sarif"]),
    ],
    exitCodes: {
      ok: "everything was read, whatever was found",
      failed: "an error, or a scope that could not be read",
      changes: "a finding is as severe as --fail-on says",
    },
    examples: `
      hookfleet audit acme 'acme/*'  # an organization and its repositories
      hookfleet audit 'acme/*' --out audit.html --out audit.csv  # a page with filters, a table
      hookfleet audit acme 'acme/*' --fail-on warning --ignore failing  # a check, for CI
      hookfleet audit -f hookfleet.yaml --out audit.sarif  # with what the file does not declare
    `,
    load: async () => (await import("./audit.ts")).audit,
  },
  {
    name: "deliveries",
    summary: "what GitHub sent, and what receivers answered",
    description:
      "Lists the deliveries of every web hook in the targets or the scopes of the file, declared or not, newest first; or shows one of them in full, with its headers and payload, secrets masked. GitHub keeps deliveries for 3 days, GitHub Enterprise Server for 7. Reading costs at least a request for each hook.",
    arguments: [
      ["[target...]", `the id of one delivery, to see it in full; then ${targetArgument[1]}`],
    ],
    options: [
      ...filterOptions(sinceOption),
      option("--failed", "only those that were answered with an error, or not at all"),
      option("--limit <n>", "only the latest ones", count(1, 1_000_000)),
      ...shownOptions(),
    ],
    exitCodes: {
      ok: "listed, whatever receivers answered",
      failed: "an error, or a hook that could not be read",
    },
    examples: `
      hookfleet deliveries --failed --since 24h  # what receivers missed since yesterday
      hookfleet deliveries --target acme/api --event push  # every push sent from one repository
      hookfleet deliveries 12345678901  # one delivery with headers and payload
      hookfleet deliveries 'acme/*' --failed  # of these repositories, without a file
      hookfleet deliveries --guid 72d3162e-cc78-11e3-81ab-4c9367dc0958  # all attempts at one event
    `,
    load: async () => (await import("./deliveries.ts")).deliveries,
  },
  {
    name: "redeliver",
    summary: "send again what receivers missed",
    description:
      "Asks GitHub to send again every event of which a delivery failed and no attempt got through: each one once, oldest first. Shows them and asks first; without a terminal, pass --auto-approve. GitHub accepts a redelivery and makes it afterwards: `hookfleet deliveries` shows the result.",
    options: [
      ...filterOptions(sinceYesterday),
      option(
        "--max-attempts <n>",
        "skip events that were tried this often, so that a schedule gives up on them",
        count(1, 1_000),
      ),
      option("--dry-run", "show what would be sent again, and send nothing"),
      option("--auto-approve", "do not ask"),
      ...shownOptions(),
    ],
    exitCodes: {
      ok: "GitHub has accepted all there is to send again",
      failed: "an error, or not everything was read or accepted",
    },
    examples: `
      hookfleet redeliver --dry-run  # what would be sent again, of the last 24 hours
      hookfleet redeliver --since 2026-11-20T10:12:00Z  # after an outage that began then
      hookfleet redeliver --since 3d --max-attempts 5 --auto-approve  # for a schedule: whatever GitHub still has, until it was tried five times
      hookfleet redeliver --hook 12345 --event push  # the pushes that one receiver missed
    `,
    load: async () => (await import("./redeliver.ts")).redeliverCommand,
  },
  {
    name: "health",
    summary: "which receivers work, and which fail since when",
    description:
      "Sums up the deliveries of every web hook in the targets or the scopes of the file, grouped by the host that receives them. Reading costs at least a request for each hook.",
    arguments: [targetArgument],
    options: [
      ...fleetOptions,
      sinceYesterday,
      hookOption(),
      option("--max-failures <n>", "unhealthy with more failed deliveries", count(0, 1_000_000)),
      option("--min-success <percent>", "unhealthy with a smaller share of success", amount(100)),
      option("--max-duration <seconds>", "unhealthy with a longer median answer", amount(3_600)),
      option(
        "--verify",
        "judge by past deliveries whether GitHub signs with the declared secrets, which must be available",
      ),
      option("--all", "a line for every hook"),
      outOption("save it, too: .json, .md, .html or .prom (metrics)", watchedEndings),
      ...shownOptions(documentFormats),
    ],
    exitCodes: {
      ok: "no hook exceeds a threshold",
      failed: "an error, or a hook that could not be read",
      changes: "a threshold is exceeded, or --verify finds another secret or fails",
    },
    examples: `
      hookfleet health  # the last 24 hours
      hookfleet health acme 'acme/*'  # of these scopes, without a file
      hookfleet health --since 3d --out health.html  # all that GitHub has, with charts
      hookfleet health --min-success 95 --max-duration 5  # exit 2 where a hook does worse
      hookfleet health --verify --max-failures 0  # and where a secret is not the declared one
    `,
    load: async () => (await import("./health.ts")).health,
  },
];
