import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "./fleet.mjs";
import { limitMs, paceMs } from "./limit.mjs";
import { medianRun } from "./median-run.mjs";
import { runHookfleet } from "./run-hookfleet.mjs";

/** Whoever wants to see what takes longer by the pace alone has the limit to read. */
const longestPaceMs = 90_000;

async function inFolder(fleet, use) {
  const cwd = mkdtempSync(join(tmpdir(), "hookfleet-bench-"));
  try {
    writeFileSync(join(cwd, "hookfleet.yaml"), configOf(fleet));
    return await use(cwd);
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

/**
 * Measures one command on one fleet, each time against a GitHub as it was before.
 *
 * @param before the arguments of a run that comes first and is not measured
 */
export async function measureFleet(
  { name, part, fleet, argv, before, isExpected },
  { simulator, latency, runs, limits },
) {
  const row = { part, name, ...fleet, latency, limits };
  const least = { reads: fleet.repositories, writes: fleet.changes };
  if (limits && paceMs(least) > longestPaceMs)
    return { ...row, skipped: `${Math.round(paceMs(least) / 1_000)} s by the pace alone` };
  const run = await inFolder(fleet, (cwd) =>
    medianRun(runs, async () => {
      const { url } = await simulator.prepare({ ...fleet, limits }, latency);
      if (before !== undefined) {
        await runHookfleet(before, { cwd, url });
        await simulator.recount();
      }
      const { wallMs, cpuMs, memoryMb } = await runHookfleet(argv, { cwd, url, isExpected });
      const counts = await simulator.report();
      checkCounts(name, counts, least);
      return { wallMs, cpuMs, memoryMb, ...counts };
    }),
  );
  const limit = limitMs({ ...run, latency, limits });
  return {
    ...row,
    ...run,
    limitMs: limit,
    ...(limit > 0 ? { ratio: run.wallMs / limit } : {}),
  };
}

/** A figure of work that was not done would be worse than none. */
function checkCounts(name, { reads, writes, failed }, least) {
  if (reads < least.reads || writes < least.writes || failed > 0)
    throw new Error(`${name} made ${reads} reads and ${writes} writes, of which ${failed} failed`);
}
