// Breaks hookfleet on purpose, one way at a time, and sees whether a test notices: `npm run mutate`,
// or `npm run mutate -- TEXT…` for the mutants whose name has a text in it. No file is changed.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { mutants } from "./mutants.mjs";

/** The share of mutants that tests have to notice. */
const enough = 0.95;

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hookfleet-mutate-"));
const report = join(folder, "report.json");
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

const sources = readdirSync(join(root, "src"), { recursive: true })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => ({ file: `src/${name}`, text: readFileSync(join(root, "src", name), "utf8") }));

/** The one file that holds the text; a mutant follows its code to another file. */
function fileOf({ find }) {
  const [place, ...others] = sources.filter(({ text }) => text.includes(find));
  const isUnique = others.length === 0 && place?.text.split(find).length === 2;
  return isUnique ? place.file : undefined;
}

/** How many tests fail with the mutant; without one, none may. */
function run(paths, mutant) {
  const config = ["--config", "test/vitest.config.ts", "--mode", "mutate", "--bail", "1"];
  const reporter = ["--reporter=json", `--outputFile=${report}`];
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...config, ...reporter, ...paths], {
    cwd: root,
    env: { ...process.env, ...(mutant && { HOOKFLEET_MUTANT: JSON.stringify(mutant) }) },
    stdio: "ignore",
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      const { numTotalTests, numFailedTests } = JSON.parse(readFileSync(report, "utf8"));
      if (numTotalTests === 0) reject(new Error(`no tests ran in ${paths.join(" ")}`));
      else resolve(numFailedTests);
    });
  });
}

const wanted = process.argv.slice(2);
const chosen = mutants
  .filter(({ name }) => wanted.length === 0 || wanted.some((text) => name.includes(text)))
  .map((mutant) => ({ ...mutant, file: fileOf(mutant) }));
const lost = chosen.filter(({ file }) => file === undefined);
if (lost.length > 0)
  throw new Error(
    `these stand nowhere in src, or more than once: ${lost.map(({ name }) => name).join("; ")}`,
  );

const first = [...new Set(chosen.flatMap(({ tests }) => tests))];
if ((await run(first)) > 0) throw new Error("tests fail without any mutant; see npm test");
let killed = 0;
for (const mutant of chosen) {
  // Where it should be noticed, and then anywhere at all but in processes of their own.
  const dies =
    (await run(mutant.tests, mutant)) > 0 ||
    (await run(["test/plan", "test/apply", "test/verify", "test/github", "test/cli"], mutant)) > 0;
  if (dies) killed += 1;
  process.stdout.write(`${dies ? "killed  " : "SURVIVED"} ${mutant.name} (${mutant.file})\n`);
}
const share = killed / chosen.length;
process.stdout.write(`${killed} of ${chosen.length} killed: ${(share * 100).toFixed(1)} %\n`);
process.exitCode = share >= enough ? 0 : 1;
