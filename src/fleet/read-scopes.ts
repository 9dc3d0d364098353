import type { FleetConfig } from "../config/fleet-config.ts";
import { urlsOfVariables } from "../config/fleet-urls.ts";
import type { GitHubReader } from "../github/client-options.ts";
import { readLiveState } from "../github/operations/read-live-state.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { Environment } from "../model/environment.ts";
import { HookfleetError, reachedNoServer, refusesCredential } from "../model/errors.ts";
import { hideRepeats } from "../model/hook-url.ts";
import type { LiveState, ScopeReading } from "../model/live-state.ts";
import type { Scope } from "../model/scope.ts";

/**
 * Reads the hooks of every scope.
 *
 * @throws HookfleetError where GitHub refuses the credential, or no server was reached
 */
export async function readScopes(
  reader: GitHubReader,
  scopes: readonly Scope[],
  onRead?: (done: number, total: number, scope: Scope) => void,
  now?: () => number,
): Promise<LiveState> {
  const live = await readLiveState(reader, scopes, onRead, now);
  stopIfHopeless([...live.values()]);
  return live;
}

/** What was read, where no hook of any scope shows a URL that a configuration has in a variable. */
export function hideVariables(
  live: LiveState,
  configs: readonly (FleetConfig | undefined)[],
  environment: Environment,
): LiveState {
  const urls = configs.flatMap((config) => [
    ...(config === undefined ? [] : urlsOfVariables(config, environment).values()),
  ]);
  if (urls.length === 0) return live;
  const hide = hideRepeats(urls);
  const hidden = ([key, reading]: readonly [string, ScopeReading]) => {
    if (reading.status !== "read") return [key, reading] as const;
    const hooks = reading.hooks.map((hook) => ({ ...hook, url: hide(hook.url) }));
    return [key, { ...reading, hooks }] as const;
  };
  return new Map<string, ScopeReading>([...live].map(hidden));
}

type Reading =
  | { readonly status: "read" }
  | { readonly status: "unreadable"; readonly diagnostic: Diagnostic };

/**
 * Ends a run with one error where the cause is not that of a scope: GitHub refuses the credential, or
 * nothing could be read because no server was reached.
 */
export function stopIfHopeless(readings: readonly Reading[]): void {
  const problems = readings.flatMap((reading) =>
    reading.status === "unreadable" ? [reading.diagnostic] : [],
  );
  const isUnreached =
    problems.length === readings.length && problems.every(({ code }) => reachedNoServer(code));
  const cause =
    problems.find(({ code }) => refusesCredential(code)) ?? (isUnreached && problems[0]);
  if (!cause) return;
  throw new HookfleetError(cause.code, cause.message, { source: "github", help: cause.help });
}
