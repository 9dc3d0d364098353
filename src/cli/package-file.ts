import { readFileSync } from "node:fs";

/** A file of the package, which holds `src` and `dist` side by side. */
export function packageFile(path: string): URL {
  return new URL(`../../${path}`, import.meta.url);
}

/** It does not change while a process runs, which may later have no file handle left to read it. */
let known: string | undefined;

export function packageVersion(): string {
  known ??= (JSON.parse(readFileSync(packageFile("package.json"), "utf8")) as { version: string })
    .version;
  return known;
}
