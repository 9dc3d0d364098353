import type { GitHubReader } from "../../github/client-options.ts";
import type { WatchedHook } from "../../model/delivery.ts";
import type { Proof } from "../../model/fleet-health.ts";
import type { LiveState, ScopeReading } from "../../model/live-state.ts";
import { scopeKey } from "../../model/scope.ts";
import { planFleet } from "../../plan/plan-fleet.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyPlan } from "../../verify/verify-plan.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import type { Io } from "../io.ts";
import type { OutputOptions } from "../options/options.ts";
import { showsProgress } from "../terminal/progress.ts";
import { readKnownSecret } from "./known-values.ts";
import type { WatchedFleet } from "./watch-fleet.ts";

function keyOf({ scope, hookId }: Pick<WatchedHook, "scope" | "hookId">): string {
  return `${scopeKey(scope)} ${hookId}`;
}

/** What was read, but for hooks that nobody asked about. */
function narrowed({ live, hooks }: WatchedFleet): LiveState {
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

/**
 * Judges by past deliveries whether GitHub signs with the declared secrets; without a ping, and
 * without a verdict on hooks that have no managed secret.
 */
export async function proveByPast(
  fleet: WatchedFleet,
  reader: GitHubReader,
  options: Pick<OutputOptions, "quiet" | "verbose"> & { readonly hooksPerEvent: number },
  io: Io,
): Promise<(hook: WatchedHook) => Proof | undefined> {
  const { hooksPerEvent } = options;
  // Which hook is which declared one is the planner's to say; nothing of the plan is shown or done.
  const plan = planFleet(fleet.state, narrowed(fleet), { hooksPerEvent });
  const isShown = showsProgress(io, options);
  const verified = await verifyPlan(plan, {
    verify: (subject) => verifyByPast(reader, subject),
    readSecret: (source) => readKnownSecret(source, io),
    onVerified: (done, total) => {
      if (isShown) io.status.progress(`Judging secrets: ${done} of ${total}`);
    },
  }).finally(() => io.status.progress(undefined));
  stopIfInterrupted(io);
  const verdicts = new Map<string, Proof>();
  for (const { scope, hookId, verdict } of verified)
    if (hookId !== undefined) verdicts.set(keyOf({ scope, hookId }), verdict);
  return (hook) => verdicts.get(keyOf(hook));
}
