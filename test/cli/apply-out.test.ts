import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { enterStage } from "../support/run-cli.ts";

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

test("a run that is refused before its first write says so, too", async () => {
  const { run, read } = await enterStage({ environment: { CI_SECRET: undefined } });
  const { code, writes } = await run(["apply", "--auto-approve", ...out]);
  expect({ code, writes }).toEqual({ code: 1, writes: [] });
  expect(JSON.parse(read("report.json"))).toMatchObject({ summary: { not_attempted: 4 } });
  expect(read("report.md")).toContain("0 applied, 4 not attempted");
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
