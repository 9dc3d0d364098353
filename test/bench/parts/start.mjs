import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "../fleet.mjs";
import { measureProcess } from "../measure-process.mjs";
import { medianOf } from "../median-run.mjs";
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
    const programs = [empty, ...commands].map((program) => ({ ...program, measured: [] }));
    // In turns, so that a machine which is slower for a while is so for all of them. Short as they are,
    // more runs cost little and tell more.
    for (let turn = 0; turn < runs * 3; turn += 1)
      for (const { name, argv, measured } of programs) {
        const { wallMs, cpuMs, memoryMb, code, stderr } = await measureProcess(argv, {
          cwd,
          environment,
        });
        if (code !== 0) throw new Error(`${name} failed:\n${stderr}`);
        measured.push({ wallMs, cpuMs, memoryMb });
      }
    const [limit, ...rows] = programs.map(({ name, measured }) => {
      return { part: "start", name, ...medianOf(measured) };
    });
    return [limit, ...rows].map((row) => {
      return { ...row, limitMs: limit.wallMs, ratio: row.wallMs / limit.wallMs };
    });
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}
