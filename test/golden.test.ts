import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { fakeClock } from "./github/support/fake-github.ts";
import { enterStage, type Outcome, type Stage } from "./support/run-cli.ts";

// What the commands print for the examples, kept as files in fixtures/golden: a change of output is
// seen in its review. `npm test -- test/golden.test.ts -u` writes them anew.

const root = fileURLToPath(new URL("..", import.meta.url));
const example = (name: string): string => readFileSync(`${root}examples/${name}`, "utf8");

/** Outputs without what differs from run to run: folders, ports, identifiers, time taken. */
function steady(text: string, { folder, url }: Stage): string {
  return text
    .replaceAll(folder, "FOLDER")
    .replaceAll(url, "http://127.0.0.1:PORT")
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "GUID")
    .replaceAll(/\b[0-9a-f]{64}\b/g, "SHA256")
    .replaceAll(/\b\d+(?:\.\d+)? (?:s|ms) taken/g, "TIME taken");
}

function show(argv: readonly string[], { code, stdout, stderr }: Outcome, stage: Stage): string {
  const parts = [`$ hookfleet ${argv.join(" ")}`, `# exit code ${code}`, "# stdout", stdout];
  return steady([...parts, "# stderr", stderr].join("\n"), stage);
}

/** Runs one command after the other, and compares all that they print with one file. */
async function compare(name: string, stage: Stage, runs: readonly (readonly string[])[]) {
  const shown: string[] = [];
  for (const argv of runs) shown.push(show(argv, await stage.run(argv), stage));
  await expect(shown.join("\n")).toMatchFileSnapshot(`fixtures/golden/${name}.txt`);
}

/** The time of the first recording, so that ages and forecasts stay the same. */
const start = Date.parse("2026-11-02T08:30:00Z");
const environment = { COLUMNS: "100", NO_COLOR: "1", TZ: "UTC" };
const formats = ["text", "json", "markdown", "html"];

describe("the example of an organization", () => {
  const enter = () => enterStage({ clock: fakeClock(start), environment });

  test("plan", async () => {
    const stage = await enter();
    const runs = formats.map((format) => ["plan", "--format", format]);
    await compare("plan", stage, [...runs, ["plan", "--verbose"], ["plan", "--offline"]]);
  });

  test("plan on a terminal of 80 columns", async () => {
    const stage = await enter();
    const terminal = ["stdout", "stderr"] as const;
    const options = { terminal, columns: 80, environment: { NO_COLOR: "", FORCE_COLOR: "1" } };
    const outcome = await stage.run(["plan"], options);
    await expect(show(["plan"], outcome, stage)).toMatchFileSnapshot(
      "fixtures/golden/terminal.txt",
    );
  });

  test("apply, and a plan after it", async () => {
    const stage = await enter();
    await compare("apply", stage, [
      ["apply", "--auto-approve", "--out", "report.md", "--out", "report.json"],
      ["plan"],
      ["apply", "--auto-approve", "--format", "json"],
    ]);
    for (const name of ["report.md", "report.json"])
      await expect(steady(stage.read(name), stage)).toMatchFileSnapshot(`fixtures/golden/${name}`);
  });

  test("drift", async () => {
    const stage = await enter();
    await stage.run(["apply", "--auto-approve"]);
    const [hook] = stage.simulator.hooks("acme/api");
    stage.simulator.editByHand("acme/api", hook?.id ?? 0, { events: ["push", "star"] });
    await compare(
      "drift",
      stage,
      formats.map((format) => ["drift", "--format", format]),
    );
  });

  test("validate, explain and secrets", async () => {
    const stage = await enter();
    await compare("file", stage, [
      ["validate"],
      ["validate", "--format", "json"],
      ["explain", "acme/api"],
      ["secrets"],
      ["secrets", "--format", "json"],
    ]);
  });
});

describe("the example of a seed", () => {
  const enter = () => {
    const seed = parseYaml(example("simulator/seed.yaml")) as object;
    const files = { "hookfleet.yaml": undefined };
    return enterStage({ seed, files, clock: fakeClock(start), environment });
  };

  test("import", async () => {
    const stage = await enter();
    await compare("import", stage, [["import", "acme", "acme/*", "octocat/*"]]);
  });

  test("health, deliveries and verify of what was imported", async () => {
    const stage = await enter();
    await stage.run(["import", "acme", "acme/*", "--out", "hookfleet.yaml"]);
    await compare("health", stage, [
      ...formats.map((format) => ["health", "--format", format]),
      ["deliveries"],
      ["deliveries", "--failed", "--format", "json"],
      ["redeliver", "--dry-run"],
    ]);
  });
});

describe("every file among the examples", () => {
  test.each(["company", "eclipse", "full", "ghes", "minimal"])("%s.yaml", async (name) => {
    const files = { "hookfleet.yaml": example(`${name}.yaml`), "secrets/audit": undefined };
    const stage = await enterStage({ files, clock: fakeClock(start), environment });
    await compare(`example-${name}`, stage, [["validate"], ["plan", "--offline"]]);
  });
});
