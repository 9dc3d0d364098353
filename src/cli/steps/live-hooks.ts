import { desiredState, type ResolvedState } from "../../config/desired-state.ts";
import { liveHookRefs } from "../../deliveries/read-deliveries.ts";
import { listRepositories } from "../../fleet/list-repositories.ts";
import { readableScopes } from "../../fleet/plan-against-github.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { LiveHookRef } from "../../model/delivery.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { DiagnosticsError } from "../../model/errors.ts";
import type { Proof } from "../../model/fleet-health.ts";
import {
  type LiveState,
  problemOf,
  type ScopeReading,
  spellingsOf,
} from "../../model/live-state.ts";
import { type Spellings, scopeKey } from "../../model/scope.ts";
import { planFleet } from "../../plan/plan-fleet.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyPlan } from "../../verify/verify-plan.ts";
import { apiUrlOf } from "../client/client-options.ts";
import { stopIfInterrupted } from "../interrupts.ts";
import type { HookOptions } from "../options/delivery-options.ts";
import { type Session, withProgress } from "../session.ts";
import { readKnownSecret } from "./known-values.ts";
import { load } from "./load.ts";
import { listingProgress, readWithProgress } from "./plan-fleet.ts";

export interface LiveHooks {
  readonly hooks: readonly LiveHookRef[];
  /** Scopes that could not be read, and what the credential cannot see. */
  readonly problems: readonly Diagnostic[];
  readonly state: DesiredState;
  readonly live: LiveState;
}

/**
 * The live web hooks of the scopes of the file, declared or not. URLs from variables that are not set
 * do no harm here: nothing is compared with the file but for what may be shown.
 *
 * @throws DiagnosticsError where the configuration has errors or a hook of `--hook` is not there
 */
export async function listLiveHooks(
  reader: GitHubReader,
  session: Session<HookOptions>,
): Promise<LiveHooks> {
  const { options, environment } = session;
  const { target: targets } = options;
  const config = await load(session);
  const lists = await listRepositories(config, targets, () => reader, listingProgress(session));
  const { repositories } = lists;
  const fixed = { repositories, targets, environment, unsetUrls: "offline" } as const;
  const resolve = (spellings: Spellings): ResolvedState =>
    desiredState(config, { ...fixed, spellings });
  const written = resolve(new Map());
  const errors = written.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new DiagnosticsError(errors);
  const live = await readWithProgress(readableScopes(written), reader, session);
  stopIfInterrupted(session);
  // A declared hook is only looked for among those that are there, whose addresses spell the names.
  const { state } = resolve(spellingsOf(live));
  const problems = [
    ...reader.notices(),
    ...lists.problems,
    ...state.unreadable.map(({ diagnostic }) => diagnostic),
    ...state.scopes.flatMap(({ scope, namedExactly }) => {
      const reading = live.get(scopeKey(scope));
      return reading?.status === "unreadable" ? [problemOf(reading, namedExactly)] : [];
    }),
  ];
  return {
    hooks: narrow(liveHookRefs(state, live), options.hook, problems),
    problems,
    state,
    live,
  };
}

/** `--hook`, each of which must name a hook that is there. */
function narrow(
  hooks: readonly LiveHookRef[],
  ids: readonly number[],
  problems: readonly Diagnostic[],
): readonly LiveHookRef[] {
  if (ids.length === 0) return hooks;
  const unknown = ids
    .filter((id) => !hooks.some(({ hookId }) => hookId === id))
    .map(
      (id): Diagnostic => ({
        severity: "error",
        code: "unknown-hook",
        message: `none of the scopes that could be read has a web hook ${id}`,
        help: "The scopes are those of the file, narrowed by --target; `hookfleet import` shows the hooks of others.",
      }),
    );
  if (unknown.length > 0) throw new DiagnosticsError([...problems, ...unknown]);
  return hooks.filter(({ hookId }) => ids.includes(hookId));
}

/**
 * Judges by past deliveries whether GitHub signs with the declared secrets; without a ping, and
 * without a verdict on hooks that have no managed secret.
 */
export async function proveByPast(
  fleet: LiveHooks,
  reader: GitHubReader,
  session: Session<HookOptions>,
): Promise<(hook: LiveHookRef) => Proof | undefined> {
  // The planner decides which hook is which declared one; nothing of the plan is shown or done.
  const { hooksPerEvent } = apiUrlOf(session);
  const plan = planFleet(fleet.state, onlyHooksOf(fleet), { hooksPerEvent });
  const verified = await withProgress(session, (show) =>
    verifyPlan(plan, {
      verify: (subject) => verifyByPast(reader, subject),
      readSecret: (source) => readKnownSecret(source, session),
      onVerified: (done, total) => show(`Judging secrets: ${done} of ${total}`),
    }),
  );
  stopIfInterrupted(session);
  const verdicts = new Map<string, Proof>();
  for (const { scope, hookId, verdict } of verified)
    if (hookId !== undefined) verdicts.set(keyOf({ scope, hookId }), verdict);
  return (hook) => verdicts.get(keyOf(hook));
}

function keyOf({ scope, hookId }: Pick<LiveHookRef, "scope" | "hookId">): string {
  return `${scopeKey(scope)} ${hookId}`;
}

/** What was read, without the hooks that `--hook` leaves out. */
function onlyHooksOf({ live, hooks }: LiveHooks): LiveState {
  const wanted = new Set(hooks.map(keyOf));
  return new Map(
    [...live].map(([key, reading]): readonly [string, ScopeReading] => {
      if (reading.status === "unreadable") return [key, reading];
      const { scope } = reading;
      const own = reading.hooks.filter(({ id }) => wanted.has(keyOf({ scope, hookId: id })));
      return [key, { ...reading, hooks: own }];
    }),
  );
}
