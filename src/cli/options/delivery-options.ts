import { type AddOption, option } from "./option.ts";
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

export function sinceOption(fallback?: string): AddOption {
  const earliest: readonly [value?: Since, what?: string] =
    fallback === undefined ? [] : [parseSince(fallback), fallback];
  return option<Since>(
    "--since <time>",
    "how far back: 90s, 30m, 24h, 3d, or a time like 2026-11-20T10:12:00Z; GitHub keeps 3 days, GHES 7",
    parseSince,
    ...earliest,
  );
}

export function hookOption(which = "only this hook, declared or not"): AddOption {
  return option<readonly number[]>(
    "--hook <id>",
    `${which}; repeatable`,
    (text, earlier) => [...earlier, ...collectList(text, []).map(hookId)],
    [],
    "every hook",
  );
}

const eventOption = option<readonly string[]>(
  "--event <name>",
  "only this event, such as push, or with its action: issues.opened; repeatable",
  (text, earlier) => collectFilled(text.toLowerCase(), earlier),
  [],
  "every event",
);

const guidOption = option<readonly string[]>(
  "--guid <guid>",
  "only the event of this GUID, in all its attempts; repeatable",
  collectFilled,
  [],
  "every event",
);

export function filterOptions(since?: string): readonly AddOption[] {
  return [configOptions, targetOptions, sinceOption(since), hookOption(), eventOption, guidOption];
}
