import { systemClock } from "../../model/clock.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { eachAtOnce } from "../../model/each-at-once.ts";
import {
  expectedFailure,
  GitHubError,
  type HookfleetError,
  reachedNoServer,
  refusesCredential,
} from "../../model/errors.ts";
import type { HookReader } from "../../model/github-port.ts";
import { type LiveState, type ScopeReading, spellingsOf } from "../../model/live-state.ts";
import {
  type OpenName,
  type Repository,
  type Scope,
  type Spellings,
  scopeKey,
  scopeName,
} from "../../model/scope.ts";
import type { GitHubReader } from "../client-options.ts";

/** As many as a client lets through at once; the rest need not wait inside it. */
const atOnce = 100;

/**
 * Reads the hooks of every scope, many at once. A scope that cannot be read is told as unreadable
 * and never as empty; it does not stop the others.
 *
 * @param onProgress called after each scope: how many are done, of how many
 * @param now milliseconds since the epoch; the same clock as the one that `applyPlan` gets
 * @example const live = await readLiveState(reader, [{ kind: "organization", owner: "acme" }]);
 */
export async function readLiveState(
  reader: Pick<HookReader, "listHooks">,
  scopes: readonly Scope[],
  onProgress?: (done: number, total: number, scope: Scope) => void,
  now: () => number = systemClock.now,
): Promise<LiveState> {
  // Two spellings of one scope are one scope.
  const wanted = new Map(scopes.map((scope) => [scopeKey(scope), scope]));
  let refused: HookfleetError | undefined;
  let answered = false;

  const readScope = async (scope: Scope): Promise<ScopeReading> => {
    // GitHub locks out clients that go on with a token that it does not know:
    // https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#failed-login-limit
    if (refused !== undefined) return notTried(scope, refused);
    try {
      const readAt = now();
      const hooks = await reader.listHooks(scope);
      answered = true;
      return { status: "read", scope, hooks, readAt };
    } catch (error) {
      const failure = expectedFailure(error);
      answered ||= failure instanceof GitHubError && failure.status > 0;
      // A server that has not answered yet need not be looked for once a scope.
      if (refusesCredential(failure.code) || (reachedNoServer(failure.code) && !answered))
        refused = failure;
      return unreadable(scope, failure);
    }
  };
  const readings = await eachAtOnce([...wanted.values()], atOnce, readScope, ({ scope }, done) =>
    onProgress?.(done, wanted.size, scope),
  );
  return new Map(readings.map((reading) => [scopeKey(reading.scope), reading]));
}

function notTried(scope: Scope, refused: HookfleetError): ScopeReading {
  const why = reachedNoServer(refused.code)
    ? "GitHub could not be reached"
    : "GitHub has refused the credentials already";
  return unreadable(scope, refused, `cannot list the hooks of ${scopeName(scope)}: ${why}`);
}

/** @param message where the error's own does not say it all */
function unreadable(
  scope: Scope,
  error: Pick<Diagnostic, "code" | "message" | "help">,
  message: string = error.message,
): ScopeReading {
  const { code, help } = error;
  const diagnostic = { severity: "error", code, message, help, scope: scopeName(scope) } as const;
  return { status: "unreadable", scope, diagnostic };
}

export interface ReadNames {
  readonly spellings: Spellings;
  /** Those that had to be asked for, by scope key. */
  readonly repositories: ReadonlyMap<string, Repository>;
  /** The hooks, where a scope whose name could not be read counts as unreadable. */
  readonly live: LiveState;
}

/**
 * Finds out how GitHub spells the names of scopes. The addresses of hooks tell it; only a scope whose
 * URLs depend on its names, and that has no hook to tell them, is asked for. Which other scopes were
 * read makes no difference.
 */
export async function readSpellings(
  reader: Pick<GitHubReader, "repository" | "account">,
  open: readonly OpenName[],
  live: LiveState,
): Promise<ReadNames> {
  const spellings = new Map<string, Scope>(spellingsOf(live));
  const repositories = new Map<string, Repository>();
  const readings = new Map<string, ScopeReading>(live);
  const ask = async (scope: Scope): Promise<Scope> => {
    if (scope.kind === "organization") {
      const { login } = await reader.account(scope.owner);
      return { kind: "organization", owner: login };
    }
    const found = await reader.repository(scope.owner, scope.repository);
    repositories.set(scopeKey(scope), found);
    return { kind: "repository", owner: found.owner, repository: found.name };
  };
  const unknown = (
    scope: Scope,
    problem: Pick<Diagnostic, "code" | "message" | "help">,
  ): ScopeReading => {
    const why = "its spelling on GitHub is needed for URLs that hold {owner} or {repo}";
    return unreadable(scope, problem, `${problem.message} (${why})`);
  };
  const settle = async ({ scope, isUrl }: OpenName): Promise<void> => {
    const key = scopeKey(scope);
    const reading = readings.get(key);
    if (reading?.status === "unreadable" || spellings.has(key)) return;
    // Whatever the spelling of a previous URL, there is no hook that it could match.
    if (!isUrl && reading?.hooks.length === 0) return;
    try {
      const spelling = await ask(scope);
      if (scopeKey(spelling) === key) spellings.set(key, spelling);
      else readings.set(key, unknown(scope, movedTo(spelling, scope)));
    } catch (error) {
      readings.set(key, unknown(scope, expectedFailure(error)));
    }
  };
  await Promise.all(open.map(settle));
  return { spellings, repositories, live: readings };
}

function movedTo(spelling: Scope, scope: Scope): Pick<Diagnostic, "code" | "message" | "help"> {
  const [now, before] = [scopeName(spelling), scopeName(scope)];
  return {
    code: "moved",
    message: `${before} is now ${now}`,
    help: `Write ${now} instead of ${before}.`,
  };
}
