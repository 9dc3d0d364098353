import type { Delivery, LiveHookRef, Redelivery, RedeliveryOutcome } from "../model/delivery.ts";
import {
  expectedFailure,
  GitHubError,
  HookfleetError,
  refusesCredential,
} from "../model/errors.ts";
import type { HookTrigger } from "../model/github-port.ts";
import { scopeKey } from "../model/scope.ts";

export interface RedeliverOptions {
  readonly github: Pick<HookTrigger, "redeliver" | "listDeliveries">;
  /** Aborted: what is in flight is finished, the rest is not attempted. */
  readonly signal: AbortSignal;
  /** Resolves after so many milliseconds, or as soon as the run is interrupted. */
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly onOutcome?: (outcome: RedeliveryOutcome, index: number) => void;
}

/** Deliveries are not listed quite in the order in which they were made: in milliseconds. */
const disorder = 60_000;

/**
 * Tells, right before a redelivery, whether its event was sent again since it was planned: by a
 * colleague, a schedule or the receiver's own tools. The first look at a hook goes back to its oldest
 * planned delivery, later ones only to where the last one ended.
 */
function watchAttempts(
  redeliveries: readonly Redelivery[],
  github: RedeliverOptions["github"],
): (redelivery: Redelivery) => Promise<boolean> {
  const since = new Map<LiveHookRef, number>();
  for (const { hook, delivery } of redeliveries)
    since.set(hook, Math.min(since.get(hook) ?? delivery.deliveredAt, delivery.deliveredAt));
  const sentAgain = new Set<Redelivery>();
  return async ({ hook, ...asked }) => {
    const from = since.get(hook) ?? asked.delivery.deliveredAt;
    const listed = await github.listDeliveries(hook.scope, hook.hookId, { since: from });
    for (const redelivery of redeliveries)
      if (redelivery.hook === hook && listed.some((attempt) => follows(attempt, redelivery)))
        sentAgain.add(redelivery);
    const newest = listed.reduce((latest, one) => Math.max(latest, one.deliveredAt), from);
    since.set(hook, Math.max(from, newest - disorder));
    return [...sentAgain].some(({ delivery }) => delivery === asked.delivery);
  };
}

/** Whether an attempt is a later one of the same event. Ids grow with time, and so do times. */
function follows({ guid, id, deliveredAt }: Delivery, { delivery }: Redelivery): boolean {
  const isSame = guid.toLowerCase() === delivery.guid.toLowerCase();
  return isSame && (id > delivery.id || deliveredAt > delivery.deliveredAt);
}

/** A new attempt stands in the list only after a while. */
const looks = [0, 1_000, 2_000, 4_000, 8_000] as const;

async function isThere(redelivery: Redelivery, options: RedeliverOptions): Promise<boolean> {
  const { hook, delivery } = redelivery;
  for (const pause of looks) {
    if (pause > 0) await options.pause(pause);
    const { deliveredAt: since } = delivery;
    const listed = await options.github.listDeliveries(hook.scope, hook.hookId, { since });
    if (listed.some((attempt) => follows(attempt, redelivery))) return true;
    if (options.signal.aborted) return false;
  }
  return false;
}

/**
 * The answer was lost: the redelivery may have been accepted. A second one would reach the receiver
 * twice, so it is looked for and never repeated.
 */
async function findOut(
  redelivery: Redelivery,
  error: GitHubError,
  options: RedeliverOptions,
): Promise<RedeliveryOutcome> {
  const found = await isThere(redelivery, options).catch(expectedFailure);
  if (found === true) return { status: "accepted", redelivery };
  const unknown = new GitHubError(
    "redelivery-unknown",
    `${error.message}; the list shows no new attempt, and it was not asked for again`,
    {
      status: error.status,
      mayHaveHappened: true,
      help: "If it does not show up in `hookfleet deliveries --guid` after some minutes, run redeliver again.",
    },
  );
  return { status: "failed", redelivery, error: unknown };
}

async function redeliverOne(
  redelivery: Redelivery,
  wasSentAgain: (redelivery: Redelivery) => Promise<boolean>,
  options: RedeliverOptions,
): Promise<RedeliveryOutcome> {
  const { hook, delivery } = redelivery;
  let isSentAgain = false;
  try {
    await options.github.redeliver(hook.scope, hook.hookId, delivery.id, async () => {
      isSentAgain = await wasSentAgain(redelivery);
      if (isSentAgain) throw new HookfleetError("sent-meanwhile", "it was sent again meanwhile");
    });
    return { status: "accepted", redelivery };
  } catch (error) {
    if (isSentAgain) return { status: "skipped", redelivery, reason: "sent-meanwhile" };
    if (error instanceof GitHubError && error.mayHaveHappened)
      return findOut(redelivery, error, options);
    return { status: "failed", redelivery, error: expectedFailure(error) };
  }
}

/** What an error says of the redeliveries that are still to come. */
function obstacle(
  { hook }: Redelivery,
  error: HookfleetError,
): { readonly where: string; readonly reason: string } | undefined {
  const { code } = error;
  if (refusesCredential(code)) return { where: "", reason: "GitHub has refused the credentials" };
  if (code === "rate-limited" || code === "secondary-rate-limit")
    return { where: "", reason: "GitHub's rate limit is used up" };
  const { status } = error instanceof GitHubError ? error : { status: 0 };
  return status === 403 || status === 451
    ? {
        where: scopeKey(hook.scope),
        reason: "GitHub has refused a redelivery of the same scope",
      }
    : undefined;
}

/**
 * Asks GitHub for each redelivery, one after the other so that the receiver gets them in their order.
 * An event of a hook is asked for once, however often it is given. One that fails does not stop the
 * others, but where all of a kind must fail they are not attempted.
 */
export async function redeliver(
  redeliveries: readonly Redelivery[],
  options: RedeliverOptions,
): Promise<readonly RedeliveryOutcome[]> {
  const outcomes: RedeliveryOutcome[] = [];
  const obstacles = new Map<string, string>();
  const wasSentAgain = watchAttempts(redeliveries, options.github);
  const asked = new Set<string>();
  for (const [index, redelivery] of redeliveries.entries()) {
    const reason = options.signal.aborted
      ? "the run was interrupted"
      : (obstacles.get("") ?? obstacles.get(scopeKey(redelivery.hook.scope)));
    const { hook, delivery } = redelivery;
    const event = `${scopeKey(hook.scope)} ${hook.hookId} ${delivery.guid.toLowerCase()}`;
    const outcome: RedeliveryOutcome =
      reason !== undefined
        ? { status: "not_attempted", redelivery, reason }
        : asked.has(event)
          ? { status: "skipped", redelivery, reason: "sent-meanwhile" }
          : await redeliverOne(redelivery, wasSentAgain, options);
    if (outcome.status === "accepted") asked.add(event);
    if (outcome.status === "failed") {
      const found = obstacle(redelivery, outcome.error);
      if (found !== undefined) obstacles.set(found.where, found.reason);
    }
    outcomes.push(outcome);
    options.onOutcome?.(outcome, index);
  }
  return outcomes;
}
