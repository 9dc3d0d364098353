import { compareStrings } from "../model/compare-strings.ts";
import type { DesiredScope, DesiredState } from "../model/desired-state.ts";
import { type AbsentHook, isAbsent, type LiveHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import type { Action, CreateAction, DeleteAction } from "../model/plan.ts";
import type { Scope } from "../model/scope.ts";
import { protect } from "./guards/protect.ts";
import { type HookPair, matchHooks } from "./matching/match-hooks.ts";
import { setAside } from "./matching/set-aside.ts";
import { planChange } from "./plan-change.ts";
import { createRequests, deleteRequests } from "./requests.ts";

/** Whether a hook's managed secret is to be sent again although nothing else asks for it. */
export type Resupply = (scope: Scope, pair: HookPair) => boolean;

/** What the planner decided for one scope, before the actions are put in order. */
export interface ScopeDecision {
  readonly actions: readonly Action[];
  readonly unchanged: readonly HookPair[];
  readonly unmanaged: readonly LiveHook[];
  readonly ignored: readonly LiveHook[];
  /** See {@link setAside}. */
  readonly unidentified: readonly LiveHook[];
}

function create(scope: Scope, desired: CreateAction["desired"]): CreateAction {
  return {
    kind: "create",
    scope,
    reason: "missing",
    desired,
    secret: desired.secret.kind === "managed" ? "set" : "none",
    blocked: null,
    needs: [],
    requests: createRequests({ scope }),
    position: desired.position,
  };
}

function remove(
  scope: Scope,
  live: LiveHook,
  why: Pick<DeleteAction, "reason" | "successor" | "position">,
): DeleteAction {
  return {
    kind: "delete",
    scope,
    live,
    ...why,
    early: null,
    blocked: null,
    needs: [],
    requests: deleteRequests({ scope, live }),
  };
}

/** The last of several entries for one URL is the one that the plan names, so their order is fixed. */
function compareAbsent(left: AbsentHook, right: AbsentHook): number {
  return (
    compareStrings(right.url.reveal(), left.url.reveal()) ||
    compareStrings(right.position.file, left.position.file) ||
    right.position.line - left.position.line ||
    right.position.column - left.position.column
  );
}

/** `state: absent` takes every live hook of its URL or under its glob, before anything is matched. */
function takeAbsent(wanted: DesiredScope, hooks: readonly LiveHook[]) {
  const sorted = wanted.absent.toSorted(compareAbsent);
  const globs = sorted.filter(({ glob }) => glob !== undefined).toReversed();
  const literal = new Map(
    sorted.filter(({ glob }) => glob === undefined).map((entry) => [entry.url.normalised(), entry]),
  );
  const actions: DeleteAction[] = [];
  const rest: LiveHook[] = [];
  for (const hook of hooks) {
    const entry =
      literal.get(hook.url.normalised()) ?? globs.find((glob) => isAbsent(glob, hook.url));
    if (entry === undefined) rest.push(hook);
    else {
      // A glob says nothing of what it does not spell out.
      const live =
        entry.glob === undefined ? { ...hook, url: hook.url.asKnownFrom(entry.url) } : hook;
      const why = { reason: "absent", successor: undefined, position: entry.position } as const;
      actions.push(remove(wanted.scope, live, why));
    }
  }
  return { actions, rest };
}

/**
 * A leftover hook whose URL some declared hook of the scope has too is known, and may be shown; but
 * where one of them has it from `{env}`, it is a credential for all.
 */
function showDeclared(live: LiveHook, declared: readonly HookUrl[]): LiveHook {
  const same = declared.filter((url) => url.normalised() === live.url.normalised());
  const known = same.find((url) => url.origin.kind === "env") ?? same[0];
  return known === undefined ? live : { ...live, url: live.url.asKnownFrom(known) };
}

/** Decides for one scope: what is created, changed, deleted, and what stays. */
export function planScope(
  wanted: DesiredScope,
  hooks: readonly LiveHook[],
  rules: Pick<DesiredState, "ignore" | "protect">,
  resupply: Resupply = () => false,
): ScopeDecision {
  const { scope } = wanted;
  const { considered, ignored, unidentified } = setAside(hooks, rules.ignore);
  const absent = takeAbsent(wanted, considered);
  const match = matchHooks(wanted.hooks, absent.rest);
  const urls = wanted.hooks.map((hook) => hook.url);
  const leftover = match.leftover.map((hook) => showDeclared(hook, urls));

  const actions: Action[] = [...absent.actions];
  const unchanged: HookPair[] = [];
  for (const pair of match.pairs) {
    const change = planChange(scope, pair, wanted.undeclaredSecrets, resupply(scope, pair));
    if (change === undefined) unchanged.push(pair);
    else actions.push(change);
  }
  for (const desired of match.missing) actions.push(create(scope, desired));
  for (const { live, successor } of match.superseded) {
    const why = { reason: "superseded", successor, position: successor.position } as const;
    actions.push(remove(scope, live, why));
  }
  if (wanted.unmanaged === "delete") {
    const why = { reason: "unmanaged", successor: undefined, position: undefined } as const;
    for (const live of leftover) actions.push(remove(scope, live, why));
  }
  return {
    actions: actions.map((action) => protect(action, rules.protect)),
    unchanged,
    unmanaged: wanted.unmanaged === "delete" ? [] : leftover,
    ignored,
    unidentified,
  };
}
