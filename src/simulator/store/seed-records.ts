import { eventPayload } from "../deliveries/payload.ts";
import { sendDelivery } from "../deliveries/send-delivery.ts";
import { fillDefaults, storedText } from "../hooks/store-config.ts";
import { SeedError } from "../seed/readers.ts";
import type { SeedDelivery, SeedHook, SeedRepository } from "../seed/seed.ts";
import type { StoredIssue } from "../simulator.ts";
import type { Switches } from "../switches.ts";
import { seedTime, wholeSecond } from "../time.ts";
import {
  type HookRecord,
  type HookScope,
  type RepositoryRecord,
  type Store,
  type StoredConfig,
  unusedResponse,
} from "./store.ts";

const parsedDate = (date: string | undefined): number | undefined =>
  date === undefined ? undefined : Date.parse(date);

function configOf(hook: SeedHook, switches: Switches): StoredConfig {
  if (hook.config !== undefined) return { ...hook.config };
  const config: StoredConfig = {};
  for (const key of ["url", "content_type", "insecure_ssl", "secret"] as const)
    if (hook[key] !== undefined) config[key] = storedText(hook[key]);
  return fillDefaults(config, switches);
}

function makeHook(hook: SeedHook, id: number, now: number, switches: Switches): HookRecord {
  const createdAt = parsedDate(hook.created_at) ?? Math.min(seedTime, now);
  return {
    id,
    name: hook.name ?? "web",
    active: hook.active ?? true,
    events: [...new Set(hook.events ?? ["push"])],
    config: configOf(hook, switches),
    createdAt: wholeSecond(createdAt),
    updatedAt: wholeSecond(parsedDate(hook.updated_at) ?? createdAt),
    ownerApp: hook.owner_app,
    lastResponse:
      hook.last_response === undefined
        ? unusedResponse
        : { code: null, status: null, message: null, ...hook.last_response },
    deliveries: [],
  };
}

/** What `gh webhook forward` leaves while it runs. */
const cliHook: SeedHook = {
  name: "cli",
  events: ["*"],
  config: {
    content_type: "json",
    insecure_ssl: "0",
    url: "https://webhook-forwarder.github.com/hook",
    ws_url: "wss://webhook-forwarder.github.com/forward",
  },
};

/** What the switch of that name adds to each scope: hooks that a client must not touch. */
export function nonWebHooks(scope: HookScope, switches: Switches): readonly SeedHook[] {
  const { nonWebHooks: wanted } = switches;
  const hooks = wanted.includes("cli") ? [cliHook] : [];
  // Only repositories had services.
  if (wanted.includes("travis") && scope.repository !== undefined)
    hooks.push({ name: "travis", events: ["push", "pull_request"], config: {} });
  return hooks;
}

const sentAt = ({ delivered_at, ago = 0 }: SeedDelivery, now: number): number =>
  parsedDate(delivered_at) ?? now - ago * 1000;

/** How a seed is read, and where in it something is. */
export interface Placed {
  readonly now: number;
  readonly switches: Switches;
  readonly path: string;
}

/** Adds a hook of a seed to its scope, with its past deliveries. GitHub's rules are not checked. */
export function addSeedHook(
  store: Store,
  scope: HookScope,
  seed: SeedHook,
  { now, switches, path }: Placed,
): HookRecord {
  store.ids.reserve("hook", seed.id);
  const hook = makeHook(seed, seed.id ?? store.ids.next("hook"), now, switches);
  if (scope.hooks.has(hook.id)) throw new SeedError(`${path}.id`, `${hook.id} is taken already`);
  scope.hooks.set(hook.id, hook);
  const deliveries = [...(seed.deliveries ?? [])];
  for (const delivery of deliveries.sort((a, b) => sentAt(a, now) - sentAt(b, now))) {
    const { event, action = null, status, duration, guid, redelivery, throttled_at } = delivery;
    const at = sentAt(delivery, now);
    sendDelivery(store, switches, scope, hook, {
      ...{ event, action, at, status, duration, guid, redelivery },
      throttledAt: parsedDate(throttled_at),
      body: eventPayload(delivery, at),
    });
  }
  return hook;
}

/** Adds issues and pull requests of a seed to their repository; they share their numbers. */
export function addSeedIssues(
  store: Store,
  { issues }: RepositoryRecord,
  seed: SeedRepository,
  { now, path }: Placed,
): void {
  const { issues: ofSeed = [], pulls = [] } = seed;
  const all = [
    ...ofSeed.map((issue) => ({ issue, isPull: false, mergeCommit: null })),
    ...pulls.map((issue) => ({ issue, isPull: true, mergeCommit: issue.merge_commit ?? null })),
  ];
  const taken = new Set(all.map(({ issue }) => issue.number));
  const at = wholeSecond(Math.min(seedTime, now));
  let next = 1;
  for (const { issue, isPull, mergeCommit } of all) {
    while (issue.number === undefined && (taken.has(next) || issues.has(next))) next += 1;
    const number = issue.number ?? next;
    if (issues.has(number)) throw new SeedError(path, `the number ${number} is taken already`);
    const state = issue.state ?? (mergeCommit === null ? "open" : "closed");
    issues.set(number, {
      id: store.ids.next("issue"),
      number,
      isPull,
      mergeCommit,
      user: issue.user ?? "octocat",
      createdAt: at,
      comments: (issue.comments ?? []).map((comment) => ({
        id: comment.id ?? store.ids.next("comment"),
        user: comment.user ?? "octocat",
        createdAt: at,
        body: comment.body,
        updatedAt: at,
      })),
      title: issue.title ?? `${isPull ? "Pull request" : "Issue"} ${number}`,
      body: issue.body ?? null,
      state,
      stateReason: state === "closed" ? "completed" : null,
      locked: issue.locked ?? false,
      labels: issue.labels ?? [],
      updatedAt: at,
    });
  }
}

/** The issues and pull requests of a repository as tests see them, by number. */
export function revealIssues({ issues }: RepositoryRecord): readonly StoredIssue[] {
  return [...issues.values()]
    .sort((left, right) => left.number - right.number)
    .map(({ id: _, mergeCommit, createdAt, updatedAt, comments, ...issue }) => ({
      ...issue,
      comments: comments.map(({ id, user, body }) => ({ id, user, body })),
    }));
}
