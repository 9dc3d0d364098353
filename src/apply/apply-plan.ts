import { pause, systemClock } from "../model/clock.ts";
import { eachAtOnce } from "../model/each-at-once.ts";
import { GitHubError, HookfleetError } from "../model/errors.ts";
import type { HookWriter } from "../model/github-port.ts";
import { addTo, type Group, groupBy } from "../model/group-by.ts";
import type { ActionOutcome, ApplyEvent, ApplyReport } from "../model/outcome.ts";
import type { Action, Plan } from "../model/plan.ts";
import { hookKey, scopeKey } from "../model/scope.ts";
import type { VerifySecret } from "../model/verification.ts";
import { redactKnown, type Sensitive } from "../redact/redact-known.ts";
import type { ApplyContext, UpdatingAction } from "./apply-context.ts";
import { type CheckedPlan, takeChecked } from "./check-plan.ts";
import { executeAction } from "./execute-action.ts";
import { createWriteBudget, phaseOf } from "./max-writes.ts";
import { createProgress } from "./progress.ts";
import { proveSecret } from "./prove-secret.ts";
import type { ResolvedSecrets } from "./resolve-secrets.ts";
import { createRotationCanary } from "./rotation-canary.ts";
import { createSecretCanary } from "./secret-canary.ts";

/** Shorter secrets are words, and to take them out of a sentence would say what they are. */
const shortest = 4;

/** What no error of a run may repeat, whichever request GitHub answers: what it has stored. */
export function sensitiveOf({ actions }: Plan, secrets: ResolvedSecrets): ReadonlySet<Sensitive> {
  const urls = actions.flatMap(({ desired }) => desired?.url ?? []);
  return new Set([
    ...urls.filter(({ origin }) => origin.kind === "env"),
    ...[...secrets.values()].filter((secret) => secret.reveal().length >= shortest),
  ]);
}

/** Turns whatever was thrown while an action ran into the error of its outcome. */
export function outcomeError(error: unknown, sensitive: ReadonlySet<Sensitive>): HookfleetError {
  if (error instanceof HookfleetError) return redacted(error, sensitive);
  const name = error instanceof Error ? error.name : typeof error;
  // The text of an unexpected error may hold anything, a request's body included.
  return new HookfleetError("internal-error", `an unexpected ${name} stopped this action`, {
    source: "github",
    help: "This is a bug in hookfleet. Run again with --verbose and report it.",
  });
}

function redacted(error: HookfleetError, sensitive: ReadonlySet<Sensitive>): HookfleetError {
  const { code, source, cause } = error;
  const message = redactKnown(error.message, sensitive);
  const help = error.help && redactKnown(error.help, sensitive);
  if (message === error.message && help === error.help) return error;
  return error instanceof GitHubError
    ? error.with({ message, help })
    : new HookfleetError(code, message, { source, help, cause });
}

/** True where a request was left unsent because the run was interrupted. */
export function wasNotSent(error: unknown): boolean {
  return error instanceof GitHubError && error.code === "interrupted" && !error.mayHaveHappened;
}

/** Watches the writes of one action: one that an interrupt kept from its first has not begun. */
export function watchWrites(hooks: HookWriter): {
  readonly hooks: HookWriter;
  /** Whether anything that was to be written may have reached GitHub. */
  readonly hasWritten: () => boolean;
} {
  let written = false;
  const watched =
    <Input extends readonly unknown[], Result>(write: (...input: Input) => Promise<Result>) =>
    async (...input: Input): Promise<Result> => {
      try {
        const result = await write(...input);
        written = true;
        return result;
      } catch (error) {
        written ||= !wasNotSent(error);
        throw error;
      }
    };
  return {
    hooks: {
      ...hooks,
      createHook: watched(hooks.createHook),
      updateHook: watched(hooks.updateHook),
      updateHookConfig: watched(hooks.updateHookConfig),
      removeHook: watched(hooks.removeHook),
    },
    hasWritten: () => written,
  };
}

/** What carrying out a plan needs beside it, and a listener. */
export interface ApplyOptions {
  /** The client that writes, from `createGitHubWriter`. */
  readonly hooks: HookWriter;
  /** Told when each action starts and ends, as it happens. */
  readonly onEvent?: (event: ApplyEvent) => void;
  /** Once aborted, what is in flight is finished and the rest is not attempted. */
  readonly signal?: AbortSignal;
  /**
   * Judges by what GitHub has sent before, without a ping. Asked where GitHub does not record a
   * rotation: a hook that has the declared secret is rotated, whatever its `updated_at` says.
   */
  readonly verifyByPast?: VerifySecret;
  /** Milliseconds since the epoch, by the clock of the reading that was planned. Default: the machine's. */
  readonly now?: () => number;
  /** How it waits before a create is tried again: timers by default. */
  readonly pause?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
  /** Scopes worked on at once. Default 10; the client sets the pace of requests by itself. */
  readonly concurrency?: number;
}

