import type { Command } from "commander";
import { addHelpSection, type HelpRow } from "../help-section.ts";
import { type AddOption, group, option } from "./option.ts";
import { collect, collectList, count, path } from "./values.ts";

/** Which files are read. */
export interface ConfigOptions {
  readonly file: readonly string[];
  readonly policy?: string;
  readonly envFile?: readonly string[];
}

/** What a plan is compared with. */
export interface BaseOptions {
  readonly base: readonly string[];
  readonly basePolicy?: string;
  readonly offline?: true;
}

/** Which scopes are looked at. */
export interface TargetOptions {
  readonly target: readonly string[];
}

/** How requests to GitHub are sent. */
export interface GitHubOptions {
  readonly apiUrl?: string;
  /** False where none is wanted. */
  readonly cache?: string | false;
  readonly concurrency: number;
  readonly wait: boolean;
}

/** How results are shown. */
export interface OutputOptions {
  readonly format: string;
  readonly quiet?: true;
  readonly verbose?: true;
  readonly color: boolean;
}

/** What a plan may hold. */
export interface LimitOptions {
  readonly maxDeletes?: number;
  readonly maxChanges?: number;
}

/** The options of a command that reads the configuration and then GitHub. */
export interface FleetOptions
  extends ConfigOptions,
    TargetOptions,
    GitHubOptions,
    Pick<OutputOptions, "quiet" | "verbose"> {
  readonly verify?: true;
}

export const fileOptions: AddOption = group(
  "Configuration:",
  option(
    "-f, --file <path>",
    "file, or folder of *.yaml and *.yml files; repeatable",
    collect,
    [],
    "hookfleet.yaml",
  ),
  option(
    "--policy <path>",
    "the one file that may hold defaults, ignore, protect, limits and `unmanaged: delete`",
  ),
);

/** Every command that needs a variable has it: credentials are variables, too. */
export const envFileOption: AddOption = option(
  "--env-file <path>",
  "file of NAME=value lines for variables that the environment does not set; repeatable",
  (text: string, earlier: readonly string[]) => collect(path(text), earlier),
  [],
  "none",
);

/** The options of a command that also reads the variables which the configuration names. */
export const configOptions: AddOption = group("Configuration:", fileOptions, envFileOption);

export const baseOptions: AddOption = group(
  "Comparison:",
  option(
    "--base <path>",
    "the file or folder as it is on the base branch, or a checkout of it: separates what this change asks for from pre-existing drift, and shows what to review first; repeatable",
    collect,
    [],
    "no comparison",
  ),
  option("--base-policy <path>", "the policy file as it is on the base branch"),
  option("--offline", "compare with --base alone: no token, no network"),
);

export const targetOptions: AddOption = group(
  "Configuration:",
  option(
    "--target <pattern>",
    "only these scopes: acme (the organization's own hooks), acme/api, 'acme/*' (its repositories), 'acme/**' (both); repeatable",
    collectList,
    [],
    "every scope",
  ),
);

/** Scopes that are named on the command line, in place of those of a file. */
export const targetArgument: readonly [name: string, what: string] = [
  "[target...]",
  "acme (the organization's own hooks), acme/api, 'acme/*' (archived ones are skipped), 'acme/**' (both); default: the scopes of the file",
];

/** What a command reads from the environment. */
const hookEnvironment: readonly HelpRow[] = [
  ["GITHUB_TOKEN, GH_TOKEN", "a token that may manage webhooks"],
  ["GITHUB_APP_ID", "a GitHub App, in place of a token"],
  ["GITHUB_APP_PRIVATE_KEY", "its key as PEM, or the path of one"],
];

const requestOptions = group(
  "GitHub:",
  option(
    "--api-url <url>",
    "REST API; GHES is https://HOST/api/v3 (default: $GITHUB_API_URL, then https://api.github.com)",
  ),
  option("--concurrency <n>", "how many requests read at once", count(1, 100), 50),
  option(
    "--cache <dir>",
    "keep what GitHub answered, encrypted, so that an unchanged fleet costs no rate limit (default: $HOOKFLEET_CACHE, then hookfleet below $XDG_CACHE_HOME or ~/.cache)",
    path,
  ),
  option("--no-cache", "keep nothing, and read everything in full"),
  option("--no-wait", "fail rather than wait for a rate limit"),
);

export function gitHubOptions(
  command: Command,
  environment: readonly HelpRow[] = hookEnvironment,
): Command {
  return addHelpSection(requestOptions(command), "Environment:", [
    ...environment,
    ["GITHUB_API_URL", "the REST API, where --api-url is not given"],
    ["HOOKFLEET_CACHE", "the folder of the cache, where --cache is not given"],
  ]);
}

const many = count(0, 1_000_000);
export const limitOptions: AddOption = (command) =>
  option(
    "--max-changes <n>",
    "allow this many changes once",
    many,
  )(option("--max-deletes <n>", "allow this many deletes once", many)(command));

export const resupplyOption: AddOption = option(
  "--resupply <glob>",
  "send the secrets again of hooks under these URLs, such as 'https://ci.example.com/**'; repeatable",
  collect,
  [],
  "none",
);

export const showUrlsOption: AddOption = option(
  "--show-urls",
  "show URLs unmasked (except those from the environment)",
);

export const quietOptions: AddOption = group(
  "Output:",
  option("--quiet", "nothing but the result and errors"),
  option(
    "--verbose",
    "every hook and problem that is otherwise summed up, a line for every request, and more about errors",
  ),
  option("--no-color", "plain text (also: NO_COLOR)"),
);

/** @param formats the first one is the default */
export function outputOptions(formats: readonly string[] = ["text", "json"]): AddOption {
  const format = option("--format <format>", "how the result is written", formats, formats[0]);
  return group("Output:", format, quietOptions);
}
