// Explores: every file with properties again and again, each time with another seed, until the time
// is over. `npm run fuzz -- --minutes 30 [--seed N] [PATH…]`. What it finds becomes an example.
import { spawn } from "node:child_process";
import { randomInt } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: "string", default: "5" },
    /** The first seed; those of further rounds follow from it. */
    seed: { type: "string", default: String(randomInt(2 ** 31)) },
  },
});
const minutes = Number(values.minutes);
const firstSeed = Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(firstSeed)) {
  process.stderr.write("usage: npm run fuzz -- [--minutes N] [--seed N] [PATH…]\n");
  process.exit(1);
}

const files = readdirSync(join(root, "test"), { recursive: true })
  .filter((name) => name.endsWith(".test.ts"))
  .map((name) => `test/${name}`)
  .filter((name) => positionals.length === 0 || positionals.some((path) => name.startsWith(path)))
  .filter((name) => readFileSync(join(root, name), "utf8").includes('"fast-check"'))
  .toSorted();
const folder = mkdtempSync(join(tmpdir(), "hookfleet-fuzz-"));
const report = join(folder, "report.json");
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));

/** Runs all of them once, and gives what failed; undefined where the run itself broke. */
function runWith(seed) {
  const config = ["--config", "test/vitest.config.ts", "--mode", "fuzz"];
  const reporter = ["--reporter=json", `--outputFile=${report}`];
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const child = spawn(process.execPath, [vitest, "run", ...config, ...reporter, ...files], {
    cwd: root,
    env: { ...process.env, HOOKFLEET_SEED: String(seed) },
    stdio: ["ignore", "ignore", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => {
      const { testResults } = JSON.parse(readFileSync(report, "utf8"));
      const failed = testResults.flatMap(({ name, message, assertionResults }) => [
        ...(assertionResults.length === 0 && message ? [{ name, title: "", said: message }] : []),
        ...assertionResults
          .filter(({ status }) => status === "failed")
          .map(({ fullName, failureMessages }) => {
            return { name, title: fullName, said: failureMessages.join("\n") };
          }),
      ]);
      resolve(failed);
    });
  });
}

/** The part of fast-check's message that repeats it, and how to run the test with it. */
function describe({ name, title, said }, seed) {
  const path = /\{ seed: .*\}/.exec(said)?.[0] ?? `{ seed: ${seed} }`;
  const counterexample = /^Counterexample: .*$/m.exec(said)?.[0] ?? said.slice(0, 2_000);
  const file = relative(root, name);
  return [
    `FOUND ${file} > ${title}`,
    `  ${path}`,
    `  ${counterexample}`,
    `  again: HOOKFLEET_SEED=${seed} npm test -- --mode fuzz ${file} -t ${JSON.stringify(title)}`,
    "",
  ].join("\n");
}

const until = Date.now() + minutes * 60_000;
const found = new Set();
let rounds = 0;
// Far from each other, so that nobody's next run begins with the rounds of this one.
const seedOf = (round) => (firstSeed + round * 1_000_003) % 2 ** 31;
process.stdout.write(`${files.length} files, first seed ${firstSeed}\n`);
do {
  const seed = seedOf(rounds);
  for (const failure of await runWith(seed)) {
    found.add(`${failure.name} ${failure.title}`);
    process.stdout.write(describe(failure, seed));
  }
  rounds += 1;
} while (Date.now() < until);
process.stdout.write(`${rounds} rounds with ${rounds} seeds, ${found.size} tests failed\n`);
process.exitCode = found.size === 0 ? 0 : 1;
