import { spawn } from "node:child_process";
import { once } from "node:events";
import { performance } from "node:perf_hooks";
import { text } from "node:stream/consumers";

const probe = new URL("probe.mjs", import.meta.url).href;

/** Nothing that is measured takes as long; whatever does hangs. */
const longestMs = 240_000;

/**
 * Runs Node with these arguments to its end. Time is taken from before it starts until all of its
 * output is here.
 */
export async function measureProcess(argv, { cwd, environment = {} } = {}) {
  const { PATH, SystemRoot } = process.env;
  const start = performance.now();
  const child = spawn(process.execPath, ["--import", probe, ...argv], {
    cwd,
    env: { PATH, ...(SystemRoot === undefined ? {} : { SystemRoot }), ...environment },
    stdio: ["ignore", "pipe", "pipe", "pipe"],
    timeout: longestMs,
    killSignal: "SIGKILL",
  });
  const [stdout, stderr, used, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    text(child.stdio[3]),
    once(child, "close"),
  ]);
  const wallMs = performance.now() - start;
  if (used === "") throw new Error(`node ${argv.join(" ")} was killed or broke:\n${stderr}`);
  return { wallMs, ...JSON.parse(used), code, stdout, stderr };
}
