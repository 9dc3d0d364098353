import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const preload = new URL("../preload.mjs", import.meta.url).href;

/** Runs the real command line in a folder, with the simulator for GitHub, and gives what it prints. */
export function runCli(argv, cwd) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--import", preload, main, ...argv],
    {
      cwd,
      encoding: "utf8",
      env: { PICTURES_SEED: "seed.json", GITHUB_TOKEN: "any", FORCE_COLOR: "1" },
    },
  );
  if (!stdout.includes("Plan:")) throw new Error(`exit ${status}: ${stderr}`);
  return stdout;
}
