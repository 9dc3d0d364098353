import { sendDelivery } from "../deliveries/send-delivery.ts";
import { seedTime, wholeSecond } from "../fields.ts";
import { fillDefaults, storedText } from "../hooks/store-config.ts";
import { SeedError } from "../seed/readers.ts";
import type { SeedDelivery, SeedHook, SeedPull, SeedRepository } from "../seed/seed.ts";
import type { HookConfig } from "../simulator.ts";
import type { Switches } from "../switches.ts";
import {
  type HookRecord,
  type HookScope,
  newIssue,
  type RepositoryRecord,
  type Store,
  unusedResponse,
} from "./store.ts";

const keys = ["url", "content_type", "insecure_ssl", "secret"] as const;

function configOf(hook: SeedHook, switches: Switches): HookConfig {
  if (hook.config !== undefined) return { ...hook.config };
  const given = keys.flatMap((key) =>
    hook[key] === undefined ? [] : [[key, storedText(hook[key])] as const],
  );
  return fillDefaults(Object.fromEntries(given), switches);
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
  if (wanted.includes("travis") && scope.kind === "Repository")
    hooks.push({ name: "travis", events: ["push", "pull_request"], config: {} });
  return hooks;
}

/** Adds a hook of a seed to its scope, with its past deliveries. GitHub's rules are not checked. */
export function addSeedHook(
  store: Store,
  scope: HookScope,
  seed: SeedHook,
  now: number,
  path: string,
): HookRecord {
  const id = seed.id ?? store.ids.next("hook");
  if (scope.hooks.has(id)) throw new SeedError(`${path}.id`, `${id} is taken already`);
  const created = seed.created_at ?? Math.min(seedTime, now);
  const secondOf = (date: string | number): number => wholeSecond(new Date(date).getTime());
  const hook: HookRecord = {
    scope,
    id,
    name: seed.name ?? "web",
    active: seed.active ?? true,
    events: [...new Set(seed.events ?? ["push"])],
    config: configOf(seed, store.switches),
    createdAt: secondOf(created),
    updatedAt: secondOf(seed.updated_at ?? created),
    ownerApp: seed.owner_app,
    lastResponse:
      seed.last_response === undefined
        ? unusedResponse
        : { code: null, status: null, message: null, ...seed.last_response },
    deliveries: [],
  };
  scope.hooks.set(id, hook);
  const sentAt = ({ delivered_at, ago = 0 }: SeedDelivery): number =>
    delivered_at === undefined ? now - ago * 1000 : Date.parse(delivered_at);
  const deliveries = (seed.deliveries ?? []).map((past) => ({ ...past, at: sentAt(past) }));
  for (const past of deliveries.sort((a, b) => a.at - b.at)) sendDelivery(store, hook, past);
  return hook;
}

/** Adds issues and pull requests of a seed to their repository; they share their numbers. */
export function addSeedIssues(
  store: Store,
  repository: RepositoryRecord,
  { issues = [], pulls = [] }: SeedRepository,
  now: number,
  path: string,
): void {
  const { ids } = store;
  const taken = new Set([...issues, ...pulls].map(({ number }) => number));
  const at = wholeSecond(Math.min(seedTime, now));
  let next = 1;
  const add = (seed: SeedPull, isPull: boolean): void => {
    const { user = "octocat", merge_commit: mergeCommit = null, comments = [], ...given } = seed;
    while (seed.number === undefined && (taken.has(next) || repository.issues.has(next))) next += 1;
    const { number = next, title = `${isPull ? "Pull request" : "Issue"} ${number}` } = given;
    if (repository.issues.has(number))
      throw new SeedError(path, `the number ${number} is taken already`);
    const { state = mergeCommit === null ? "open" : "closed" } = given;
    const stateReason = state === "closed" ? "completed" : null;
    const facts = {
      ...given,
      repository,
      id: ids.next("issue"),
      number,
      isPull,
      mergeCommit,
      user,
    };
    const issue = newIssue({ ...facts, title, state, stateReason }, at);
    repository.issues.set(number, issue);
    for (const { id = ids.next("comment"), user: author = "octocat", body } of comments)
      issue.comments.push({ issue, id, user: author, body, createdAt: at, updatedAt: at });
  };
  for (const issue of issues) add(issue, false);
  for (const pull of pulls) add(pull, true);
}
