import { type Command, Option } from "commander";
import { configOptions, type FleetOptions, type OutputOptions, targetOptions } from "./options.ts";
import { collectFilled, collectList, hookId, parseSince, type Since } from "./values.ts";

/** Which hooks are looked at, and how far back. */
export interface HookOptions extends FleetOptions, OutputOptions {
  readonly hook: readonly number[];
  readonly since?: Since;
  readonly showUrls?: true;
}

/** Which deliveries are meant. */
export interface FilterOptions extends HookOptions {
  /** In lower case. */
  readonly event: readonly string[];
  readonly guid: readonly string[];
}

export function sinceOption(fallback?: string): (command: Command) => Command {
  return (command) => {
    const option = new Option(
      "--since <time>",
      "how far back: 90s, 30m, 24h, 3d, or a time like 2026-11-20T10:12:00Z; GitHub keeps 3 days, GHES 7",
    ).argParser(parseSince);
    if (fallback !== undefined) option.default(parseSince(fallback), fallback);
    return command.addOption(option);
  };
}

export function hookOption(which = "only this hook, declared or not") {
  return (command: Command): Command =>
    command.addOption(
      new Option("--hook <id>", `${which}; repeatable`)
        .argParser((text, earlier: readonly number[]) => [
          ...earlier,
          ...collectList(text, []).map(hookId),
        ])
        .default([], "every hook"),
    );
}

export function filterOptions(since?: string): (command: Command) => Command {
  return (command) => {
    for (const add of [configOptions, targetOptions, sinceOption(since), hookOption()])
      add(command);
    return command
      .addOption(
        new Option(
          "--event <name>",
          "only this event, such as push, or with its action: issues.opened; repeatable",
        )
          .argParser((text, earlier: readonly string[]) =>
            collectFilled(text.toLowerCase(), earlier),
          )
          .default([], "every event"),
      )
      .addOption(
        new Option("--guid <guid>", "only the event of this GUID, in all its attempts; repeatable")
          .argParser(collectFilled)
          .default([], "every event"),
      );
  };
}
