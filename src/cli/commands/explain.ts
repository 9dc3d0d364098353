import { desiredState, type ResolvedState } from "../../config/desired-state.ts";
import { explanation } from "../../documents/explanation.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { readSpellings } from "../../github/operations/read-spellings.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { type OpenName, type Spellings, scopeKey } from "../../model/scope.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderExplanation } from "../../render/text/render-explanation.ts";
import { clientOptions } from "../client/client-options.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { Problems } from "../errors/tell-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { listRepositories } from "../fleet/list-repositories.ts";
import { load } from "../fleet/load.ts";
import type { Io } from "../io.ts";
import type { ConfigOptions, GitHubOptions, OutputOptions } from "../options/options.ts";
import { palettes } from "../terminal/palettes.ts";

export interface ExplainOptions extends ConfigOptions, GitHubOptions, OutputOptions {
  readonly showUrls?: true;
}

/** Opened when it is first needed, because a scope that is named may need no request. */
function lazily<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return async () => {
    opened ??= open();
    return await opened;
  };
}

/** How GitHub spells the scope, where a URL depends on it; not known without a credential. */
async function askNames(
  open: readonly OpenName[],
  openReader: () => Promise<GitHubReader>,
  note: (line: string) => void,
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
  const problems = [...live.values()].flatMap((reading) =>
    reading.status === "unreadable" ? [reading.diagnostic] : [],
  );
  return { spellings, problems };
}

/**
 * `hookfleet explain`: why a scope has the hooks it has. GitHub is asked only where globs, or names in
 * URLs, need it.
 */
export async function explain(scope: string, options: ExplainOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  if (!/^[^/*\s]+(?:\/[^/*\s]+)?$/.test(scope)) {
    throw new HookfleetError("bad-scope", "a scope is an organization or OWNER/REPOSITORY", {
      help: "For example: hookfleet explain acme/api",
    });
  }
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const targets = [scope];
  const openReader = lazily(() => createGitHubReader(clientOptions(options, io, err)));
  const lists = await listRepositories(config, targets, openReader);
  stopIfInterrupted(io);
  const resolve = (spellings: Spellings): ResolvedState =>
    desiredState(config, {
      repositories: lists.repositories,
      targets,
      environment: io.environment,
      unsetUrls: "offline",
      spellings,
    });
  const written = resolve(new Map());
  const names = await askNames(written.openNames, openReader, (line) => {
    if (options.quiet !== true) io.stderr.write(`${err.muted(line)}\n`);
  });
  stopIfInterrupted(io);
  const { state, diagnostics } = resolve(names.spellings);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const unreadable = state.unreadable.map(({ diagnostic }) => diagnostic);
  const problems = [...lists.problems, ...errors, ...unreadable, ...names.problems];
  if (problems.length > 0) throw new Problems(problems);
  const found = state.scopes.find((entry) => scopeKey(entry.scope) === scope.toLowerCase());
  if (found === undefined) {
    throw new HookfleetError("unknown-scope", `nothing in the configuration selects ${scope}`);
  }
  const explained = explanation(found, { showUrls: options.showUrls === true });
  io.stdout.write(
    `${options.format === "json" ? renderJson(explained) : renderExplanation(explained, { palette: out })}\n`,
  );
  return exitCodes.ok;
}
