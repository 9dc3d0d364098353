import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { exampleJob } from "./support/definitions.ts";
import { holds } from "./support/evaluate.ts";
import { enterOffice, fleetConfig } from "./support/office.ts";
import { type Machine, runJob } from "./support/run-job.ts";

const audit = exampleJob("code-scanning.yml", "audit");
const alerts = (machine: Machine, category: string): readonly string[] => {
  const path = join(machine.artifacts, `${category}.sarif`);
  if (!existsSync(path)) return [];
  const [run] = JSON.parse(readFileSync(path, "utf8")).runs;
  return run.results.map(({ ruleId }: { ruleId: string }) => ruleId);
};

test("what is wrong with live hooks is uploaded, and fails the job from an error on", async () => {
  const office = await enterOffice();
  const ended = await runJob(audit, office.at("schedule"));
  expect(ended).toMatchObject({ failed: false, annotations: [] });
  expect(alerts(office.machine, "hookfleet-audit")).toEqual([]);
  const url = "http://user:secret@ci.example.com/";
  office.simulator.addHook("acme/web", { config: { url, content_type: "json" } });
  const bad = await runJob(audit, office.at("schedule"));
  expect(bad.failed).toBe(true);
  expect(bad.summary).toContain("credentials-in-url");
  expect(alerts(office.machine, "hookfleet-audit")).toContain("credentials-in-url");
});

test("what could not be read whole is not uploaded, because that would close alerts", async () => {
  const office = await enterOffice();
  const machine = office.at("schedule", { secrets: { HOOKFLEET_READ_TOKEN: "ghp_wrong" } });
  expect((await runJob(audit, machine)).failed).toBe(true);
  expect(existsSync(join(machine.artifacts, "hookfleet-audit.sarif"))).toBe(false);
});

test("what is wrong with the file is uploaded from pull requests, but not from forks", async () => {
  const office = await enterOffice({ config: fleetConfig.replace("events", "evnets") });
  const validate = exampleJob("code-scanning.yml", "validate");
  for (const event of ["fork", "pull"] as const) {
    const machine = office.at(event);
    expect(holds(validate.if, machine.contexts, { failed: false })).toBe(true);
    expect(holds(audit.if, machine.contexts, { failed: false })).toBe(false);
    expect((await runJob(validate, machine)).failed).toBe(true);
    const found = alerts(machine, "hookfleet-validate");
    expect(found.includes("unknown-key")).toBe(event === "pull");
  }
});
