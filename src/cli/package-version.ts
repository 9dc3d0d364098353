import { readFileSync } from "node:fs";
import { packageFile } from "./package-file.ts";

/** It does not change while a process runs, which may later have no file handle left to read it. */
let known: string | undefined;

export function packageVersion(): string {
  known ??= (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string })
    .version;
  return known;
}
