import {
  createGitHubReader,
  desiredState,
  explanation,
  HookfleetError,
  renderExplanation,
  renderJson,
  scopeKey,
} from "../../index.ts";
import { clientOptions } from "../client/client-options.ts";
import { Problems } from "../errors/problems.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { exitCodes } from "../exit-codes.ts";
import { listRepositories } from "../fleet/list-repositories.ts";
import { load } from "../fleet/load.ts";
import type { Io } from "../io.ts";
import type { ConfigOptions, GitHubOptions, OutputOptions } from "../options/options.ts";
import { palettes } from "../terminal/palettes.ts";

export interface ExplainOptions extends ConfigOptions, GitHubOptions, OutputOptions {
  readonly showUrls?: true;
}

/** `hookfleet explain`: why a scope has the hooks it has. GitHub is asked only where globs need it. */
export async function explain(scope: string, options: ExplainOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  if (!/^[^/*\s]+(?:\/[^/*\s]+)?$/.test(scope)) {
    throw new HookfleetError("bad-scope", "a scope is an organization or OWNER/REPOSITORY", {
      help: "For example: hookfleet explain acme/api",
    });
  }
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const targets = [scope];
  const lists = await listRepositories(config, targets, () =>
    createGitHubReader(clientOptions(options, io, err)),
  );
  stopIfInterrupted(io);
  const { state, diagnostics } = desiredState(config, {
    repositories: lists.repositories,
    targets,
    environment: io.environment,
    unsetUrls: "stand-in",
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const unreadable = state.unreadable.map(({ diagnostic }) => diagnostic);
  const problems = [...lists.problems, ...errors, ...unreadable];
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
