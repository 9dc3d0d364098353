import { fileURLToPath } from "node:url";
import { measureProcess } from "./measure-process.mjs";

export const commandLine = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

/** Runs the real command line; anything but success ends the benchmark. */
export async function runHookfleet(argv, { cwd, url, isExpected = () => true } = {}) {
  const run = await measureProcess([commandLine, ...argv], {
    cwd,
    environment: {
      GITHUB_TOKEN: "any",
      CI_WEBHOOK_SECRET: "bench",
      ...(url === undefined ? {} : { GITHUB_API_URL: url }),
    },
  });
  if (run.code !== 0 || !isExpected(run.stdout))
    throw new Error(
      `hookfleet ${argv.join(" ")} did something else (exit ${run.code}):\n${run.stdout.slice(-2_000)}\n${run.stderr.slice(-2_000)}`,
    );
  return run;
}
