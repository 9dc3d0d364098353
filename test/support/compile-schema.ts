import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

const changedAt = (name: string): number =>
  statSync(path(name), { throwIfNoEntry: false })?.mtimeMs ?? 0;

/** Compiles the schema where it is newer than the functions made of it, as a build does. */
export function setup(): void {
  const source = Math.max(
    changedAt("schemas/hookfleet.schema.json"),
    changedAt("schemas/compile.mjs"),
  );
  if (changedAt("src/config/generated/schema-functions.js") > source) return;
  spawnSync(process.execPath, [path("schemas/compile.mjs")], { stdio: "inherit" });
}
