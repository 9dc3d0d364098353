import { resolve } from "node:path";
import { type EnvFile, parseEnvFile } from "../../config/env-file.ts";
import { type ImportedConfig, importConfig } from "../../config/import/import-config.ts";
import { foldNotes } from "../../config/import/write-comments.ts";
import { writeEnv } from "../../config/import/write-env.ts";
import { holdsCredential } from "../../config/urls/read-url.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { type Diagnostic, hasErrors } from "../../model/diagnostic.ts";
import { DiagnosticsError, HookfleetError, stopIfInterrupted } from "../../model/errors.ts";
import { countNoun } from "../../model/format.ts";
import { globFault } from "../../model/glob-fault.ts";
import { type LiveState, problemsOf, spellingsOf } from "../../model/live-state.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { type OutputFile, openOutput } from "../output/output-file.ts";
import { type Session, withProgress } from "../session.ts";
import { importTargets } from "../steps/import-targets.ts";
import { readWithProgress } from "../steps/plan-fleet.ts";
import { readAhead } from "../steps/read-ahead.ts";
import { readSavedFile } from "../steps/read-saved-file.ts";

type ImportSession = Session<{ readonly out?: string }>;

/** `hookfleet import`: live hooks → a configuration that `plan` finds no difference with. */
export async function importHooks(
  session: ImportSession,
  targets: readonly string[],
): Promise<number> {
  const { out: path, writeEnv: envFile, ignore, force } = session.options;
  checkGlobs(ignore);
  checkPlaces(session);
  const isNew = force !== true;
  const opened: OutputFile[] = [];
  const open = (name: string | undefined, options: object): OutputFile | undefined => {
    if (name !== undefined) opened.push(openOutput(name, session, { ...options, isNew }));
    return name === undefined ? undefined : opened.at(-1);
  };
  const readBefore = async (env: OutputFile | undefined): Promise<EnvFile | undefined> =>
    envFile !== undefined && env?.replaces() ? await readEnvFile(envFile, session) : undefined;
  try {
    const out = open(path, {});
    const env = open(envFile, { mode: 0o600, inClear: true });
    // Before anything is read from GitHub, so that a long run does not end in a refusal.
    await readBefore(env);
    const imported = await readHooks(session, targets);
    // Anew, because a secret may have been filled in meanwhile.
    env?.write(writeEnv({ ...imported, before: await readBefore(env) }));
    if (out === undefined) session.stdout.write(imported.text);
    else out.write(imported.text);
    // What the file refers to is there before it.
    for (const file of opened.toReversed()) file.publish();
    if (!session.quiet) summarize(imported, session);
    return imported.isComplete ? exitCodes.ok : exitCodes.failed;
  } finally {
    for (const file of opened) file.close();
  }
}

async function readHooks(session: ImportSession, targets: readonly string[]) {
  const { out: file, writeEnv: envFile, ignore, allowIncomplete } = session.options;
  const client = clientOptions(session);
  const reader = await createGitHubReader(client);
  const ahead = readAhead(reader, session.options);
  const { scopes, named, userOwners } = await withProgress(session, () =>
    importTargets(targets, reader, session, "nothing-to-import", ahead.begin),
  );
  const live = await readWithProgress(scopes, ahead.reader, session);
  stopIfInterrupted(session.interrupted);
  const read = readable(live);
  const problems = problemsOf(live, named);
  const isComplete = !hasErrors(problems);
  if (!isComplete && (allowIncomplete !== true || read.length === 0))
    throw new DiagnosticsError([...problems, ...(read.length === 0 ? [] : [incomplete])]);
  printDiagnostics([...reader.notices(), ...problems], session);
  const server = client.apiUrl.url;
  const imported = await importConfig(read, { userOwners, server, ignore, file, envFile });
  return { ...imported, read: read.length, isComplete };
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

/** A glob may be a credential, so it is not repeated, and none that is one is written to the file. */
function checkGlobs(globs: readonly string[]): void {
  for (const [index, glob] of globs.entries()) {
    const fault = globFault(glob);
    const name = globs.length === 1 ? "--ignore" : `--ignore number ${index + 1}`;
    if (holdsCredential(glob.replace(/\*+@/, "")))
      throw new HookfleetError(
        "bad-glob",
        `${name} holds a credential, which the file would show`,
        {
          help: "Write `**` in its place: 'https://**@ci.example.com/**', 'https://hooks.example.com/services/**'.",
        },
      );
    if (fault?.code !== "bad-glob") continue;
    throw new HookfleetError("bad-glob", `${name} ${fault.why}`, {
      help: "A glob over URLs is like 'https://hooks.zapier.com/**'.",
    });
  }
}

function checkPlaces({ cwd, options: { out, writeEnv: env } }: ImportSession): void {
  if (out === undefined || env === undefined || resolve(cwd, out) !== resolve(cwd, env)) return;
  throw new HookfleetError("file-exists", "--out and --write-env name the same file", {
    help: "Name another one for the values of URLs, such as --write-env .env.",
  });
}

/** What an env file holds that is to be replaced. */
async function readEnvFile(path: string, session: ImportSession): Promise<EnvFile> {
  const file = parseEnvFile(await readSavedFile(path, "env file", session));
  const [fault] = file.faults;
  if (fault === undefined) return file;
  throw new HookfleetError("bad-env-file", `${path}:${fault.line}: this line ${fault.why}`, {
    help: "Its values would be lost. Repair the line, or choose another name.",
  });
}

/** A configuration without the hooks of a scope would say that it has none, if it named the scope. */
const incomplete: Diagnostic = {
  severity: "error",
  code: "import-incomplete",
  message: "not every scope could be read, so nothing is written",
  help: "Fix the errors, or pass --allow-incomplete to write the readable scopes alone. The file does not name the others, and no plan of it touches them.",
};

/** The scopes that could be read, as GitHub spells them. */
function readable(live: LiveState) {
  const spellings = spellingsOf(live);
  return [...live].flatMap(([key, reading]) =>
    reading.status === "read" ? [{ ...reading, scope: spellings.get(key) ?? reading.scope }] : [],
  );
}
