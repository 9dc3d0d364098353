import { explanation } from "../../documents/explanation.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { readSpellings } from "../../github/operations/read-live-state.ts";
import { type Diagnostic, errorsOf } from "../../model/diagnostic.ts";
import { DiagnosticsError, HookfleetError, stopIfInterrupted } from "../../model/errors.ts";
import { problemsOf } from "../../model/live-state.ts";
import { type OpenName, type Spellings, scopeKey } from "../../model/scope.ts";
import { renderExplanation } from "../../render/text/render-explanation.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { load, resolveScopes } from "../steps/load.ts";

/** How GitHub spells the scope, where a URL depends on it; not known without a credential. */
async function readNames(
  open: readonly OpenName[],
  openReader: () => Promise<GitHubReader>,
  { note }: Session,
): Promise<{ readonly spellings: Spellings; readonly problems: readonly Diagnostic[] }> {
  if (open.length === 0) return { spellings: new Map(), problems: [] };
  let reader: GitHubReader;
  try {
    reader = await openReader();
  } catch (error) {
    if (!(error instanceof HookfleetError) || error.code !== "no-credentials") throw error;
    note("Without a token, {owner} and {repo} have the spelling of the file.");
    return { spellings: new Map(), problems: [] };
  }
  const asked = open.map(({ scope }) => ({ scope, isUrl: true }));
  const { spellings, live } = await readSpellings(reader, asked, new Map());
  return { spellings, problems: problemsOf(live, new Set(live.keys())) };
}

/**
 * `hookfleet explain`: why a scope has the hooks it has. GitHub is asked only where globs, or names in
 * URLs, need it.
 */
export async function explain(session: Session, scope: string): Promise<number> {
  if (!/^[^/*\s]+(?:\/[^/*\s]+)?$/.test(scope))
    throw new HookfleetError("bad-scope", "a scope is an organization or OWNER/REPOSITORY", {
      help: "For example: hookfleet explain acme/api",
    });
  const config = await load(session);
  let opened: Promise<GitHubReader> | undefined;
  // When it is first needed, because a scope that is named may need no request.
  const openReader = async (): Promise<GitHubReader> => {
    opened ??= createGitHubReader(clientOptions(session));
    return await opened;
  };
  const lists = await resolveScopes(config, [scope], session, openReader);
  stopIfInterrupted(session.interrupted);
  const names = await readNames(lists.resolve().openNames, openReader, session);
  stopIfInterrupted(session.interrupted);
  const { state, diagnostics } = lists.resolve(names.spellings);
  const unreadable = state.unreadable.map(({ diagnostic }) => diagnostic);
  const errors = errorsOf(diagnostics);
  const problems = [...lists.problems, ...errors, ...unreadable, ...names.problems];
  if (problems.length > 0) throw new DiagnosticsError(problems);
  const found = state.scopes.find((entry) => scopeKey(entry.scope) === scope.toLowerCase());
  if (found === undefined)
    throw new HookfleetError("unknown-scope", `nothing in the configuration selects ${scope}`);
  const explained = explanation(found, { showUrls: session.showUrls });
  printResult(session, {
    text: () => renderExplanation(explained, session.out),
    json: () => explained,
  });
  return exitCodes.ok;
}
