import { statSync } from "node:fs";
import { resolve } from "node:path";
import { parseEnv } from "node:util";
import { parseEnvFile } from "../../config/env-file.ts";
import { shellWord } from "../../config/frames/quoted.ts";
import { variableName } from "../../config/secrets/resolve-secrets.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { DiagnosticsError } from "../../model/errors.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import type { Io } from "../io.ts";
import type { Session } from "../session.ts";
import { readSavedFile } from "./read-saved-file.ts";

/** Group and others, where the system knows them; a pipe has no other readers. */
function isExposed(path: string, { cwd }: Io): boolean {
  const status = statSync(resolve(cwd, path));
  return process.platform !== "win32" && status.isFile() && (status.mode & 0o044) !== 0;
}

function exposed(path: string): Diagnostic {
  return {
    severity: "warning",
    code: "env-file-exposed",
    message: `${path} holds credentials, and other users of this machine may read it`,
    help: `Run chmod 600 ${shellWord(path)}`,
  };
}

/**
 * Adds the variables of `--env-file`. Those of the process win, as with dotenv, Node and Docker
 * Compose; of several files the last one does. Node reads the option, too, wherever it stands in a
 * command line, and puts what it makes of the files into the environment: that is not of the process.
 *
 * @throws HookfleetError `env-file-unreadable`; DiagnosticsError with every line that is wrong
 */
export async function withEnvFiles<Options>(
  session: Session<Options>,
  paths: readonly string[],
): Promise<Session<Options>> {
  const values = new Map<string, string | undefined>();
  const byNode = new Map<string, string | undefined>();
  const errors: Diagnostic[] = [];
  for (const path of paths) {
    const text = await readSavedFile(path, "env file", session);
    const file = parseEnvFile(text);
    for (const [name, value] of Object.entries(parseEnv(text))) byNode.set(name, value);
    if (isExposed(path, session)) printDiagnostics([exposed(path)], session);
    for (const { line, why } of file.faults) {
      const message = `this line ${why}`;
      const position = { file: path, line, column: 1 };
      errors.push({ severity: "error", code: "bad-env-file", message, position });
    }
    for (const [name, value] of file.values) values.set(variableName(name), value);
  }
  if (errors.length > 0) throw new DiagnosticsError(errors);
  for (const [name, value] of Object.entries(session.environment)) {
    const isByNode = byNode.get(name) === value && values.has(variableName(name));
    if (value !== undefined && !isByNode) values.set(variableName(name), value);
  }
  return { ...session, environment: Object.fromEntries(values) };
}
