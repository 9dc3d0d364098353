import type { CommandDeclaration } from "../declare-command.ts";
import { collect, count, option, path, repeatable } from "../options/option.ts";
import {
  configOptions,
  envFileOption,
  fileOptions,
  fleetOptions,
  gitHubOptions,
  outOption,
  outputOptions,
  quietOptions,
  shownOptions,
  targetOptions,
} from "../options/shared-options.ts";

/** The commands that check, explain and write the configuration. */
export const fileCommands: readonly CommandDeclaration[] = [
  {
    name: "validate",
    summary: "check the configuration, offline",
    description:
      "Checks the configuration and reports every problem at once, without token, network or secret values.",
    options: [
      fileOptions,
      targetOptions,
      option("--strict", "treat warnings as errors"),
      option(
        "--max-repeats <n>",
        "warn of a hook that more repositories of an organization have (default: 20)",
        count(0, 1_000_000),
      ),
      outOption("save the problems, too: .sarif (for code scanning) or .json", {
        ".sarif": "sarif",
        ".json": "json",
      }),
      outputOptions(["text", "json", "github", "sarif"]),
    ],
    exitCodes: { ok: "no errors", failed: "errors, or warnings under --strict" },
    examples: `
      hookfleet validate  # hookfleet.yaml, with everything that is wrong at once
      hookfleet validate -f webhooks --strict  # a folder, where warnings fail, too
      hookfleet validate --format github  # annotations on the lines of a pull request
      hookfleet validate --out validate.sarif  # alerts of GitHub code scanning
      hookfleet validate -f teams --policy policy.yaml  # guards only in the policy
    `,
    load: async () => (await import("./validate.ts")).validate,
  },
  {
    name: "init",
    summary: "write a commented configuration to begin with, offline",
    description:
      "Writes a commented configuration for the targets, which declares no hook yet. Needs no token and asks GitHub nothing.",
    arguments: [
      [
        "<target...>",
        "acme (the organization's own hooks), acme/api, 'acme/*' (in cmd.exe: \"acme/*\")",
      ],
    ],
    options: [
      option<string>("--out <file>", "the file to write", path, "hookfleet.yaml"),
      option("--force", "overwrite that file"),
      quietOptions,
    ],
    exitCodes: { ok: "written", failed: "an error; nothing was written" },
    examples: `
      hookfleet init acme 'acme/*'  # an organization and its repositories, in hookfleet.yaml
      hookfleet init octocat/hello-world --out hooks.yaml  # one repository
    `,
    load: async () => (await import("./init.ts")).init,
  },
  {
    name: "import",
    summary: "write a configuration from the hooks that are live",
    description:
      "Reads live hooks and writes the configuration that describes them. Secrets and URLs that are credentials become references to fill in.",
    arguments: [
      [
        "<target...>",
        "acme (the organization's own hooks), acme/api, 'acme/*' (archived ones are skipped), 'acme/**' (both)",
      ],
    ],
    options: [
      option("--out <file>", "write to a file rather than to standard output", path),
      option(
        "--write-env <file>",
        "write the values of URLs that are credentials, and the names of secrets, for --env-file",
        path,
      ),
      repeatable(
        "--ignore <glob>",
        "leave out hooks under these URLs, such as 'https://hooks.zapier.com/**'",
        "none",
        collect,
      ),
      option("--allow-incomplete", "write the readable scopes although others could not be read"),
      option("--force", "overwrite those files; what an env file holds beside them stays"),
      envFileOption,
      gitHubOptions,
      quietOptions,
    ],
    exitCodes: {
      ok: "everything was read and written",
      failed: "an error; nothing was written, unless --allow-incomplete is given",
    },
    examples: `
      hookfleet import acme 'acme/*' --out hookfleet.yaml --write-env .env  # an organization and its repositories
      hookfleet import acme/api  # one repository, on standard output
    `,
    load: async () => (await import("./import.ts")).importHooks,
  },
  {
    name: "doctor",
    summary: "check the credential, the file and this machine",
    description:
      "Says who the credential is, what it may do to the hooks of each scope as far as GitHub's answers tell, what is left of the rate limit, and which variables and secrets have no value. Writes nothing. Looks at the scopes of the file, or at the targets.",
    arguments: [["[target...]", "acme, acme/api or 'acme/*', in place of the file"]],
    options: [...fleetOptions, gitHubOptions, outputOptions()],
    exitCodes: {
      ok: "nothing is missing",
      failed: "something that `plan` or `apply` needs is missing",
    },
    examples: `
      hookfleet doctor --env-file .env  # before the first plan, or when something fails
      hookfleet doctor acme 'acme/*'  # what a new token may do, without a file
    `,
    load: async () => (await import("./doctor.ts")).doctor,
  },
  {
    name: "explain",
    summary: "why a scope has the hooks it has",
    description:
      "Prints the effective hooks of one scope, and for every value the file:line:column it comes from. Works offline where exact names alone select the scope.",
    arguments: [["<scope>", "an organization (acme) or a repository (acme/api)"]],
    options: [configOptions, ...shownOptions()],
    exitCodes: { ok: "explained", failed: "an error, or no such scope in the file" },
    examples: `
      hookfleet explain acme/api  # its hooks, and the line that each value comes from
      hookfleet explain acme --format json  # the organization's own, for a script
    `,
    load: async () => (await import("./explain.ts")).explain,
  },
];
