import type { Clock } from "../model/clock.ts";
import type { Delivery } from "../model/delivery.ts";
import { GitHubError } from "../model/errors.ts";
import type { HookTrigger } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { Verification, VerificationSubject } from "../model/verification.ts";
import {
  explainFailure,
  type Judgment,
  noSecret,
  readDelivery,
  sentBefore,
  unverifiable,
  verificationOf,
  wasSentBefore,
} from "./finding.ts";
import { confirmVerdict, elsewhere, type JudgedDelivery, judgeDelivery } from "./judge-delivery.ts";

/** How long a ping is waited for, and what ends the wait. */
export interface PingOptions {
  readonly clock: Clock;
  /** How long to wait for a ping's delivery, in milliseconds. 120,000 unless told. */
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

/** Deliveries are not listed quite in the order in which they were made. */
const disorder = 60_000;

/** What was changed less than this before a ping is looked at twice before it is called wrong. */
const fresh = 60_000;

const longestPause = 15_000;

/**
 * Makes GitHub ping the hook, waits for the delivery and judges by it. A delivery counts when it was
 * not listed before the ping and neither it nor the hook that it describes is older than the hook's
 * last update: all by GitHub, so that a wrong clock here does no harm, and another ping at
 * the same time does as well.
 */
export async function verifyByPing(
  port: HookTrigger,
  subject: VerificationSubject,
  options: PingOptions,
): Promise<Verification> {
  try {
    const live = subject.live ?? (await port.getHook(subject.scope, subject.hookId));
    const moved = elsewhere(subject, live);
    if (moved !== undefined) return verificationOf(subject, moved);
    const first = await pingOnce(port, subject, live, options);
    // What GitHub signs with may lag behind an update that is only seconds old.
    const judged = isFreshMiss(first, live) ? await pingOnce(port, subject, live, options) : first;
    if (judged === undefined) return verificationOf(subject, neverCame(live, options));
    const finding = await confirmVerdict(port, subject, live, judged);
    return verificationOf(subject, finding, judged.delivery);
  } catch (error) {
    if (options.signal?.aborted === true)
      return verificationOf(subject, unverifiable("interrupted", "the run was interrupted"));
    return verificationOf(subject, await explainFailure(error, port, subject));
  }
}

function isFreshMiss(judged: JudgedDelivery | undefined, { updatedAt }: LiveHook): boolean {
  if (judged === undefined) return false;
  const { judgment, delivery } = judged;
  const isMiss = judgment.verdict === "mismatch" || judgment.verdict === "unsigned";
  return isMiss && delivery.deliveredAt < updatedAt + fresh;
}

/** @returns undefined where no delivery came in time */
async function pingOnce(
  port: HookTrigger,
  subject: VerificationSubject,
  live: LiveHook,
  options: PingOptions,
): Promise<JudgedDelivery | undefined> {
  const { scope, hookId, secret } = subject;
  const before = await port.listDeliveries(scope, hookId, { pages: 1 });
  const seen = new Set(before.flatMap(({ id, guid }) => [id, guid]));
  const latest = before.reduce(
    (newest, { deliveredAt }) => Math.max(newest, deliveredAt),
    live.updatedAt,
  );
  const since = Math.max(live.updatedAt, latest - disorder);
  await ping(port, subject);
  let stale: JudgedDelivery | undefined;
  for await (const _ of pauses(options)) {
    const listed = await port.listDeliveries(scope, hookId, { since });
    const mine = listed.filter((delivery) => isAnswer(delivery, seen, since));
    // Should several have come, one that proves is worth more than one that does not.
    let judged: JudgedDelivery | undefined;
    for (const { id } of mine) {
      const delivery = await readDelivery(port, subject, id);
      if (delivery === undefined || !isAnswer(delivery, seen, since)) continue;
      if (wasSentBefore(delivery, live.updatedAt)) {
        stale = { judgment: sentBefore, delivery };
        continue;
      }
      judged = { judgment: judgeDelivery(delivery, secret), delivery };
      if (judged.judgment.verdict === "proved") break;
    }
    if (judged !== undefined) return judged;
  }
  return stale;
}

/** A ping that may have gone out without an answer is not repeated: its delivery is waited for. */
async function ping(port: HookTrigger, { scope, hookId }: VerificationSubject): Promise<void> {
  try {
    await port.pingHook(scope, hookId);
  } catch (error) {
    if (!(error instanceof GitHubError && error.mayHaveHappened)) throw error;
  }
}

function isAnswer(
  { id, guid, event, redelivery, deliveredAt }: Delivery,
  seen: ReadonlySet<number | string>,
  since: number,
): boolean {
  const isNew = !redelivery && !seen.has(id) && !seen.has(guid);
  return event === "ping" && isNew && deliveredAt >= since;
}

/** Waits longer each time, and comes a last time when the time is up. */
async function* pauses({ clock, timeoutMs = 120_000, signal }: PingOptions): AsyncGenerator<void> {
  const end = clock.now() + timeoutMs;
  for (let pause = 500; ; pause = Math.min(pause * 1.5, longestPause)) {
    const left = end - clock.now();
    if (left <= 0) return;
    await clock.sleep(Math.min(pause, left), signal);
    yield;
  }
}

function neverCame(
  { active, hasSecret }: LiveHook,
  { timeoutMs = 120_000 }: PingOptions,
): Judgment {
  if (!hasSecret) return noSecret;
  const seconds = Math.round(timeoutMs / 1_000);
  const reason = `GitHub pinged it, and no delivery of that is there after ${seconds} s`;
  if (active !== false) return { verdict: "no-delivery", rule: "no-delivery", reason };
  const why = "the hook is inactive, and GitHub need not deliver pings of those";
  return { verdict: "no-delivery", rule: "inactive", reason: `${reason}; ${why}` };
}
