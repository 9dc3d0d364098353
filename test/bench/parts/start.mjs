import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "../fleet.mjs";
import { measureProcess } from "../measure-process.mjs";
import { medianRun } from "../median-run.mjs";
import { commandLine } from "../run-hookfleet.mjs";

/** Nothing of hookfleet: what any program on Node takes. */
const empty = { name: "node, an empty program", argv: ["--eval", "0"] };

const commands = [
  { name: "hookfleet --version", argv: [commandLine, "--version"] },
  { name: "hookfleet plan --help", argv: [commandLine, "plan", "--help"] },
  { name: "hookfleet validate", argv: [commandLine, "validate"] },
  { name: "hookfleet plan, 1 repository", argv: [commandLine, "plan"] },
];

/** Start-up: what a person waits for who asks for little. */
export async function measureStart({ runs, simulator }) {
  const cwd = mkdtempSync(join(tmpdir(), "hookfleet-bench-"));
  try {
    const fleet = { repositories: 1, changes: 0 };
    writeFileSync(join(cwd, "hookfleet.yaml"), configOf(fleet));
    const { url } = await simulator.prepare(fleet, 0);
    // A home of its own, where Node keeps compiled code between the runs.
    const environment = { HOME: cwd, GITHUB_API_URL: url, GITHUB_TOKEN: "any", CI_SECRET: "any" };
    const rows = [];
    for (const { name, argv } of [empty, ...commands]) {
      // Short as they are, more runs cost little and tell more.
      const run = await medianRun(runs * 3, async () => {
        const { wallMs, cpuMs, memoryMb, code, stderr } = await measureProcess(argv, {
          cwd,
          environment,
        });
        if (code !== 0) throw new Error(`${name} failed:\n${stderr}`);
        return { wallMs, cpuMs, memoryMb };
      });
      const limitMs = rows[0]?.wallMs ?? run.wallMs;
      rows.push({ part: "start", name, ...run, limitMs, ratio: run.wallMs / limitMs });
    }
    return rows;
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
