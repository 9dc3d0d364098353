import { spawnSync } from "node:child_process";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

function changedAt(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/**
 * Builds `dist` where a source is newer, so that tests of the command as it is installed never run
 * a stale one. Type errors do not stop it: `npm run check` tells those.
 */
export function setup(): void {
  const sources = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => changedAt(join(root, "src", name)));
  const functions = changedAt(join(root, "src/config/generated/schema-functions.js"));
  if (changedAt(join(root, "dist/cli/main.js")) > Math.max(functions, ...sources)) return;
  const rolldown = join(root, "node_modules/rolldown/bin/cli.mjs");
  const { status, stderr } = spawnSync(process.execPath, [rolldown, "-c"], { cwd: root });
  if (status !== 0)
    throw new Error(`dist/ cannot be built; where packages have changed, run npm ci:\n${stderr}`);
}
