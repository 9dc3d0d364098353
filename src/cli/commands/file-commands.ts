import { Argument, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { type Shell, shells } from "../completion/shells.ts";
import { withExamples, withExitCodes } from "../help/help-section.ts";
import {
  count,
  withConfigOptions,
  withGitHubOptions,
  withOutputOptions,
  withQuietOptions,
  withTargetOptions,
} from "../options/options.ts";
import type { ExplainOptions } from "./explain.ts";
import type { ImportOptions } from "./import.ts";
import type { SecretsOptions } from "./secrets.ts";
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

export const addExplainCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("explain")
    .summary("why a scope has the hooks it has")
    .description(
      "Prints the effective hooks of one scope, and for every value the file:line:column it comes from. Works offline where exact names alone select the scope.",
    )
    .argument("<scope>", "an organization (acme) or a repository (acme/api)");
  withConfigOptions(command);
  command.option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "explained",
    failed: "an error, or no such scope in the file",
  });
  withExamples(command, [
    ["hookfleet explain acme/api", "its hooks, and the line that each value comes from"],
    ["hookfleet explain acme --format json", "the organization's own, for a script"],
  ]);
  command.action(async (scope: string, options: ExplainOptions) => {
    const { explain } = await import("./explain.ts");
    finish(await explain(scope, options, io));
  });
};

export const addImportCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("import")
    .summary("write a configuration from the hooks that are live")
    .description(
      "Reads live hooks and writes the configuration that they would have come from. Secrets and URLs that are credentials become references to fill in.",
    )
    .argument(
      "<target...>",
      "acme (the organization's own hooks), acme/api, 'acme/*' (archived ones are skipped)",
    )
    .option("--out <file>", "write to a file rather than to standard output")
    .option("--force", "overwrite that file");
  withGitHubOptions(command);
  withQuietOptions(command);
  withExitCodes(command, {
    ok: "everything was read and written",
    failed: "an error; nothing was written",
  });
  withExamples(command, [
    ["hookfleet import acme 'acme/*' --out hookfleet.yaml", "an organization and its repositories"],
    ["hookfleet import acme/api", "one repository, on standard output"],
  ]);
  command.action(async (targets: readonly string[], options: ImportOptions) => {
    const { importHooks } = await import("./import.ts");
    finish(await importHooks(targets, options, io));
  });
};

export const addSecretsCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("secrets")
    .summary("list the secrets, who uses them, how old and how good they are")
    .description(
      "Lists every secret of the configuration: whether it is set here, the hooks that use it and when GitHub last updated them, how far its rotation is, and what is weak about it. Never shows a value or anything made of it.",
    );
  withConfigOptions(command);
  withTargetOptions(command);
  command
    .option("--offline", "ask GitHub nothing: no hooks, no ages, no token")
    .option("--strict", "exit 1 where a secret is missing, refused or weak")
    .option("--show-urls", "lift the masks of URLs, but for those from the environment");
  withGitHubOptions(command);
  withOutputOptions(command, ["text", "json"]);
  withExitCodes(command, {
    ok: "listed",
    failed: "an error, or something is missing, refused or weak (--strict)",
  });
  withExamples(command, [
    ["hookfleet secrets", "the secrets and the age of their hooks"],
    ["hookfleet secrets --verbose", "and every hook that has one"],
    ["hookfleet secrets --offline --strict", "before a run: is everything set, and good?"],
  ]);
  command.action(async (options: SecretsOptions) => {
    const { secrets } = await import("./secrets.ts");
    finish(await secrets(options, io));
  });
};

export const addSchemaCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("schema")
    .summary("print a JSON Schema")
    .description("Prints the JSON Schema of the configuration, for editors and other tools.");
  withExamples(command, [
    ["hookfleet schema > hookfleet.schema.json", "for an editor, or another tool"],
  ]);
  command.action(async () => {
    const { schema } = await import("./schema.ts");
    finish(schema(io));
  });
};

export const addCompletionCommand: AddCommand = (program, io, finish) => {
  const command = program
    .command("completion")
    .summary("print the completion script of a shell")
    .description(
      "Prints a script that completes commands, options, their values, files, and the organizations and repositories of the configuration. Works offline.",
    )
    .addArgument(new Argument("<shell>", "the shell to complete in").choices(shells))
    .argument("[words...]", "behind --, as the script asks: what could come next");
  withExamples(command, [
    ["source <(hookfleet completion bash)", "in ~/.bashrc"],
    ["source <(hookfleet completion zsh)", "in ~/.zshrc, below compinit"],
    ["hookfleet completion fish | source", "in ~/.config/fish/config.fish"],
  ]);
  command.action(async (shell: Shell, words: readonly string[]) => {
    const { completion } = await import("./completion.ts");
    finish(await completion(shell, words, program, io));
  });
};
