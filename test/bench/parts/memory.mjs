import { buildProgram } from "../build-program.mjs";
import { measureProcess } from "../measure-process.mjs";
import { medianRun } from "../median-run.mjs";

/** The library's own work on a big fleet, without network and without start-up. */
export async function measureMemory({ runs }) {
  const program = await buildProgram("from-memory.mjs");
  const run = await medianRun(Math.min(runs, 3), async () => {
    const { code, stdout, stderr, memoryMb } = await measureProcess([program]);
    if (code !== 0) throw new Error(`planning from memory failed:\n${stderr}`);
    return { ...JSON.parse(stdout), memoryMb };
  });
  const { repositories, hooksEach } = run;
  const many = repositories.toLocaleString("en");
  const name = `validate and plan ${many} repositories × ${hooksEach} hooks from memory`;
  return [{ part: "memory", name, ...run }];
}
