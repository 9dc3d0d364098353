import { webhookEvents } from "../../model/webhook-events.ts";
import { hookProblem, invalid } from "../http/api-error.ts";
import type { HookRecord, HookScope, StoredConfig } from "../store/store.ts";
import type { Switches } from "../switches.ts";

function comparable(url: string, { urlComparison }: Switches): string {
  if (urlComparison === "bytes") return url;
  try {
    return new URL(url).href.replace(/\/$/, "");
  } catch {
    return url;
  }
}

function sameConfig(left: StoredConfig, right: StoredConfig, switches: Switches): boolean {
  if (comparable(left.url ?? "", switches) !== comparable(right.url ?? "", switches)) return false;
  if (switches.duplicateKey === "url") return true;
  const keys =
    switches.duplicateKey === "config"
      ? new Set([...Object.keys(left), ...Object.keys(right)])
      : new Set(["content_type", "insecure_ssl"]);
  keys.delete("url");
  return [...keys].every((key) => left[key] === right[key]);
}

function overlap(
  left: readonly string[],
  right: readonly string[],
  { wildcardOverlap }: Switches,
): boolean {
  if (wildcardOverlap === "all" && (left.includes("*") || right.includes("*"))) return true;
  return left.some((event) => right.includes(event));
}

/**
 * A hook with which a candidate conflicts: hooks can share a config as long as they share no
 * event. https://docs.github.com/rest/repos/webhooks#create-a-repository-webhook
 */
function findDuplicate(
  scope: HookScope,
  candidate: { readonly config: StoredConfig; readonly events: readonly string[] },
  self: HookRecord | undefined,
  switches: Switches,
): HookRecord | undefined {
  for (const hook of scope.hooks.values()) {
    if (hook === self || hook.config.url === undefined) continue;
    if (
      sameConfig(hook.config, candidate.config, switches) &&
      overlap(hook.events, candidate.events, switches)
    )
      return hook;
  }
  return undefined;
}

export function checkName(name: string): void {
  if (name !== "web")
    throw invalid([{ value: name, resource: "Hook", field: "name", code: "invalid" }]);
}

/** What Ruby's URI accepts: http or https, a host, and no characters that must be encoded. */
function isWellFormed(url: string): boolean {
  if (!/^https?:\/\/[^/?#]/i.test(url) || /[^\x21-\x7e]|["<>\\^`{|}]/.test(url)) return false;
  try {
    return new URL(url).hostname !== "";
  } catch {
    return false;
  }
}

function localHost(url: string): string | undefined {
  const { hostname } = new URL(url);
  const local = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])$/.test(hostname);
  return local ? hostname : undefined;
}

export function checkUrl(url: string | undefined, refuseLocalhost: boolean): void {
  if (url === undefined || url.trim() === "")
    throw invalid([hookProblem("url cannot be blank", "url")]);
  if (!isWellFormed(url)) {
    throw invalid([
      hookProblem(
        "The URL you've entered is not valid. Please make sure that you encode all special characters first",
      ),
    ]);
  }
  const host = refuseLocalhost ? localHost(url) : undefined;
  if (host === undefined) return;
  throw invalid([
    hookProblem(
      `url is not supported because it isn't reachable over the public Internet (${host})`,
      "url",
    ),
  ]);
}

/**
 * The events that are sent. GitHub takes `[]` in POST as `["push"]`, and a PATCH of a hook for push
 * leaves that hook as it is: whether as push again or as if left out, has not been measured.
 *
 * @returns undefined: as if left out
 */
export function readEvents(
  sent: readonly string[] | undefined,
  ifEmpty: Switches["emptyEventsOnPatch"],
): readonly string[] | undefined {
  if (sent?.length !== 0) return sent;
  if (ifEmpty === "422") throw invalid([hookProblem("events can't be blank", "events")]);
  if (ifEmpty === "push") return ["push"];
  return ifEmpty === "store" ? sent : undefined;
}

/**
 * GitHub has refused unknown events since 2017.
 * https://developer.github.com/changes/2017-08-09-breaking-changes-to-webhook-creation
 */
export function checkEvents(
  events: readonly string[],
  level: "organization" | "repository",
  switches: Switches,
): readonly string[] {
  const refused = events.filter((name) => {
    const event = webhookEvents.get(name);
    if (event === undefined) return name !== "*" && switches.invalidEvents === "422";
    return !event[level] && switches.unofferedEvents === "422";
  });
  if (refused.length > 0)
    throw invalid(refused.map((event) => hookProblem(`${event} is not a valid event name`)));
  return [...new Set(events)];
}

/** No more than 20 hooks of a scope may have the same event; one entry for every event over it. */
export function checkLimit(
  scope: HookScope,
  events: readonly string[],
  self: HookRecord | undefined,
  { eventLimit, wildcardCountsTowardsLimit }: Switches,
): void {
  const wildcard = wildcardCountsTowardsLimit === "yes";
  const added = events.filter((event) => self === undefined || !self.events.includes(event));
  const full = added.filter((event) => {
    let count = 0;
    for (const hook of scope.hooks.values()) {
      if (hook === self) continue;
      if (hook.events.includes(event) || (wildcard && hook.events.includes("*"))) count += 1;
    }
    return count >= eventLimit;
  });
  if (full.length === 0) return;
  throw invalid(
    full.map((event) =>
      hookProblem(`The "${event}" event cannot have more than ${eventLimit} hooks`),
    ),
  );
}

export function checkDuplicate(
  scope: HookScope,
  candidate: { readonly config: StoredConfig; readonly events: readonly string[] },
  self: HookRecord | undefined,
  switches: Switches,
): void {
  if (findDuplicate(scope, candidate, self, switches) === undefined) return;
  const holder = scope.repository === undefined ? "organization" : "repository";
  throw invalid([hookProblem(`Hook already exists on this ${holder}`)]);
}
