import { type Command, InvalidArgumentError, Option } from "commander";
import {
  type ConfigOptions,
  collectList,
  count,
  type GitHubOptions,
  type OutputOptions,
  type TargetOptions,
  withConfigOptions,
  withTargetOptions,
} from "./options.ts";
import { parseSince, type Since } from "./parse-since.ts";

/** Which hooks are looked at, and how far back. */
export interface FleetOptions extends ConfigOptions, TargetOptions, GitHubOptions, OutputOptions {
  readonly hook: readonly number[];
  readonly since?: Since;
  readonly showUrls?: true;
}

/** Which deliveries are meant. */
export interface FilterOptions extends FleetOptions {
  /** In lower case. */
  readonly event: readonly string[];
  readonly guid: readonly string[];
}

export function withSinceOption(command: Command, fallback: string | undefined): Command {
  const option = new Option(
    "--since <time>",
    "how far back: 90s, 30m, 24h, 3d, or a time like 2026-11-20T10:12:00Z; GitHub keeps 3 days, GHES 7",
  ).argParser(parseSince);
  return command.addOption(
    fallback === undefined ? option : option.default(parseSince(fallback), fallback),
  );
}

/** A whole number that JavaScript can hold, as ids are. */
export const hookId: (text: string) => number = count(1, Number.MAX_SAFE_INTEGER);

export function withHookOption(
  command: Command,
  which = "only this hook, declared or not",
): Command {
  return command.addOption(
    new Option("--hook <id>", `${which}; repeatable`)
      .argParser((text, earlier: readonly number[]) => [
        ...earlier,
        ...collectList(text, []).map(hookId),
      ])
      .default([], "every hook"),
  );
}

/** What no event and no GUID can be is a mistake, such as a variable that is not set. */
function collectFilled(text: string, earlier: readonly string[]): readonly string[] {
  if (text.trim() === "") throw new InvalidArgumentError("It is empty.");
  return collectList(text, earlier);
}

export function withFilterOptions(command: Command, since: string | undefined): Command {
  withConfigOptions(command);
  withTargetOptions(command);
  withSinceOption(command, since);
  return withHookOption(command)
    .addOption(
      new Option(
        "--event <name>",
        "only this event, such as push, or with its action: issues.opened; repeatable",
      )
        .argParser((text, earlier: readonly string[]) => collectFilled(text.toLowerCase(), earlier))
        .default([], "every event"),
    )
    .addOption(
      new Option("--guid <guid>", "only the event of this GUID, in all its attempts; repeatable")
        .argParser(collectFilled)
        .default([], "every event"),
    );
}

export function withShowUrls(command: Command): Command {
  return command.option(
    "--show-urls",
    "lift the masks of URLs, but for those from the environment",
  );
}
