import type { LiveHook } from "../../src/model/hook.ts";
import type { Action } from "../../src/model/plan.ts";
import type { Switches } from "../../src/simulator/switches.ts";

/** What GitHub would hold, and what it would refuse on the way there. */
export interface ModelOutcome {
  readonly hooks: readonly LiveHook[];
  readonly refused: readonly { readonly action: Action; readonly why: "exists" | "limit" }[];
}

export interface ModelOptions {
  readonly hooksPerEvent: number;
  /** The moment at which everything is written. */
  readonly now: number;
  /** How GitHub compares hooks. Default: by their URLs, byte for byte. */
  readonly reading?: Partial<Pick<Switches, "duplicateKey" | "urlComparison">>;
}

/** Every way in which GitHub could compare hooks that its documentation leaves open. */
export const readings = [
  { duplicateKey: "url", urlComparison: "bytes" },
  { duplicateKey: "url+content_type+insecure_ssl", urlComparison: "bytes" },
  { duplicateKey: "config", urlComparison: "bytes" },
  { duplicateKey: "url", urlComparison: "normalised" },
] as const;

/** The secrets of hooks, by id; those that are not here are known to GitHub alone, each another. */
type Secrets = ReadonlyMap<number, string>;

function share(left: readonly string[], right: readonly string[]): boolean {
  if (left.length === 0 || right.length === 0) return false;
  return [...left, ...right].includes("*") || left.some((event) => right.includes(event));
}

/** A hook as the action asks for it; GitHub's id for a new one is the highest so far plus one. */
function asAsked(
  action: Exclude<Action, { kind: "delete" }>,
  hooks: readonly LiveHook[],
  now: number,
): LiveHook {
  const { desired, secret } = action;
  const { url, events, active, contentType, insecureSsl } = desired;
  const before =
    action.kind === "create"
      ? {
          id: Math.max(0, ...hooks.map(({ id }) => id)) + 1,
          name: "web",
          hasSecret: false,
          unknownConfigKeys: [],
          createdAt: now,
          lastResponse: undefined,
        }
      : action.live;
  const hasSecret = isSent(action) || (secret === "keep" && before.hasSecret);
  return { ...before, url, events, active, contentType, insecureSsl, hasSecret, updatedAt: now };
}

function isSent({ secret }: Exclude<Action, { kind: "delete" }>): boolean {
  return secret === "set" || secret === "rotate" || secret === "resupply";
}

function doubles(
  left: LiveHook,
  right: LiveHook,
  secrets: Secrets,
  { reading = {} }: ModelOptions,
): boolean {
  const { duplicateKey = "url", urlComparison = "bytes" } = reading;
  const key = ({ url }: LiveHook): string =>
    urlComparison === "bytes" ? url.reveal() : url.normalized();
  if (key(left) !== key(right) || !share(left.events, right.events)) return false;
  if (duplicateKey === "url") return true;
  if (left.contentType !== right.contentType || left.insecureSsl !== right.insecureSsl)
    return false;
  const secretOf = ({ id, hasSecret }: LiveHook): string =>
    hasSecret ? (secrets.get(id) ?? `of #${id}`) : "";
  return duplicateKey !== "config" || secretOf(left) === secretOf(right);
}

/** As many of the hooks as the model could have come to hold. */
export function possibleHooks(
  hooks: readonly LiveHook[],
  options: ModelOptions,
): readonly LiveHook[] {
  const kept: LiveHook[] = [];
  for (const hook of hooks)
    if (!kept.some((other) => doubles(hook, other, new Map(), options))) kept.push(hook);
  return kept;
}

/**
 * Carries out actions on plain data by the rules that GitHub documents: no two hooks are alike and
 * share an event, and no event has too many hooks. What it refuses, it leaves as it was.
 */
export function applyToModel(
  actions: readonly Action[],
  live: readonly LiveHook[],
  options: ModelOptions,
): ModelOutcome {
  const { hooksPerEvent, now } = options;
  let hooks = [...live];
  const secrets = new Map<number, string>();
  const refused: { action: Action; why: "exists" | "limit" }[] = [];
  for (const action of actions) {
    if (action.kind === "delete") {
      hooks = hooks.filter(({ id }) => id !== action.live.id);
      continue;
    }
    const after = asAsked(action, hooks, now);
    const before = hooks.find(({ id }) => id === after.id);
    const others = hooks.filter((hook) => hook !== before);
    const was = secrets.get(after.id);
    if (isSent(action) && action.desired.secret.kind === "managed")
      secrets.set(after.id, action.desired.secret.secret.ref);
    const taken = others.some((other) => doubles(other, after, secrets, options));
    const tooMany = after.events
      .filter((event) => before?.events.includes(event) !== true)
      .some((event) => others.filter((o) => o.events.includes(event)).length >= hooksPerEvent);
    if (!taken && !tooMany) {
      hooks = [...others, after];
      continue;
    }
    refused.push({ action, why: taken ? "exists" : "limit" });
    if (was === undefined) secrets.delete(after.id);
    else secrets.set(after.id, was);
  }
  return { hooks, refused };
}
