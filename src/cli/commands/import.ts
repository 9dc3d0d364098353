import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnvFile } from "../../config/env-file.ts";
import { type ImportedConfig, importConfig } from "../../config/import/import-config.ts";
import { foldNotes } from "../../config/import/write-comments.ts";
import { writeEnv } from "../../config/import/write-env.ts";
import { countNoun } from "../../documents/format.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import { globFault } from "../../model/glob-fault.ts";
import { type LiveState, problemOf, spellingsOf } from "../../model/live-state.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopIfInterrupted } from "../interrupts.ts";
import type { GitHubOptions } from "../options/options.ts";
import { type OutputFile, openOutput } from "../output/output-file.ts";
import { type Session, withProgress } from "../session.ts";
import { importTargets } from "../steps/import-targets.ts";
import { listingProgress, readWithProgress } from "../steps/plan-fleet.ts";
import { readSavedFile } from "../steps/read-saved-file.ts";

interface ImportOptions extends GitHubOptions {
  readonly out?: string;
  readonly writeEnv?: string;
  readonly force?: true;
  readonly ignore: readonly string[];
}

type ImportSession = Session<ImportOptions>;

/** `hookfleet import`: live hooks → a configuration that `plan` finds no difference with. */
export async function importHooks(
  session: ImportSession,
  targets: readonly string[],
): Promise<number> {
  const { out: path, writeEnv: envFile, ignore } = session.options;
  checkGlobs(ignore);
  const before = await valuesBefore(session);
  const opened: OutputFile[] = [];
  const open = (name: string | undefined, options: object): OutputFile | undefined => {
    if (name !== undefined) opened.push(openOutput(name, session, options));
    return name === undefined ? undefined : opened.at(-1);
  };
  try {
    const env = open(envFile, { mode: 0o600, inClear: true });
    const out = open(path, {});
    const imported = await readHooks(session, targets);
    env?.write(writeEnv({ ...imported, before }));
    if (out === undefined) session.stdout.write(imported.text);
    else out.write(imported.text);
    for (const file of opened) file.publish();
    if (!session.quiet) summarize(imported, session);
    return exitCodes.ok;
  } finally {
    for (const file of opened) file.close();
  }
}

async function readHooks(
  session: ImportSession,
  targets: readonly string[],
): Promise<ImportedConfig & { readonly read: number }> {
  const { writeEnv: envFile, ignore } = session.options;
  const client = clientOptions(session);
  const reader = await createGitHubReader(client);
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
  const server = client.apiUrl.url;
  const imported = await importConfig(read, { userOwners, server, ignore, envFile });
  return { ...imported, read: read.length };
}

function summarize(
  { urls, secrets, hooks, ignored, notes, read }: ImportedConfig & { readonly read: number },
  { stderr, err, options: { out, writeEnv: envFile } }: ImportSession,
): void {
  for (const note of foldNotes(notes)) stderr.write(`${err.palette.warning("note:")} ${note}\n`);
  const where = out === undefined ? "" : ` into ${out}`;
  const parts = [
    `Imported ${countNoun(hooks, "hook")} of ${countNoun(read, "scope")}${where}`,
    ...(ignored === 0 ? [] : [`${countNoun(ignored, "hook")} ignored`]),
    ...(envFile === undefined
      ? [`${countNoun(urls.length + secrets.length, "variable")} to fill in, which the file names`]
      : [
          `${countNoun(urls.length, "URL")} in ${envFile}`,
          `${countNoun(secrets.length, "secret")} to fill in there`,
        ]),
  ];
  stderr.write(`${parts.join("; ")}.\n`);
}

/** A glob may be a credential, so it is not repeated. */
function checkGlobs(globs: readonly string[]): void {
  for (const [index, glob] of globs.entries()) {
    const fault = globFault(glob);
    if (fault?.code !== "bad-glob") continue;
    const name = globs.length === 1 ? "--ignore" : `--ignore number ${index + 1}`;
    throw new HookfleetError("bad-glob", `${name} ${fault.why}`, {
      help: "A glob over URLs is like 'https://hooks.zapier.com/**'.",
    });
  }
}

/**
 * What the env file holds already. Before anything is read from GitHub, so that a long run does not
 * end in a refusal.
 */
async function valuesBefore(session: ImportSession): Promise<ReadonlyMap<string, string>> {
  const { out, writeEnv: env, force } = session.options;
  const placeOf = (path: string): string => resolve(session.cwd, path);
  const named = [out, env].filter((path) => path !== undefined);
  if (new Set(named.map(placeOf)).size < named.length)
    throw new HookfleetError("file-exists", "--out and --write-env name the same file");
  for (const path of named)
    if (existsSync(placeOf(path)) && force !== true)
      throw new HookfleetError("file-exists", `${path} already exists`, {
        help: "Choose another name, or overwrite it with --force.",
      });
  if (env === undefined || !existsSync(placeOf(env))) return new Map();
  const { values, faults } = parseEnvFile(await readSavedFile(env, "env file", session));
  const [fault] = faults;
  if (fault === undefined) return values;
  throw new HookfleetError("bad-env-file", `${env}:${fault.line}: this line ${fault.why}`, {
    help: "Its values would be lost. Repair the line, or choose another name.",
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
