import { buildProgram } from "./build-program.mjs";
import { measureProcess } from "./measure-process.mjs";
import { medianRun } from "./median-run.mjs";

/** A program of this folder that reads the hooks of every repository once; without start-up. */
export async function measureLists(file, fleet, { simulator, runs }) {
  const program = await buildProgram(file);
  return await medianRun(runs, async () => {
    const { url } = await simulator.prepare(fleet, 0);
    const measured = await measureProcess([program, url, String(fleet.repositories)]);
    const { code, stdout, stderr, memoryMb } = measured;
    if (code !== 0) throw new Error(`${file} failed:\n${stderr}`);
    const { hooks, wallMs, cpuMs } = JSON.parse(stdout);
    if (hooks !== fleet.repositories) throw new Error(`${file} has read ${hooks} hooks`);
    return { wallMs, cpuMs, memoryMb };
  });
}
