import { showClock } from "../../documents/format.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { HookfleetError, refusesCredential } from "../../model/errors.ts";
import type { Budget, Forecast, Workload } from "../../model/forecast.ts";
import type { Action } from "../../model/plan.ts";
import { forecast, type Share, workloads } from "../../plan/forecast.ts";
import { renderForecast } from "../../render/text/render-run.ts";
import type { Io } from "../io.ts";
import type { GitHubOptions, OutputOptions } from "../options/options.ts";

/** More requests than this are worth a line, and a question what is left of the hour. */
const many = 100;

/** So are waits that somebody would wonder about. */
const longSeconds = 10;

/** What a request takes as long as none has been seen. */
const usualLatencyMs = 200;

export type ForesightOptions = Partial<
  Pick<GitHubOptions, "wait" | "concurrency" | "cache"> & Pick<OutputOptions, "quiet">
>;

export interface Foresight {
  /** Told of every answer: the first ones tell what is left of the hour. */
  readonly answered: () => void;
  /** Nothing is said from here on. */
  readonly stop: () => void;
}

type Budgets = Map<string | undefined, Budget | undefined>;

/** One share for each limit there is: a token has one for everything. */
function sharesOf(
  work: ReadonlyMap<string, Workload>,
  reader: GitHubReader,
  budgets: Budgets,
): readonly Share[] {
  const budgetOf = (owner: string | undefined): Share["budget"] => {
    if (budgets.has(owner)) return budgets.get(owner) ?? "none";
    return (
      reader.rateLimit(owner) ?? (reader.requests() > 0 && owner === undefined ? "none" : "unknown")
    );
  };
  if (reader.hasLimitPerOwner)
    return [...work].map(([owner, part]) => ({ owner, work: part, budget: budgetOf(owner) }));
  const whole = [...work.values()].reduce(
    (sum, part) => ({
      reads: sum.reads + part.reads,
      writes: sum.writes + part.writes,
      creates: sum.creates + part.creates,
    }),
    { reads: 0, writes: 0, creates: 0 },
  );
  return [{ owner: undefined, work: whole, budget: budgetOf(undefined) }];
}

function isLong({ requests, seconds, isEnough }: Forecast): boolean {
  return requests > many || seconds > longSeconds || !isEnough;
}

function refuse({ tightest }: Forecast): never {
  if (tightest === undefined) throw new Error("a budget that is too small is known");
  const { requests, owner, budget } = tightest;
  const whose = owner === undefined ? "" : ` of ${owner}`;
  const until = showClock(budget.reset * 1_000);
  throw new HookfleetError(
    "rate-limit-too-low",
    `this takes ${requests} requests, and ${budget.remaining} of ${budget.limit} are left of GitHub's hourly limit${whose} until ${until}`,
    {
      source: "github",
      help: `Run again after ${until}, leave --no-wait out to wait for it, or do a part of it with --target.`,
    },
  );
}

/**
 * Says before a long run how many requests it takes, what is left of GitHub's hour and when it will
 * be done; says nothing of a short one. What is left is learnt from the first answers, so that
 * nothing waits for it. Only where the run may not wait for a limit is it asked for before, because
 * the run must not begin then, and with a GitHub App, whose limits are one for each owner.
 *
 * @param work by owner, lower-cased
 * @throws HookfleetError `rate-limit-too-low` where the run may not wait and would have to
 */
export async function foresee(
  what: "Reading" | "Writing",
  work: ReadonlyMap<string, Workload>,
  { reader, options, io }: { reader: GitHubReader; options: ForesightOptions; io: Io },
): Promise<Foresight> {
  // A list that has not changed since it was kept costs nothing of the hour.
  const atMost = what === "Reading" && options.cache !== undefined;
  const mayWait = options.wait !== false;
  const startedAt = io.now();
  const before = reader.requests();
  let latencyMs = usualLatencyMs;
  let isOver = false;
  let refusal: HookfleetError | undefined;
  const budgets: Budgets = new Map();

  const look = (): { readonly forecast: Forecast; readonly isKnown: boolean } => {
    const shares = sharesOf(work, reader, budgets);
    const { concurrency = 50 } = options;
    return {
      forecast: forecast({ shares, now: io.now(), concurrency, latencyMs }),
      // A token's is in the first answer; of the owners of an App the small ones do not matter.
      isKnown: shares.every(
        (share) => share.budget !== "unknown" || (reader.hasLimitPerOwner && !isMany(share)),
      ),
    };
  };
  const tell = (): void => {
    const { forecast: seen, isKnown } = look();
    if (isOver || !isKnown) return;
    isOver = true;
    if (options.quiet !== true && isLong(seen))
      io.stderr.write(`${renderForecast(seen, what, { atMost })}\n`);
  };
  const ask = async (owner: string | undefined): Promise<void> => {
    try {
      budgets.set(owner, await reader.readRateLimit(owner));
    } catch (error) {
      // Whatever else is wrong, the requests themselves will tell.
      if (!(error instanceof HookfleetError)) throw error;
      if (refusesCredential(error.code)) refusal = error;
      budgets.set(owner, undefined);
    }
  };

  const open = sharesOf(work, reader, budgets).filter(
    (share) => share.budget === "unknown" && isMany(share),
  );
  if (!mayWait) await Promise.all(open.map(({ owner }) => ask(owner)));
  if (refusal !== undefined) throw refusal;
  const { forecast: seen } = look();
  if (!mayWait && !atMost && !seen.isEnough) refuse(seen);
  if (open.length === 0 || !mayWait) tell();
  else if (reader.hasLimitPerOwner)
    void Promise.all(open.map(({ owner }) => ask(owner))).then(tell);
  return {
    answered: () => {
      if (isOver) return;
      if (reader.requests() > before) latencyMs = Math.max(1, io.now() - startedAt);
      tell();
    },
    stop: () => {
      isOver = true;
    },
  };
}

function isMany({ work }: Share): boolean {
  return work.reads + work.writes > many;
}

/**
 * Says before the first write how long the writing will take, where that is long.
 *
 * @throws HookfleetError where the run may not wait for GitHub's hourly limit and would have to
 */
export async function foreseeWriting(
  due: readonly Action[],
  options: ForesightOptions & { readonly verify?: true; readonly acceptSecretChange?: true },
  { reader, io }: { readonly reader: GitHubReader; readonly io: Io },
): Promise<void> {
  const work = workloads(due, {
    verify: options.verify === true,
    acceptSecretChange: options.acceptSecretChange === true,
  });
  if (work.size === 0) return;
  const { stop } = await foresee("Writing", work, { reader, options, io });
  stop();
}
