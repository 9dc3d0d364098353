import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
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
import { unreadable } from "./read-live-state.ts";

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
    // Whatever the spelling of a URL of old, there is no hook that it could match.
    if (!isUrl && reading?.hooks.length === 0) return;
    try {
      const spelling = await ask(scope);
      if (scopeKey(spelling) === key) spellings.set(key, spelling);
      else readings.set(key, unknown(scope, movedTo(spelling, scope)));
    } catch (error) {
      if (!(error instanceof HookfleetError)) throw error;
      readings.set(key, unknown(scope, error));
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
