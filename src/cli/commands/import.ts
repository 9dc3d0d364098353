import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { importConfig } from "../../config/import/import-config.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { HookfleetError } from "../../model/errors.ts";
import { type LiveState, problemOf, spellingsOf } from "../../model/live-state.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import type { Palette } from "../../render/text/palette.ts";
import { clientOptions } from "../client/client-options.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { Problems } from "../errors/tell-error.ts";
import { tellProblems } from "../errors/tell-problems.ts";
import { exitCodes } from "../exit-codes.ts";
import { readScopes } from "../fleet/read-scopes.ts";
import type { Io } from "../io.ts";
import { importTargets } from "../options/import-targets.ts";
import type { GitHubOptions, OutputOptions } from "../options/options.ts";
import { writeFileWhole } from "../output/output-file.ts";
import { palettes } from "../terminal/palettes.ts";
import { createListingProgress } from "../terminal/progress.ts";

export interface ImportOptions extends GitHubOptions, Omit<OutputOptions, "format"> {
  readonly out?: string;
  readonly force?: true;
}

/** Looked at before anything is read, so that a long run does not end in a refusal. */
function checkOut({ out, force }: ImportOptions, io: Io): void {
  if (out === undefined || force === true || !existsSync(resolve(io.cwd, out))) return;
  throw new HookfleetError("file-exists", `${out} is there already`, {
    help: "Choose another name, or overwrite it with --force.",
  });
}

/**
 * A configuration without the hooks of a scope would say that it has none, so all must be readable
 * but for what patterns skip.
 */
function readable(live: LiveState, isNamed: (scope: Scope) => boolean) {
  const readings = [...live.values()];
  const problems = readings.flatMap((reading) =>
    reading.status === "unreadable" ? [problemOf(reading, isNamed(reading.scope))] : [],
  );
  if (problems.some(({ severity }) => severity === "error")) throw new Problems(problems);
  const spellings = spellingsOf(live);
  return {
    skipped: problems,
    read: readings.flatMap((reading) =>
      reading.status === "read"
        ? [{ ...reading, scope: spellings.get(scopeKey(reading.scope)) ?? reading.scope }]
        : [],
    ),
  };
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function tellNotes(notes: readonly string[], io: Io, palette: Palette): void {
  for (const note of notes) io.stderr.write(`${palette.warning("note:")} ${note}\n`);
}

/** `hookfleet import`: live hooks → a configuration that `plan` finds no difference with. */
export async function importHooks(
  targets: readonly string[],
  options: ImportOptions,
  io: Io,
): Promise<number> {
  const { err } = palettes(options, io);
  checkOut(options, io);
  const quiet = options.quiet === true;
  const reader = await createGitHubReader(clientOptions(options, io, err));
  const listing = createListingProgress(io, options);
  const { scopes, named, userOwners } = await importTargets(
    targets,
    reader,
    listing.report,
  ).finally(listing.stop);
  if (scopes.length === 0) {
    throw new HookfleetError(
      "nothing-to-import",
      "the targets match no repository that is not archived",
    );
  }
  const live = await readScopes(scopes, reader, options, io);
  stopIfInterrupted(io);
  const { read, skipped } = readable(live, (scope) => named.has(scopeKey(scope)));
  tellProblems([...reader.notices(), ...skipped], { palette: err, quiet }, io);
  const imported = await importConfig(read, { userOwners });
  if (options.out === undefined) io.stdout.write(imported.text);
  else writeFileWhole(options.out, imported.text, io);
  if (quiet) return exitCodes.ok;
  tellNotes(imported.notes, io, err);
  const where = options.out === undefined ? "" : ` into ${options.out}`;
  const variables = imported.secrets.length + imported.urls.length;
  io.stderr.write(
    `Imported ${count(imported.hooks, "hook")} of ${count(read.length, "scope")}${where}; ${count(variables, "variable")} to fill in, which the file names.\n`,
  );
  return exitCodes.ok;
}
