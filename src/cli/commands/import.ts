import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { importConfig } from "../../config/import/import-config.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import { type LiveState, problemOf, spellingsOf } from "../../model/live-state.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopIfInterrupted } from "../interrupts.ts";
import type { GitHubOptions } from "../options/options.ts";
import { writeFileWhole } from "../output/output-file.ts";
import { type Session, withProgress } from "../session.ts";
import { importTargets } from "../steps/import-targets.ts";
import { listingProgress, readWithProgress } from "../steps/plan-fleet.ts";

interface ImportOptions extends GitHubOptions {
  readonly out?: string;
  readonly force?: true;
}

/** `hookfleet import`: live hooks → a configuration that `plan` finds no difference with. */
export async function importHooks(
  session: Session<ImportOptions>,
  targets: readonly string[],
): Promise<number> {
  const { quiet, stdout, stderr, err } = session;
  const { out } = session.options;
  refuseOverwriting(session);
  const reader = await createGitHubReader(clientOptions(session));
  const { scopes, named, userOwners } = await withProgress(session, () =>
    importTargets(targets, reader, listingProgress(session)),
  );
  if (scopes.length === 0) {
    throw new HookfleetError(
      "nothing-to-import",
      "the targets match no repository that is not archived",
    );
  }
  const live = await readWithProgress(scopes, reader, session);
  stopIfInterrupted(session);
  const { read, skipped } = readable(live, (scope) => named.has(scopeKey(scope)));
  printDiagnostics([...reader.notices(), ...skipped], session);
  const imported = await importConfig(read, { userOwners });
  if (out === undefined) stdout.write(imported.text);
  else writeFileWhole(out, imported.text, session);
  if (quiet) return exitCodes.ok;
  for (const note of imported.notes) stderr.write(`${err.palette.warning("note:")} ${note}\n`);
  const where = out === undefined ? "" : ` into ${out}`;
  const variables = imported.secrets.length + imported.urls.length;
  stderr.write(
    `Imported ${count(imported.hooks, "hook")} of ${count(read.length, "scope")}${where}; ${count(variables, "variable")} to fill in, which the file names.\n`,
  );
  return exitCodes.ok;
}

/** Before anything is read, so that a long run does not end in a refusal. */
function refuseOverwriting({ options: { out, force }, cwd }: Session<ImportOptions>): void {
  if (out === undefined || force === true || !existsSync(resolve(cwd, out))) return;
  throw new HookfleetError("file-exists", `${out} already exists`, {
    help: "Choose another name, or overwrite it with --force.",
  });
}

/**
 * A configuration without the hooks of a scope would say that it has none, so all must be readable
 * except what patterns skip.
 */
function readable(live: LiveState, isNamed: (scope: Scope) => boolean) {
  const readings = [...live.values()];
  const problems = readings.flatMap((reading) =>
    reading.status === "unreadable" ? [problemOf(reading, isNamed(reading.scope))] : [],
  );
  if (problems.some(({ severity }) => severity === "error")) throw new DiagnosticsError(problems);
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
