import { type Command, InvalidArgumentError, Option } from "commander";
import { addHelpSection, type HelpRow } from "../help/help-section.ts";

/** For options that may be repeated. */
export function collect(value: string, earlier: readonly string[]): readonly string[] {
  return [...earlier, value];
}

/** For filters, which add up: repeated, or with commas, but for those within braces (`a/{b,c}`). */
export function collectList(value: string, earlier: readonly string[]): readonly string[] {
  const parts = [""];
  let depth = 0;
  for (const letter of value) {
    depth += letter === "{" ? 1 : letter === "}" ? -1 : 0;
    if (letter === "," && depth <= 0) parts.push("");
    else parts.push(`${parts.pop()}${letter}`);
  }
  const names = parts.map((part) => part.trim());
  if (names.length > 1 && names.includes(""))
    throw new InvalidArgumentError("Name something before and after each comma.");
  return [...earlier, ...names];
}

/**
 * Makes an error of an option that takes one value and is given two: taking the last one would
 * ignore the other without a word.
 */
export function refuseSecondValues({ options }: Command): void {
  for (const option of options) {
    const takesOne = option.required || option.optional;
    if (!takesOne || Array.isArray(option.defaultValue)) continue;
    const { parseArg: parse } = option;
    let first: string | undefined;
    option.argParser((text, earlier) => {
      if (first !== undefined && first !== text)
        throw new InvalidArgumentError("It takes one value, and was given another one before.");
      first = text;
      return parse === undefined ? text : parse(text, earlier);
    });
  }
}

/** For options that name a place: a variable that is not set would otherwise name this folder. */
export function path(value: string): string {
  if (value !== "") return value;
  throw new InvalidArgumentError("Name a file or a folder.");
}

/** For options that are whole numbers. */
export function count(minimum: number, maximum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^[0-9]+$/.test(text) && value >= minimum && value <= maximum) return value;
    throw new InvalidArgumentError(`Say a whole number from ${minimum} to ${maximum}.`);
  };
}

/** Which files are read. */
export interface ConfigOptions {
  readonly file: readonly string[];
  readonly policy?: string;
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

/** How GitHub is spoken to. */
export interface GitHubOptions {
  readonly apiUrl?: string;
  readonly cache?: string;
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

/** Where options stand in the help that belong to no group. */
const ownGroup = "Options:";

export function withConfigOptions(command: Command): Command {
  return command
    .optionsGroup("Configuration:")
    .addOption(
      new Option("-f, --file <path>", "file, or folder of *.yaml and *.yml files; repeatable")
        .argParser(collect)
        .default([], "hookfleet.yaml"),
    )
    .option(
      "--policy <path>",
      "the one file that may hold defaults, ignore, protect, limits and `unmanaged: delete`",
    )
    .optionsGroup(ownGroup);
}

export function withBaseOptions(command: Command): Command {
  return command
    .optionsGroup("Comparison:")
    .addOption(
      new Option(
        "--base <path>",
        "the file or folder as it is on the base branch, or a checkout of it: tells what this change asks for from what was due before, and what to look at first; repeatable",
      )
        .argParser(collect)
        .default([], "no comparison"),
    )
    .option("--base-policy <path>", "the policy file as it is on the base branch")
    .option("--offline", "compare with --base alone: no token, no network")
    .optionsGroup(ownGroup);
}

export function withTargetOptions(command: Command): Command {
  return command
    .optionsGroup("Configuration:")
    .addOption(
      new Option(
        "--target <pattern>",
        "only these scopes: acme (the organization's own hooks), acme/api, 'acme/*' (its repositories), 'acme/**' (both); repeatable",
      )
        .argParser(collectList)
        .default([], "every scope"),
    )
    .optionsGroup(ownGroup);
}

/** Where a command takes from what its flags do not say. */
const hookEnvironment: readonly HelpRow[] = [
  ["GITHUB_TOKEN, GH_TOKEN", "a token that may manage webhooks"],
  ["GITHUB_APP_ID", "a GitHub App, in place of a token"],
  ["GITHUB_APP_PRIVATE_KEY", "its key as PEM, or the path of one"],
];

export function withGitHubOptions(
  command: Command,
  environment: readonly HelpRow[] = hookEnvironment,
): Command {
  command
    .optionsGroup("GitHub:")
    .option(
      "--api-url <url>",
      "REST API; GHES is https://HOST/api/v3 (default: $GITHUB_API_URL, then https://api.github.com)",
    )
    .addOption(
      new Option("--concurrency <n>", "how many requests read at once")
        .argParser(count(1, 100))
        .default(50),
    )
    .option(
      "--cache <dir>",
      "keep what GitHub answered, encrypted, so that an unchanged fleet costs no rate limit",
      path,
    )
    .option("--no-wait", "fail where a rate limit would have to be waited for")
    .optionsGroup(ownGroup);
  return addHelpSection(command, "Environment:", [
    ...environment,
    ["GITHUB_API_URL", "where --api-url does not say"],
  ]);
}

export function withLimitOptions(command: Command): Command {
  const many = count(0, 1_000_000);
  return command
    .addOption(new Option("--max-deletes <n>", "allow this many deletes once").argParser(many))
    .addOption(new Option("--max-changes <n>", "allow this many changes once").argParser(many));
}

export function withResupplyOption(command: Command): Command {
  return command.addOption(
    new Option(
      "--resupply <glob>",
      "send the secrets again of hooks under these URLs, such as 'https://ci.example.com/**'; repeatable",
    )
      .argParser(collect)
      .default([], "none"),
  );
}

export function withQuietOptions(command: Command): Command {
  return command
    .optionsGroup("Output:")
    .option("--quiet", "nothing but the result and errors")
    .option("--verbose", "a line for every request, and more about errors")
    .option("--no-color", "plain text (also: NO_COLOR)")
    .optionsGroup(ownGroup);
}

export function withOutputOptions(command: Command, formats: readonly string[]): Command {
  return withQuietOptions(
    command
      .optionsGroup("Output:")
      .addOption(
        new Option("--format <format>", "how the result is written")
          .choices(formats)
          .default(formats[0]),
      ),
  );
}
