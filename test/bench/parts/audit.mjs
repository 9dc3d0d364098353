import { buildProgram } from "../build-program.mjs";
import { measureFleet } from "../measure-fleet.mjs";
import { measureProcess } from "../measure-process.mjs";
import { medianRun } from "../median-run.mjs";

/** The very same requests by a bare loop of node:http: what waits for the first page waits there, too. */
async function measureLoop(fleet, { reads: expected }, { simulator, latency, runs }) {
  const program = await buildProgram("bare-loop.mjs");
  return await medianRun(runs, async () => {
    const { url } = await simulator.prepare(fleet, latency);
    const argv = [program, url, String(fleet.repositories), "audit"];
    const { code, stderr, wallMs } = await measureProcess(argv);
    const { reads, spanMs } = await simulator.report();
    if (code !== 0 || reads !== expected)
      throw new Error(`the loop made ${reads} reads in place of ${expected}:\n${stderr}`);
    return { wallMs, spanMs };
  });
}

/** An organization that nobody has looked at before: what is listed first is not known either. */
export async function measureAudit({ simulator, latencies, quick, runs, pace: limits }) {
  const rows = [];
  for (const repositories of quick ? [300] : [300, 10_000])
    for (const latency of latencies) {
      const many = repositories.toLocaleString("en");
      const one = {
        part: "audit",
        name: `audit, ${many} repositories`,
        fleet: { repositories, changes: 0 },
        argv: ["audit", "acme", "acme/*", "--no-cache"],
        isExpected: (stdout) => stdout.includes(`${repositories} hooks`),
      };
      const row = await measureFleet(one, { simulator, latency, runs, limits });
      if (row.skipped !== undefined || limits) rows.push(row);
      else {
        const loop = await measureLoop(one.fleet, row, { simulator, latency, runs });
        // On a busy machine the best run says most of what the requests themselves take.
        const askingRatio = row.bestSpanMs / loop.bestSpanMs;
        rows.push({ ...row, loopSpanMs: loop.bestSpanMs, askingRatio });
      }
    }
  return rows;
}
