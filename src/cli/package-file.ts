import { readFileSync } from "node:fs";
import { exitCodes } from "./exit-codes.ts";
import type { Io } from "./io.ts";

/** A file of the package, which holds `src` and `dist` side by side. */
function readPackageFile(path: string): string {
  return readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
}

/** It does not change while a process runs, which may later have no file handle left to read it. */
let known: string | undefined;

export function packageVersion(): string {
  known ??= (JSON.parse(readPackageFile("package.json")) as { version: string }).version;
  return known;
}

/** `hookfleet version`, and `--version` of the entry. */
export function printVersion(to: { readonly stdout: { write(text: string): unknown } }): number {
  to.stdout.write(`${packageVersion()}\n`);
  return exitCodes.ok;
}

export function printSchema(io: Pick<Io, "stdout">): number {
  io.stdout.write(readPackageFile("schemas/hookfleet.schema.json"));
  return exitCodes.ok;
}
