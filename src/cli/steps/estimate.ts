import type { GitHubReader } from "../../github/client-options.ts";
import { expectedFailure, HookfleetError, refusesCredential } from "../../model/errors.ts";
import type { Budget, RequestEstimate, Workload } from "../../model/estimate.ts";
import { showClock } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Action } from "../../model/plan.ts";
import type { Scope } from "../../model/scope.ts";
import { estimateRequests, type LimitUse, workloads } from "../../plan/estimate.ts";
import { renderForecast } from "../../render/text/render-run.ts";
import { type Options, usualConcurrency } from "../options/options.ts";
import type { Session } from "../session.ts";

/** More requests than this are worth a line, and a request for what is left of the hour. */
const many = 100;

/** So are waits of more than this. */
const longSeconds = 10;

/** What a request takes until the first answer. */
const usualLatencyMs = 200;

export type EstimateOptions = Pick<Options, "wait" | "concurrency">;

type EstimateSession = Pick<Session, "quiet" | "now" | "stderr"> & {
  readonly options: EstimateOptions;
};

type Budgets = Map<string | undefined, Budget | undefined>;

/** One share for each limit there is: a token has one for everything. */
function sharesOf(
  work: ReadonlyMap<string, Workload>,
  reader: GitHubReader,
  budgets: Budgets,
): readonly LimitUse[] {
  const budgetOf = (owner: string | undefined): LimitUse["budget"] => {
    if (budgets.has(owner)) return budgets.get(owner) ?? "none";
    return (
      reader.rateLimit(owner) ?? (reader.requests() > 0 && owner === undefined ? "none" : "unknown")
    );
  };
  if (reader.hasLimitPerOwner)
    return [...work].map(([owner, part]) => ({ owner, work: part, budget: budgetOf(owner) }));
  const sum = (key: keyof Workload): number =>
    [...work.values()].reduce((total, part) => total + (part[key] ?? 0), 0);
  const [reads, writes, creates, free] = [sum("reads"), sum("writes"), sum("creates"), sum("free")];
  const budget = budgetOf(undefined);
  return [{ owner: undefined, work: { reads, writes, creates, free }, budget }];
}

function refuse({ tightest }: RequestEstimate): never {
  if (tightest === undefined) throw new Error("a budget that is too small is known");
  const { requests, owner, budget } = tightest;
  const whose = owner === undefined ? "" : ` of ${owner}`;
  const until = showClock(budget.reset * 1_000);
  const message = `this takes ${requests} requests, and ${budget.remaining} of ${budget.limit} are left of GitHub's hourly limit${whose} until ${until}`;
  throw new HookfleetError("rate-limit-too-low", message, {
    source: "github",
    help: `Run again after ${until}, leave --no-wait out to wait for it, or do a part of it with --target.`,
  });
}

/**
 * Prints before a long run how many requests it takes, what is left of GitHub's hour and when it will
 * be done; nothing before a short one. What is left comes from the first answers, so that nothing
 * waits for it. It is requested before only where the run may not wait for a limit, because the run
 * must not begin then, and with a GitHub App, which has one limit for each owner.
 *
 * @param work by owner, lower-cased
 * @throws HookfleetError `rate-limit-too-low` where the run may not wait and would have to
 */
export async function estimate(
  what: "Reading" | "Writing",
  work: ReadonlyMap<string, Workload>,
  reader: GitHubReader,
  { options, quiet, now, stderr }: EstimateSession,
) {
  const mayWait = options.wait !== false;
  const startedAt = now();
  const before = reader.requests();
  let latencyMs = usualLatencyMs;
  let isOver = false;
  let refusal: HookfleetError | undefined;
  const budgets: Budgets = new Map();

  const look = (): { readonly forecast: RequestEstimate; readonly isKnown: boolean } => {
    const shares = sharesOf(work, reader, budgets);
    const { concurrency = usualConcurrency } = options;
    return {
      forecast: estimateRequests({ shares, now: now(), concurrency, latencyMs }),
      // A token's limit is in the first answer; of the owners of an App the small ones do not matter.
      isKnown: shares.every(
        (share) => share.budget !== "unknown" || (reader.hasLimitPerOwner && !isMany(share)),
      ),
    };
  };
  const print = (): void => {
    const { forecast: seen, isKnown } = look();
    if (isOver || !isKnown) return;
    isOver = true;
    const isLong = seen.requests > many || seen.seconds > longSeconds || !seen.isEnough;
    if (!quiet && isLong) stderr.write(`${renderForecast(seen, what)}\n`);
  };
  const ask = async (owner: string | undefined): Promise<void> => {
    try {
      budgets.set(owner, await reader.readRateLimit(owner));
    } catch (error) {
      // Any other failure shows in the requests themselves.
      const failure = expectedFailure(error);
      if (refusesCredential(failure.code)) refusal = failure;
      budgets.set(owner, undefined);
    }
  };

  const open = sharesOf(work, reader, budgets).filter(
    (share) => share.budget === "unknown" && isMany(share),
  );
  if (!mayWait) await Promise.all(open.map(({ owner }) => ask(owner)));
  if (refusal !== undefined) throw refusal;
  const { forecast: seen } = look();
  if (!mayWait && !seen.isEnough) refuse(seen);
  if (open.length === 0 || !mayWait) print();
  else if (reader.hasLimitPerOwner)
    void Promise.all(open.map(({ owner }) => ask(owner))).then(print);
  return {
    /** Called after every answer: the first ones say what is left of the hour. */
    answered: (): void => {
      if (isOver) return;
      if (reader.requests() > before) latencyMs = Math.max(1, now() - startedAt);
      print();
    },
    /** Nothing is printed from here on. */
    stop: (): void => {
      isOver = true;
    },
  };
}

function isMany({ work }: LimitUse): boolean {
  return work.reads + work.writes > many;
}

/**
 * The work of one GET for each of these scopes. By owner, lower-cased.
 *
 * @param isKept which of them may cost nothing of the hour
 */
export function readsByOwner(
  scopes: readonly Scope[],
  isKept: GitHubReader["isKept"] = () => false,
): ReadonlyMap<string, Workload> {
  const owners = [...groupBy(scopes, ({ owner }) => owner.toLowerCase())];
  return new Map(
    owners.map(([owner, own]) => {
      const free = own.filter(isKept).length;
      return [owner, { reads: own.length, free, writes: 0, creates: 0 }];
    }),
  );
}

/**
 * Prints before the first write how long the writing will take, where that is long.
 *
 * @throws HookfleetError where the run may not wait for GitHub's hourly limit and would have to
 */
export async function estimateWriting(
  due: readonly Action[],
  reader: GitHubReader,
  session: Session,
): Promise<void> {
  const { verify = false, acceptSecretChange = false } = session.options;
  const work = workloads(due, { verify, acceptSecretChange });
  if (work.size > 0) (await estimate("Writing", work, reader, session)).stop();
}
