import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "rolldown";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** A program of this folder that imports sources, as one file that Node runs; it ends with the process. */
export async function buildProgram(file) {
  const folder = mkdtempSync(join(tmpdir(), "hookfleet-bench-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const input = fileURLToPath(new URL(file, import.meta.url));
  // As deep as in the package: the sources read its schemas from where they are.
  symlinkSync(join(root, "schemas"), join(folder, "schemas"));
  const target = join(folder, "dist/bench", file);
  await build({
    input,
    cwd: root,
    platform: "node",
    logLevel: "silent",
    output: { file: target, codeSplitting: false },
  });
  return target;
}
