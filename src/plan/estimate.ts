import {
  type Budget,
  type RequestEstimate,
  secondsToWrite,
  type Workload,
} from "../model/estimate.ts";
import { paceLimits } from "../model/github-limits.ts";
import { groupBy } from "../model/group-by.ts";
import { type Action, looksFirst, mayReplaceSecret, type Plan, writesOf } from "../model/plan.ts";
import { managedSecret } from "../model/secret-reference.ts";

/**
 * What proving one secret takes: a look at the hook, the deliveries before its ping and twice after,
 * and the one that counts. A ping counts as a write, and creates nothing.
 */
const proof = { reads: 5, writes: 1 };

/** A look whether an update would replace another secret: the deliveries, and one of them. */
const lookAtDeliveries = { reads: 2 };

/**
 * So many writes go out while what was read is still fresh: a burst, then one a second for ten
 * seconds. Before those that come later, hooks that no request looks at yet are looked at again.
 */
const writesWhileFresh = paceLimits.writesBurst + 10;

interface Options {
  readonly verify?: boolean;
  readonly acceptSecretChange?: boolean;
}

/**
 * The requests of actions by the owner of their scope, lower-cased. Blocked ones send none.
 *
 * @param options `verify`: managed secrets are proved once their hook is written; `acceptSecretChange`:
 *   nothing is looked at before secrets are sent again
 */
export function workloads(
  actions: readonly Action[],
  options: Options = {},
): ReadonlyMap<string, Workload> {
  const open = actions.filter(({ blocked }) => blocked === null);
  const owners = groupBy(open, ({ scope }) => scope.owner.toLowerCase());
  return new Map([...owners].map(([owner, own]) => [owner, workload(own, options)]));
}

function workload(
  actions: readonly Action[],
  { verify = false, acceptSecretChange = false }: Options,
): Workload {
  const requests = actions.flatMap((action) => action.requests);
  const planned = actions.reduce((sum, action) => sum + writesOf(action), 0);
  const proofs = verify ? actions.filter(({ desired }) => managedSecret(desired)).length : 0;
  const replacing = acceptSecretChange ? 0 : actions.filter(mayReplaceSecret).length;
  const writes = planned + proofs * proof.writes;
  const later = actions.filter((action) => action.kind !== "create" && !looksFirst(action));
  const looks = Math.min(later.length, Math.max(0, writes - writesWhileFresh));
  const more = looks + proofs * proof.reads + replacing * lookAtDeliveries.reads;
  return {
    reads: requests.length - planned + more,
    writes,
    creates: requests.filter((request) => request.startsWith("POST ")).length,
  };
}

/** How many requests applying the plan takes when nothing goes wrong. */
export function requestsToApply(plan: Plan): number {
  return plan.actions
    .filter(({ blocked }) => blocked === null)
    .reduce((sum, { requests }) => sum + requests.length, 0);
}

export interface LimitUse {
  /** Whose limit it is, where there are several. */
  readonly owner: string | undefined;
  readonly work: Workload;
  /** `none` = the server counts nothing, so no pace is kept either. */
  readonly budget: Budget | "unknown" | "none";
}

export interface EstimateInput {
  readonly shares: readonly LimitUse[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Reads at once. */
  readonly concurrency: number;
  /** What one request takes. */
  readonly latencyMs: number;
}

/** As many requests leave at once as a client of ours writes at once. */
const writesAtOnce = 5;

const hour = 3_600;

function requestsOf({ reads, writes }: Workload): number {
  return reads + writes;
}

/** What the requests take of the hour's budget. */
function costOf(work: Workload): number {
  return requestsOf(work) - (work.free ?? 0);
}

function answerSeconds({ reads, writes }: Workload, input: EstimateInput): number {
  const rounds =
    Math.ceil(reads / Math.max(1, input.concurrency)) + Math.ceil(writes / writesAtOnce);
  return (rounds * input.latencyMs) / 1_000;
}

/** How many windows are over before the last one of so many can go. */
function windowsBefore(count: number, limit: number): number {
  return count === 0 ? 0 : Math.floor((count - 1) / limit);
}

/** A limited share takes its answers and its pace; they overlap but for the last burst. */
function secondsOf(work: Workload, input: EstimateInput): number {
  const points = work.reads + paceLimits.pointsOfWrite * work.writes;
  const windows = windowsBefore(points, paceLimits.points);
  // What staying below GitHub's limits of pace takes.
  const pace = Math.max(
    windows * paceLimits.pointsWindow,
    secondsToWrite(work.writes),
    windowsBefore(work.creates, paceLimits.creations) * paceLimits.creationsWindow,
  );
  const answers = answerSeconds(work, input);
  return Math.max(pace + answers / (1 + windows), answers);
}

function isEnough({ work, budget }: LimitUse, now: number): boolean {
  if (typeof budget === "string" || budget.reset * 1_000 <= now) return true;
  return costOf(work) <= budget.remaining;
}

function shareSeconds(share: LimitUse, input: EstimateInput): number {
  const { work, budget } = share;
  if (budget === "none") return answerSeconds(work, input);
  const whole = secondsOf(work, input);
  if (budget === "unknown" || isEnough(share, input.now)) return whole;
  const missing = costOf(work) - budget.remaining;
  // Whole hours in which all of the budget goes, and what is left for the last one.
  const limit = Math.max(1, budget.limit);
  const hours = Math.ceil(missing / limit) - 1;
  const ratio = (missing - hours * limit) / costOf(work);
  const last = {
    reads: Math.ceil(work.reads * ratio),
    writes: Math.ceil(work.writes * ratio),
    creates: Math.ceil(work.creates * ratio),
  };
  const untilReset = budget.reset - input.now / 1_000;
  return Math.max(whole, untilReset + hours * hour + secondsOf(last, input));
}

/**
 * How long requests will take under GitHub's limits, and whether the hour's budget is enough. It
 * knows nothing of what else uses the same budget, nor of requests that have to be repeated.
 */
export function estimateRequests(input: EstimateInput): RequestEstimate {
  const { shares, now } = input;
  const known = shares.flatMap(({ owner, work, budget }) =>
    typeof budget === "string" ? [] : [{ owner, requests: costOf(work), budget }],
  );
  const need = ({ requests, budget }: (typeof known)[number]): number =>
    requests / Math.max(1, budget.remaining);
  return {
    requests: shares.reduce((sum, { work }) => sum + requestsOf(work), 0),
    free: shares.reduce((sum, { work }) => sum + (work.free ?? 0), 0),
    // Every limit has a pace of its own, and all go on at the same time.
    seconds: shares.reduce((most, share) => Math.max(most, shareSeconds(share, input)), 0),
    tightest: known.toSorted((left, right) => need(right) - need(left))[0],
    isEnough: shares.every((share) => isEnough(share, now)),
  };
}
