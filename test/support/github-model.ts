import type { LiveHook } from "../../src/model/hook.ts";
import type { HookUrl } from "../../src/model/hook-url.ts";
import type { Action } from "../../src/model/plan.ts";

/** What GitHub would hold, and what it would refuse on the way there. */
export interface ModelOutcome {
  readonly hooks: readonly LiveHook[];
  readonly refused: readonly { readonly action: Action; readonly why: "exists" | "limit" }[];
}

export interface ModelOptions {
  readonly hooksPerEvent: number;
  /** The moment at which everything is written. */
  readonly now: number;
  /** Whether two spellings of one URL are the same for GitHub. Default: they are not. */
  readonly spelling?: "matters" | "does not matter";
}

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
  const hasSecret =
    secret === "set" ||
    secret === "rotate" ||
    secret === "resupply" ||
    (secret === "keep" && before.hasSecret);
  return { ...before, url, events, active, contentType, insecureSsl, hasSecret, updatedAt: now };
}

function keyOf({ spelling = "matters" }: ModelOptions): (url: HookUrl) => string {
  return (url) => (spelling === "matters" ? url.reveal() : url.normalised());
}

function doubles(left: LiveHook, right: LiveHook, options: ModelOptions): boolean {
  const key = keyOf(options);
  return key(left.url) === key(right.url) && share(left.events, right.events);
}

/** True where the model could have come to hold these hooks. */
export function isPossible(hooks: readonly LiveHook[], options: ModelOptions): boolean {
  return hooks.every((hook, index) =>
    hooks.slice(0, index).every((other) => !doubles(hook, other, options)),
  );
}

/**
 * Carries out actions on plain data by the rules that GitHub documents: no two hooks share a URL and
 * an event, and no event has too many hooks. What it refuses, it leaves as it was.
 */
export function applyToModel(
  actions: readonly Action[],
  live: readonly LiveHook[],
  options: ModelOptions,
): ModelOutcome {
  const { hooksPerEvent, now } = options;
  let hooks = [...live];
  const refused: { action: Action; why: "exists" | "limit" }[] = [];
  for (const action of actions) {
    if (action.kind === "delete") {
      hooks = hooks.filter(({ id }) => id !== action.live.id);
      continue;
    }
    const after = asAsked(action, hooks, now);
    const before = hooks.find(({ id }) => id === after.id);
    const others = hooks.filter((hook) => hook !== before);
    const taken = others.some((other) => doubles(other, after, options));
    const tooMany = after.events
      .filter((event) => before?.events.includes(event) !== true)
      .some((event) => others.filter((o) => o.events.includes(event)).length >= hooksPerEvent);
    if (taken || tooMany) refused.push({ action, why: taken ? "exists" : "limit" });
    else hooks = [...others, after];
  }
  return { hooks, refused };
}
