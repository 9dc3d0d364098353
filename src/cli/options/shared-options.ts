import type { Command } from "commander";
import { HookfleetError } from "../../model/errors.ts";
import { addHelpSection, type HelpRow } from "../help-section.ts";
import {
  type AddOption,
  collect,
  collectFilled,
  collectList,
  count,
  group,
  option,
  parseSince,
  path,
  repeatable,
} from "./option.ts";
import { fileEndings, type OutFile, usualConcurrency } from "./options.ts";

export const fileOptions: AddOption = group(
  "Configuration:",
  repeatable(
    "-f, --file <path>",
    "file, or folder of *.yaml and *.yml files",
    "hookfleet.yaml",
    collect,
  ),
  option(
    "--policy <path>",
    "the one file that may hold defaults, ignore, protect, limits and `unmanaged: delete`",
  ),
);

/** Every command that needs a variable has it: credentials are variables, too. */
export const envFileOption: AddOption = repeatable(
  "--env-file <path>",
  "file of NAME=value lines for variables that the environment does not set",
  "none",
  (text, earlier: readonly string[]) => collect(path(text), earlier),
);

/** The options of a command that also reads the variables which the configuration names. */
export const configOptions: AddOption = group("Configuration:", fileOptions, envFileOption);

export const baseOptions: AddOption = group(
  "Comparison:",
  repeatable(
    "--base <path>",
    "the file or folder as it is on the base branch, or a checkout of it: separates what this change asks for from pre-existing drift, and shows what to review first",
    "no comparison",
    collect,
  ),
  option("--base-policy <path>", "the policy file as it is on the base branch"),
  option("--offline", "compare with --base alone: no token, no network"),
);

export const targetOptions: AddOption = group(
  "Configuration:",
  repeatable(
    "--target <pattern>",
    "only these scopes: acme (the organization's own hooks), acme/api, 'acme/*' (its repositories), 'acme/**' (both)",
    "every scope",
    collectList,
  ),
);

/** Which file, and which of its scopes. */
export const fleetOptions: readonly AddOption[] = [configOptions, targetOptions];

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
  option("--concurrency <n>", "how many requests read at once", count(1, 100), usualConcurrency),
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
export const limitOptions: readonly AddOption[] = [
  option("--max-deletes <n>", "allow this many deletes once", many),
  option("--max-changes <n>", "allow this many changes once", many),
];

export const resupplyOption: AddOption = repeatable(
  "--resupply <glob>",
  "send the secrets again of hooks under these URLs, such as 'https://ci.example.com/**'",
  "none",
  collect,
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

/** How GitHub is asked, and how the result is shown. */
export function shownOptions(formats?: readonly string[]): readonly AddOption[] {
  return [showUrlsOption, gitHubOptions, outputOptions(formats)];
}

/** What `--format` of a plan or a report takes. */
export const documentFormats = ["text", "json", "markdown", "html"] as const;

/**
 * `--out`. The format is read from the name before anything else is done, so that a long run does not
 * end with a wrong name.
 *
 * @throws HookfleetError `unknown-format`, while the command line is parsed
 */
export function outOption(
  what: string,
  endings: Readonly<Record<string, string>> = fileEndings,
): AddOption {
  return repeatable<OutFile<string>>("--out <file>", what, "not saved", (path, earlier) => {
    const found = Object.entries(endings).find(([ending]) => path.toLowerCase().endsWith(ending));
    if (found !== undefined) return [...earlier, { path, format: found[1] }];
    throw new HookfleetError("unknown-format", `--out ${path} has an unknown ending`, {
      help: `The name ends in ${Object.keys(endings).join(", ")}.`,
    });
  });
}

const since = [
  "--since <time>",
  "how far back: 90s, 30m, 24h, 3d, or a time like 2026-11-20T10:12:00Z; GitHub keeps 3 days, GHES 7",
  parseSince,
] as const;
export const sinceOption: AddOption = option(...since);
export const sinceYesterday: AddOption = option(...since, parseSince("24h"), "24h");

export function hookOption(which = "only this hook, declared or not"): AddOption {
  return repeatable<number>("--hook <id>", which, "every hook", (text, earlier) => [
    ...earlier,
    ...collectList(text, []).map(count(1, Number.MAX_SAFE_INTEGER)),
  ]);
}

const eventOption = repeatable(
  "--event <name>",
  "only this event, such as push, or with its action: issues.opened",
  "every event",
  (text, earlier: readonly string[]) => collectFilled(text.toLowerCase(), earlier),
);

const guidOption = repeatable(
  "--guid <guid>",
  "only the event of this GUID, in all its attempts",
  "every event",
  collectFilled,
);

export function filterOptions(since: AddOption): readonly AddOption[] {
  return [...fleetOptions, since, hookOption(), eventOption, guidOption];
}
