import { buildProgram } from "../build-program.mjs";
import { measureProcess } from "../measure-process.mjs";
import { medianRun } from "../median-run.mjs";

const repositories = 4_000;

const programs = [
  { name: "a bare loop of node:http", file: "bare-loop.mjs" },
  { name: "hookfleet's client", file: "list-hooks.mjs" },
];

/** What a request costs beside what it costs any client: the same lists of hooks, without start-up. */
export async function measureRequests({ simulator, runs, quick }) {
  const fleet = { repositories: quick ? 1_000 : repositories, changes: 0 };
  const many = fleet.repositories.toLocaleString("en");
  const rows = [];
  for (const { name, file } of programs) {
    const program = await buildProgram(file);
    const run = await medianRun(runs, async () => {
      const { url } = await simulator.prepare(fleet, 0);
      const measured = await measureProcess([program, url, String(fleet.repositories)]);
      const { code, stdout, stderr, memoryMb } = measured;
      if (code !== 0) throw new Error(`${name} failed:\n${stderr}`);
      const { hooks, wallMs, cpuMs } = JSON.parse(stdout);
      if (hooks !== fleet.repositories) throw new Error(`${name} has read ${hooks} hooks`);
      return { wallMs, cpuMs, memoryMb };
    });
    const bareMs = rows[0]?.cpuMs ?? run.cpuMs;
    rows.push({
      // The loop is what the client is held against.
      part: rows.length === 0 ? "bare" : "requests",
      name: `${many} lists of hooks, ${name}`,
      ...run,
      requestMs: run.cpuMs / fleet.repositories,
      cpuRatio: run.cpuMs / bareMs,
    });
  }
  return rows;
}