interface Step {
  readonly index: number;
  readonly action: Action;
}

const reasons = {
  closed: "a request of this kind lost a secret earlier in this run, or may have",
  interrupted: "the run was interrupted",
} as const;

async function attempt(action: Action, context: ApplyContext): Promise<ActionOutcome> {
  const { hooks, hasWritten } = watchWrites(context.hooks);
  try {
    const result = await executeAction(action, { ...context, hooks });
    return typeof result === "number"
      ? { status: "applied", action, hookId: result }
      : { status: "not_attempted", action, reason: reasons[result] };
  } catch (error) {
    if (wasNotSent(error) && !hasWritten())
      return { status: "not_attempted", action, reason: reasons.interrupted };
    return { status: "failed", action, error: outcomeError(error, context.sensitive) };
  }
}

/** Updates and config-patches by the {@link hookKey} of those that have to make room for them. */
function changesByNeed(actions: readonly Action[]): ReadonlyMap<string, readonly UpdatingAction[]> {
  const found = new Map<string, Group<UpdatingAction>>();
  for (const action of actions) {
    if (action.kind === "create" || action.kind === "delete" || action.blocked !== null) continue;
    for (const id of action.needs) addTo(found, hookKey(action.scope, id), action);
  }
  return found;
}

/**
 * Carries out a checked plan, once, and nothing else: scope by scope in the plan's order, deletes as
 * the last phase of the run and, before them, hooks that cannot show whether their secret is right.
 * Never throws for an action; each ends applied, failed or not attempted.
 *
 * @param checked what `checkPlan` gave; it is carried out once
 * @param options the client that writes, a listener, and how many scopes at once
 * @throws HookfleetError `plan-unchecked` where `checkPlan` did not give the plan, or it was applied
 */
export async function applyPlan(checked: CheckedPlan, options: ApplyOptions): Promise<ApplyReport> {
  takeChecked(checked);
  const { plan, secrets, verify, left, due, maxWrites } = checked;
  const waiting = changesByNeed(plan.actions);
  const budget = createWriteBudget(due, maxWrites);
  const context: ApplyContext = {
    hooks: options.hooks,
    secrets,
    sensitive: sensitiveOf(plan, secrets),
    known: new Map([...plan.seen].map(([scope, ids]) => [scope, new Set(ids)])),
    readAt: plan.readAt,
    now: options.now ?? systemClock.now,
    waitingFor: ({ scope, live }) => waiting.get(hookKey(scope, live.id)) ?? [],
    secretCanary: createSecretCanary(),
    takeOneMore: budget.takeOneMore,
    signal: options.signal,
    pause: options.pause ?? pause,
  };
  const { verifyByPast } = options;
  const isProving = verify !== undefined;
  const goAlone = createRotationCanary(options.signal);
  const outcomes = new Map<number, ActionOutcome>();
  const progress = createProgress(plan.unread);
  const work = async ({ index, action }: Step): Promise<ActionOutcome> => {
    const reason =
      options.signal?.aborted === true
        ? reasons.interrupted
        : (left.get(action) ?? progress.whyNot(action) ?? budget.whyNot(action));
    if (reason !== undefined) return { status: "not_attempted", action, reason };
    options.onEvent?.({ type: "action_started", index, action });
    const outcome = await attempt(action, context);
    return proveSecret(outcome, { secrets, verify, verifyByPast }).catch((error: unknown) => ({
      status: "failed",
      action,
      error: outcomeError(error, context.sensitive),
    }));
  };
  const run = async (step: Step): Promise<void> => {
    // What waits for the first of its kind has not begun, so that an interrupt leaves it out.
    const outcome = await (isProving ? goAlone(step.action, () => work(step)) : work(step));
    outcomes.set(step.index, outcome);
    progress.note(outcome);
    options.onEvent?.({ type: "action_finished", index: step.index, outcome });
  };

  const steps = plan.actions.map((action, index) => ({ index, action }));
  for (const phase of [0, 1, 2]) {
    const begun = steps.filter(({ action }) => phaseOf(action, isProving) === phase);
    const scopes = [...groupBy(begun, ({ action }) => scopeKey(action.scope)).values()];
    await eachAtOnce(scopes, options.concurrency ?? 10, async (scope) => {
      for (const step of scope) await run(step);
    });
  }
  return {
    outcomes: steps.map(
      ({ index, action }) =>
        outcomes.get(index) ?? { status: "not_attempted", action, reason: "never reached" },
    ),
  };
}
