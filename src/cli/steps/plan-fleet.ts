import type { FleetConfig } from "../../config/fleet-config.ts";
import type { Base } from "../../fleet/compare-with-base.ts";
import { type FleetInput, planAgainstGitHub } from "../../fleet/plan-against-github.ts";
import { readScopes } from "../../fleet/read-scopes.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { parseApiUrl } from "../../github/http/api-url.ts";
import { HookfleetError, stopIfInterrupted } from "../../model/errors.ts";
import type { LiveState } from "../../model/live-state.ts";
import type { Plan } from "../../model/plan.ts";
import type { PlanDocument } from "../../model/plan-document.ts";
import { type Scope, scopeName } from "../../model/scope.ts";
import { isRefusal } from "../../plan/guards/guards.ts";
import { resupplyAsPlanned, resupplyByUrl } from "../../plan/resupply.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { listingProgress, type Session } from "../session.ts";
import { estimate, readsByOwner } from "./estimate.ts";
import { readAhead } from "./read-ahead.ts";

/** Plans against GitHub, with progress, and with an estimate where the reading takes long. */
export async function planWithProgress(
  config: FleetConfig,
  reader: GitHubReader,
  session: Session,
  {
    base,
    reviewed,
    toWrite = false,
  }: {
    readonly base?: Base | undefined;
    readonly reviewed?: PlanDocument | undefined;
    /** How old a reading is decides on a look before a write, so none begins ahead. */
    readonly toWrite?: boolean;
  } = {},
) {
  const { options, environment } = session;
  const ahead = toWrite ? undefined : readAhead(reader, options);
  const planned = await planAgainstGitHub(config, reader, {
    targets: reviewed?.targets ?? options.target,
    environment,
    hooksPerEvent: parseApiUrl(session.apiUrl).hooksPerEvent,
    maxDeletes: options.maxDeletes,
    maxChanges: options.maxChanges,
    base,
    resupply: resupplyFromFlagsOrPlan(options.resupply, reviewed),
    signal: session.interrupted,
    onListed: listingProgress(session),
    onScope: ahead?.begin,
    read: (scopes) => readWithProgress(scopes, ahead?.reader ?? reader, session),
  }).finally(() => session.progress(undefined));
  stopIfInterrupted(session.interrupted);
  return planned;
}

/** The secrets to send again: those of `--resupply`, or those that the reviewed plan shows. */
function resupplyFromFlagsOrPlan(
  globs: readonly string[],
  reviewed: PlanDocument | undefined,
): FleetInput["resupply"] {
  if (reviewed === undefined) return (state, about) => resupplyByUrl(globs, state, about);
  if (globs.length === 0) return () => resupplyAsPlanned(reviewed);
  throw new HookfleetError("resupply-of-plan", "a saved plan brings the secrets it sends again", {
    help: "Leave --resupply out, or plan again with it.",
  });
}

/** Reads the hooks of every scope, with an estimate where that takes long, and progress. */
export async function readWithProgress(
  scopes: readonly Scope[],
  reader: GitHubReader,
  session: Session,
): Promise<LiveState> {
  const { progress } = session;
  // The listing of repositories is over.
  progress(undefined);
  // One list for each scope; that of a scope with more than a hundred hooks has more pages.
  const work = readsByOwner(scopes, reader.isKept);
  const { answered, stop } = await estimate("Reading", work, reader, session);
  const total = scopes.length;
  if (total > 1) progress(`Reading hooks: 0 of ${total}`);
  const onRead = (done: number, of: number, scope: Scope): void => {
    // After the last one there is nothing to estimate.
    if (done < of) answered();
    if (total > 1) progress(`Reading hooks: ${done} of ${total}, ${scopeName(scope)}`);
  };
  try {
    return await readScopes(reader, scopes, onRead, session.now);
  } finally {
    stop();
    progress(undefined);
  }
}

/** Plans for a command that only looks at declared hooks: no guard matters to it. */
export async function planForLiveHooks(
  config: FleetConfig,
  reader: GitHubReader,
  session: Session,
): Promise<{
  readonly plan: Plan;
  /** Some scopes could not be read, which has been printed. */
  readonly isPartial: boolean;
}> {
  const { plan } = await planWithProgress(config, reader, session);
  // What could not be looked at matters to more than the plan.
  const unseen = new Set([...reader.notices().map(({ code }) => code), "repository-blocked"]);
  const problems = plan.diagnostics.filter(
    (diagnostic) =>
      unseen.has(diagnostic.code) || (diagnostic.severity === "error" && !isRefusal(diagnostic)),
  );
  const hasErrors = printDiagnostics(problems, session);
  return { plan, isPartial: hasErrors || !plan.complete };
}
