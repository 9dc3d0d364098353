import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const main = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const preload = new URL("../preload.mjs", import.meta.url).href;

/** Runs the real command line in a folder, with the simulator for GitHub, and gives what it prints. */
export async function runCli(argv, cwd, apiUrl) {
  // A plan with a blocked action fails, and is a plan.
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ["--import", preload, main, ...argv],
    {
      cwd,
      env: { GITHUB_API_URL: apiUrl, GITHUB_TOKEN: "any", FORCE_COLOR: "1" },
    },
  ).catch((failed) => failed);
  if (!stdout.includes("Plan:")) throw new Error(stderr);
  return stdout;
}
