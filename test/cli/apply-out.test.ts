import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { schemaErrors } from "../render/schema.ts";
import { enterStage, type RunOptions, type Stage, type StageOptions } from "../support/run-cli.ts";

const reportErrors = schemaErrors("report");
const out = ["--out", "report.json", "--out", "report.md"];

test("what happened is saved: as data, and for the summary of a job", async () => {
  const { run, read } = await enterStage();
  const { code, stdout } = await run(["apply", "--auto-approve", "--format", "json", ...out]);
  expect(code).toBe(0);
  expect(read("report.json")).toBe(stdout);
  const text = read("report.md");
  expect(text).toMatch(
    /^> \[!NOTE\]\n> \*\*Applied:\*\* 4 actions carried out\.\n\n## hookfleet plan\n/,
  );
});

test("with a reviewed plan it is that plan which stands there", async () => {
  const { run, read, simulator } = await enterStage();
  await run(["plan", "--out", "plan.json", "--out", "plan.md"]);
  simulator.editByHand("acme/api", 21, { events: ["push", "watch"] });
  const { code } = await run(["apply", "plan.json", "--auto-approve", ...out]);
  expect(code).toBe(1);
  expect(JSON.parse(read("report.json"))).toMatchObject({ summary: { applied: 1, failed: 0 } });
  expect(read("report.md")).toContain("> **Out of date:** 1 applied, 1 scope had changed.");
  expect(read("report.md").endsWith(`\n${read("plan.md")}`)).toBe(true);
});

/** Ways in which a run ends before its first write: how, its command line, the code that says why. */
const refusals: readonly {
  readonly code: string;
  readonly argv?: readonly string[];
  readonly stage?: StageOptions;
  readonly run?: RunOptions;
  /** What is done between a plan that is saved as `plan.json` and the apply of it. */
  readonly after?: (stage: Stage) => void;
}[] = [
  { code: "secret-unset", stage: { environment: { CI_SECRET: undefined } } },
  { code: "secret-blank", stage: { environment: { CI_SECRET: " " } } },
  { code: "too-many-changes", argv: ["--max-changes", "1"] },
  { code: "plan-incomplete", stage: { environment: { HOOK_URL: undefined } } },
  { code: "not-approved", argv: ["no"] },
  { code: "not-approved", argv: ["no"], run: { terminal: ["stdin", "stderr"], input: "no\n" } },
  { code: "no-credentials", stage: { environment: { GITHUB_TOKEN: undefined } } },
  { code: "unknown-key", stage: { files: { "hookfleet.yaml": "version: 1\norgs: {}\n" } } },
  { code: "file-missing", stage: { files: { "hookfleet.yaml": undefined } } },
  { code: "unmatched-resupply", argv: ["--resupply", "https://nobody.example.com/**"] },
  { code: "file-unwritable", argv: ["--events", "no/such/folder/events.jsonl"] },
  { code: "plan-unreadable", argv: ["nowhere.json"] },
  {
    code: "plan-altered",
    argv: ["plan.json"],
    after: ({ read, write }) => write("plan.json", read("plan.json").replace("update", "delete")),
  },
  { code: "targets-of-plan", argv: ["plan.json", "--target", "acme"], after: () => {} },
];

describe("a run that is refused before its first write says why", () => {
  test.each(refusals)("$code $argv", async (how) => {
    const stage = await enterStage(how.stage);
    if (how.after !== undefined) {
      await stage.run(["plan", "--out", "plan.json"]);
      how.after(stage);
    }
    const { argv = [] } = how;
    const approved = argv.includes("no") ? [] : ["--auto-approve"];
    const rest = argv.filter((word) => word !== "no");
    const ended = await stage.run(["apply", ...rest, ...approved, ...out], how.run);
    expect({ code: ended.code, writes: ended.writes }).toEqual({ code: 1, writes: [] });
    expect(ended.stderr).toContain(how.code);
    const report = JSON.parse(stage.read("report.json"));
    expect(reportErrors(report)).toEqual([]);
    expect(report.refused.map(({ code }: { readonly code: string }) => code)).toContain(how.code);
    expect(report.refused[0].message).not.toBe("");
    expect(report.summary).toMatchObject({ applied: 0, failed: 0 });
    const text = stage.read("report.md");
    expect(text).toMatch(/^> \[!CAUTION\]\n> \*\*Refused:\*\* nothing was written\.\n>\n/);
    expect(text).toContain(`> - \`${how.code}\`, `);
  });

  test("in the report of every action, too, and in the stream of events", async () => {
    const { run, read } = await enterStage({ environment: { CI_SECRET: undefined } });
    const argv = ["apply", "--auto-approve", "--events", "events.jsonl", "--format", "json"];
    const { stdout } = await run([...argv, ...out]);
    const report = JSON.parse(read("report.json"));
    expect(JSON.parse(stdout)).toEqual(report);
    expect(report.summary).toEqual({ applied: 0, failed: 0, not_attempted: 4 });
    expect(report.actions[0].error.message).toContain("(secret-unset)");
    expect(read("report.md")).toContain("## hookfleet plan");
    const events = read("events.jsonl").trim().split("\n");
    expect(events).toHaveLength(2);
    expect(JSON.parse(events[1] ?? "")).toMatchObject({
      type: "summary",
      refused: [{ code: "secret-unset" }],
    });
  });

  test("although the reports cannot be written", async () => {
    const { run } = await enterStage({ environment: { CI_SECRET: undefined } });
    const { code, stderr } = await run(["apply", "--auto-approve", "--out", "no/where/report.md"]);
    expect(code).toBe(1);
    expect(stderr).toContain("file-unwritable");
    expect(stderr).toContain("secret-unset");
    expect(stderr.split("file-unwritable")).toHaveLength(2);
  });

  test("and a run that is not refused says nothing of the kind", async () => {
    const { run, read } = await enterStage();
    await run(["apply", "--auto-approve", ...out]);
    expect(read("report.json")).not.toContain("refused");
    expect(read("report.md")).not.toContain("Refused");
  });
});

test("masks are not lifted in files", async () => {
  const { run, read } = await enterStage();
  await run(["apply", "--auto-approve", "--show-urls", ...out]);
  expect(read("report.json")).toContain("***");
  expect(read("report.md")).toContain("***");
});

test.each(["report.html", "report.txt", "report"])("--out %s is refused at once", async (name) => {
  const { run, folder, simulator } = await enterStage();
  const before = readdirSync(folder);
  const { code, stderr } = await run(["apply", "--auto-approve", "--out", name]);
  expect(code).toBe(1);
  expect(stderr).toContain("unknown-format");
  expect(simulator.requests).toEqual([]);
  expect(readdirSync(folder)).toEqual(before);
});

test("events and report do not share a file, in whatever spelling", async () => {
  const { run, simulator } = await enterStage();
  const same = ["--out", "a.json", "--out", "b.json", "--events", "./b.json"];
  const { code, stderr } = await run(["apply", "--auto-approve", ...same]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("file-exists")]);
  expect(simulator.requests).toEqual([]);
});
