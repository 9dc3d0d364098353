import type { CommandDeclaration } from "../declare-command.ts";
import { count, option, path } from "../options/option.ts";
import { watchedEndings } from "../options/options.ts";
import {
  baseOptions,
  documentFormats,
  fleetOptions,
  gitHubOptions,
  limitOptions,
  outOption,
  outputOptions,
  resupplyOption,
  shownOptions,
  showUrlsOption,
} from "../options/shared-options.ts";

const summaryOption = option(
  "--summary",
  "show counts by kind and receiver, and the closing line, in place of every hook",
);

const savesPlan = outOption(
  "save the plan as .json (for `apply`), .md (cut to 1 MB, as GitHub takes it) or .html",
);

/** The commands that make, carry out and join plans. */
export const planCommands: readonly CommandDeclaration[] = [
  {
    name: "plan",
    summary: "show what would change on GitHub",
    description:
      "Reads the hooks of every scope and shows the difference to the configuration. Writes nothing. With --base, separates what a change asks for from pre-existing drift; first come the hooks it abandons, the guards it lowers, and the secrets it exchanges without a new `rotated_at`, which are errors.",
    options: [
      ...fleetOptions,
      baseOptions,
      savesPlan,
      option("--detailed-exitcode", "exit 2 where there are changes"),
      summaryOption,
      showUrlsOption,
      resupplyOption,
      ...limitOptions,
      gitHubOptions,
      outputOptions(documentFormats),
    ],
    exitCodes: {
      ok: "planned",
      failed: "an error, or `apply` would refuse a part of it",
      changes: "there are changes (--detailed-exitcode)",
    },
    examples: `
      hookfleet plan --out plan.json --out plan.md  # save it for \`apply\`, and for people
      hookfleet plan --summary  # how much would change, by receiver
      hookfleet plan --target 'acme/*' --detailed-exitcode  # exit 2 where something would change
      git worktree add ../base origin/main  # the base of a pull request, for the next two
      hookfleet plan --base ../base  # what this change asks for, apart from pre-existing drift
      hookfleet plan --base ../base --offline  # the same from the files alone, without a token
    `,
    load: async () => (await import("./plan.ts")).plan,
  },
  {
    name: "apply",
    summary: "show what would change, ask, and do it",
    description:
      "Plans, shows the plan, asks for confirmation, and carries out exactly that. Without a terminal, pass --auto-approve. With a saved plan, a scope that differs from what was reviewed is skipped.",
    arguments: [["[planfile]", "a plan saved by `hookfleet plan --out plan.json`"]],
    options: [
      ...fleetOptions,
      option("--auto-approve", "do not ask"),
      summaryOption,
      option("--allow-incomplete", "apply the readable scopes although others could not be read"),
      outOption(
        "save the result, or why the run was refused, as .json or .md (cut to 1 MB, as GitHub takes it)",
        { ".json": "json", ".md": "markdown" },
      ),
      option("--events <file>", "write what happens as JSON lines, each as it happens", path),
      option(
        "--max-writes <n>",
        "stop after this many writes, and say what is left",
        count(1, 1_000_000),
      ),
      option(
        "--accept-secret-change",
        "let updates replace a secret that GitHub signs with and that is not the declared one",
      ),
      option(
        "--verify",
        "ping each hook with a secret once it is written, and fail where the secret is not proved",
      ),
      showUrlsOption,
      resupplyOption,
      ...limitOptions,
      gitHubOptions,
      outputOptions(),
    ],
    exitCodes: {
      ok: "everything is done, or there was nothing to do",
      failed: "refused, or an action failed, was blocked or not attempted",
    },
    examples: `
      hookfleet apply  # show it, ask, and do it
      hookfleet apply plan.json --auto-approve  # what was reviewed, in CI
      hookfleet apply --target acme/api --verify  # one repository, and prove its secrets
      hookfleet apply --max-writes 200 --events log.jsonl  # a slice of a large change
    `,
    load: async () => (await import("./apply.ts")).apply,
  },
  {
    name: "drift",
    summary: "show drift: what changed on GitHub outside hookfleet",
    description:
      "Reads the hooks of every scope and shows what is no longer as declared: missing, changed, unmanaged, superseded, blocked, and receivers that fail. Writes nothing to GitHub.",
    arguments: [["[target...]", "only these scopes of the file, as --target has them"]],
    options: [
      ...fleetOptions,
      outOption(
        "save the report as .json, .md (cut to 1 MB, as GitHub takes it), .html or .prom (metrics)",
        watchedEndings,
      ),
      option("--strict", "count receivers that fail, and with --verify secrets not proved, too"),
      summaryOption,
      option(
        "--verify",
        "check past deliveries, reading only: does GitHub sign with the secrets of the file?",
      ),
      ...shownOptions(documentFormats),
    ],
    exitCodes: {
      ok: "no drift",
      failed: "an error, or a scope that could not be read",
      changes: "drift, or a proof that failed (--verify); unhealthy alone only under --strict",
    },
    examples: `
      hookfleet drift  # what changed on GitHub, for people
      hookfleet drift --target 'acme/*' --strict  # failing receivers of acme's repositories count
      hookfleet drift --format json | jq .summary  # the counts, for a script
      hookfleet drift --out drift.json  # every night, for report-issue
    `,
    load: async () => (await import("./drift.ts")).drift,
  },
  {
    name: "merge",
    summary: "join the plans of several runs into one",
    description:
      "Joins saved plans of one configuration for different targets into one, for review and for `apply`. Limits count over the whole.",
    arguments: [["<plan...>", "plans saved by `hookfleet plan --out`"]],
    options: [savesPlan, ...limitOptions, outputOptions(documentFormats)],
    exitCodes: { ok: "joined", failed: "not joined, or `apply` would refuse a part" },
    examples: `
      hookfleet merge shard-*.json --out plan.json  # the plans of a matrix, for one \`apply\`
      hookfleet merge shard-*.json --format markdown  # one review of all of them
    `,
    load: async () => (await import("./merge.ts")).merge,
  },
];
