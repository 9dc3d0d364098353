import type { CommandDeclaration } from "../declare-command.ts";
import { count, option } from "../options/option.ts";
import { fleetOptions, hookOption, outOption, shownOptions } from "../options/shared-options.ts";

const triggerOptions = [
  ...fleetOptions,
  hookOption("only this hook"),
  option("--auto-approve", "do not ask, however many hooks there are"),
  ...shownOptions(),
] as const;

/** The commands about secrets, and those that make GitHub send something to declared hooks. */
export const secretCommands: readonly CommandDeclaration[] = [
  {
    name: "verify",
    summary: "prove that GitHub signs with the secrets of the file",
    description:
      "Pings every hook that has a secret in the file, waits for the delivery, and compares its signature with the one that the secret here gives. Changes no hook. Verdicts: proved, unsigned, mismatch, no-delivery, unverifiable.",
    options: [
      ...fleetOptions,
      option("--no-ping", "judge by what GitHub has sent already, reading only"),
      option("--timeout <seconds>", "how long to wait for a ping's delivery", count(1, 3_600), 120),
      outOption("save the result, too: .json or .prom (metrics)", {
        ".json": "json",
        ".prom": "prometheus",
      }),
      ...shownOptions(),
    ],
    exitCodes: {
      ok: "every secret is proved, and every receiver took the delivery",
      failed: "an error, or a scope that could not be read",
      changes: "a secret is not proved, or a receiver refused the delivery",
    },
    examples: `
      hookfleet verify  # prove every secret of the file
      hookfleet verify --target 'acme/*' --timeout 300  # acme's repositories, with patience
      hookfleet verify --no-ping  # every night: by yesterday's deliveries, sending nothing
      hookfleet verify --format json | jq '.hooks[] | select(.sound | not)'  # what is left to do
    `,
    load: async () => (await import("./verify.ts")).verify,
  },
  {
    name: "ping",
    summary: "have GitHub ping the hooks of the file",
    description:
      "Makes GitHub send a ping to every hook that the file declares and that is there. More than 20 hooks need a confirmation, or --auto-approve. A ping that GitHub accepts is delivered within minutes; `hookfleet verify` waits for it and judges its signature.",
    options: triggerOptions,
    exitCodes: {
      ok: "GitHub accepted every ping",
      failed: "an error, or not every ping was accepted",
    },
    examples: `
      hookfleet ping --target acme/api  # every declared hook of one repository
      hookfleet ping --hook 123456  # one hook
    `,
    load: async () => (await import("./trigger.ts")).ping,
  },
  {
    name: "test",
    summary: "have GitHub send the latest push once more",
    description:
      "Makes GitHub send the latest push to every repository hook that the file declares and that listens to push. Hooks of organizations have no such test, and GitHub accepts a test of hooks that do not listen to push and sends nothing, so both are skipped. More than 20 hooks need a confirmation, or --auto-approve.",
    options: triggerOptions,
    exitCodes: {
      ok: "GitHub accepted every test",
      failed: "an error, or not every test was accepted",
    },
    examples: `
      hookfleet test --target acme/api  # every push hook of one repository
      hookfleet test --hook 123456  # one hook
    `,
    load: async () => (await import("./trigger.ts")).test,
  },
  {
    name: "secrets",
    summary: "list the secrets: usage, age and strength",
    description:
      "Lists every secret of the configuration: whether it is set here, the hooks that use it and when GitHub last updated them, how far its rotation is, and its weaknesses. Never shows a value or anything made of it.",
    options: [
      ...fleetOptions,
      option("--offline", "send no request to GitHub: no hooks, no ages, no token"),
      option("--strict", "exit 1 where a secret is missing, refused or weak"),
      ...shownOptions(),
    ],
    exitCodes: {
      ok: "listed",
      failed: "an error, or something is missing, refused or weak (--strict)",
    },
    examples: `
      hookfleet secrets  # the secrets and the age of their hooks
      hookfleet secrets --verbose  # and every hook that has one
      hookfleet secrets --offline --strict  # before a run: is everything set, and good?
    `,
    load: async () => (await import("./secrets.ts")).secrets,
  },
];
