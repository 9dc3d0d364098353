import { webhookEvents } from "../../model/webhook-events.ts";
import { invalid, invalidHook } from "../http/api-error.ts";
import type { HookConfig } from "../simulator.ts";
import { type HookRecord, type HookScope, type Level, levelOf } from "../store/store.ts";
import type { Switches } from "../switches.ts";

/** `URL.canParse` must not be used: it goes wrong in Node 20 after some thousand calls. */
function parseUrl(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

const comparable = (url = "", { urlComparison }: Switches): string =>
  urlComparison === "bytes" ? url : (parseUrl(url)?.href.replace(/\/$/, "") ?? url);

function sameConfig(left: HookConfig, right: HookConfig, switches: Switches): boolean {
  const { duplicateKey } = switches;
  const keys =
    duplicateKey === "config" ? Object.keys({ ...left, ...right }) : duplicateKey.split("+");
  return keys.every((key) =>
    key === "url"
      ? comparable(left.url, switches) === comparable(right.url, switches)
      : left[key] === right[key],
  );
}

function overlap(left: readonly string[], right: readonly string[], { wildcardOverlap }: Switches) {
  if (wildcardOverlap === "all" && [...left, ...right].includes("*")) return true;
  return left.some((event) => right.includes(event));
}

export function checkName(name: string): void {
  if (name !== "web")
    throw invalid([{ value: name, resource: "Hook", field: "name", code: "invalid" }]);
}

/** What Ruby's URI accepts: http or https, a host, and no characters that must be encoded. */
function isWellFormed(url: string): boolean {
  if (!/^https?:\/\/[^/?#]/i.test(url) || /[^\x21-\x7e]|["<>\\^`{|}]/.test(url)) return false;
  return (parseUrl(url)?.hostname ?? "") !== "";
}

const local = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1\])$/;

export function checkUrl(url: string | undefined, refuseLocalhost: boolean): void {
  if (url === undefined || url.trim() === "") throw invalidHook(["url cannot be blank"], "url");
  if (!isWellFormed(url)) {
    throw invalidHook([
      "The URL you've entered is not valid. Please make sure that you encode all special characters first",
    ]);
  }
  const { hostname } = new URL(url);
  const unreachable = "url is not supported because it isn't reachable over the public Internet";
  if (refuseLocalhost && local.test(hostname))
    throw invalidHook([`${unreachable} (${hostname})`], "url");
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
  if (ifEmpty === "422") throw invalidHook(["events can't be blank"], "events");
  if (ifEmpty === "push") return ["push"];
  return ifEmpty === "store" ? sent : undefined;
}

/**
 * GitHub has refused unknown events since 2017.
 * https://developer.github.com/changes/2017-08-09-breaking-changes-to-webhook-creation
 */
export function checkEvents(
  events: readonly string[],
  level: Level,
  switches: Switches,
): readonly string[] {
  const refused = events.filter((name) => {
    const event = webhookEvents.get(name);
    if (event === undefined) return name !== "*" && switches.invalidEvents === "422";
    return !event[level] && switches.unofferedEvents === "422";
  });
  if (refused.length > 0)
    throw invalidHook(refused.map((event) => `${event} is not a valid event name`));
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
  const others = [...scope.hooks.values()].filter((hook) => hook !== self);
  const full = events.filter((event) => {
    const sharing = others.filter(
      (hook) => hook.events.includes(event) || (wildcard && hook.events.includes("*")),
    );
    return self?.events.includes(event) !== true && sharing.length >= eventLimit;
  });
  const problems = full.map(
    (event) => `The "${event}" event cannot have more than ${eventLimit} hooks`,
  );
  if (problems.length > 0) throw invalidHook(problems);
}

/**
 * Hooks can share a config as long as they share no event.
 * https://docs.github.com/rest/repos/webhooks#create-a-repository-webhook
 */
export function checkDuplicate(
  scope: HookScope,
  { config, events }: Readonly<Pick<HookRecord, "config" | "events">>,
  self: HookRecord | undefined,
  switches: Switches,
): void {
  const exists = [...scope.hooks.values()].some(
    (hook) =>
      hook !== self &&
      hook.config.url !== undefined &&
      sameConfig(hook.config, config, switches) &&
      overlap(hook.events, events, switches),
  );
  if (exists) throw invalidHook([`Hook already exists on this ${levelOf(scope)}`]);
}
