import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { commit } from "./support/commit.ts";
import { type Job, readWorkflow } from "./support/definitions.ts";
import { enterOffice, fleetConfig } from "./support/office.ts";
import { isWanted, type Machine, runJob } from "./support/run-job.ts";

function job(workflow: string, name: string): Job {
  const found = readWorkflow(`examples/workflows/${workflow}`).jobs[name];
  if (found === undefined) throw new Error(`${workflow} has no job ${name}`);
  return found;
}

const apiOnly = fleetConfig.replace("[api, web]", "[api]");

function savedPlan(machine: Machine) {
  const path = join(machine.artifacts, "hookfleet-plan/plan.json");
  return JSON.parse(readFileSync(path, "utf8"));
}

test("plan.yml: what the pull request asks for, apart from what was due before", async () => {
  const office = await enterOffice();
  commit(office, apiOnly);
  const machine = office.at("pull");
  const ended = await runJob(job("plan.yml", "plan"), machine);
  expect(ended.failed).toBe(false);
  const { actions } = savedPlan(machine);
  expect(actions.map((action: { scope: string; origin: string }) => action.origin)).toEqual([
    "drift",
    "change",
  ]);
  expect(office.issue(7).comments[0]?.body).toContain("acme/web");
});

test("plan.yml: the first pull request, and one from a fork", async () => {
  const office = await enterOffice();
  commit(office, undefined);
  const first = office.at("pull");
  expect((await runJob(job("plan.yml", "plan"), first)).failed).toBe(false);
  expect(savedPlan(first).diagnostics).toMatchObject([{ code: "base-empty" }]);
  execFileSync("git", ["worktree", "prune"], { cwd: office.folder });
  const asked = office.simulator.requests.length;
  const fork = await runJob(job("plan.yml", "plan"), office.at("fork"));
  expect(fork).toMatchObject({ failed: false, annotations: ["notice title=hookfleet"] });
  expect(office.simulator.requests.length).toBe(asked);
});

test.each(["apply.yml", "rotate.yml"])(
  "%s: planned, approved, applied and proved",
  async (name) => {
    const office = await enterOffice();
    const inputs = { urls: "https://ci.example.com/**" };
    const planning = office.at("push", { inputs });
    const planned = await runJob(job(name, "plan"), planning);
    expect(planned).toMatchObject({ failed: false, outputs: { changes: "2" } });
    expect(savedPlan(planning).actions.map(({ kind }: { kind: string }) => kind)).toEqual([
      "update",
      "create",
    ]);
    const [, second = ""] = Object.keys(readWorkflow(`examples/workflows/${name}`).jobs);
    const writing = office.at("push", { inputs });
    expect(isWanted(job(name, second), writing, planned)).toBe(true);
    const applied = await runJob(job(name, second), writing);
    expect(applied.failed).toBe(false);
    expect(applied.summary).toContain("**Applied:** 2 actions carried out.");
    expect(office.issue(7).comments).toHaveLength(name === "apply.yml" ? 1 : 0);

    const again = await runJob(job(name, "plan"), office.at("push", { inputs }));
    const due = name === "apply.yml" ? "0" : "2";
    expect(again.outputs).toEqual({ changes: due });
    expect(isWanted(job(name, second), writing, again)).toBe(due !== "0");
  },
);

test("apply.yml: a plan that is red does not keep the rest from being applied", async () => {
  const held = `      - { name: api, hooks: [{ url: "https://x.example.com/", events: [push], content_type: form }] }\n`;
  const office = await enterOffice({
    config: `${apiOnly.replace(", secret: ci", "")}${held}`,
  });
  const planned = await runJob(job("apply.yml", "plan"), office.at("push"));
  expect(planned).toMatchObject({ failed: true, outputs: { changes: "1" } });
  expect(isWanted(job("apply.yml", "apply"), office.at("push"), planned)).toBe(true);
  const broken = await runJob(job("apply.yml", "plan"), office.at("push", { secrets: {} }));
  expect(broken).toMatchObject({ failed: true, outputs: { changes: "" } });
  expect(isWanted(job("apply.yml", "apply"), office.at("push"), broken)).toBe(false);
});

test("drift.yml: the issue tells, and the run stays green", async () => {
  const office = await enterOffice();
  const ended = await runJob(job("drift.yml", "drift"), office.at("schedule"));
  expect(ended.failed).toBe(false);
  expect(ended.summary).toContain("## hookfleet drift");
  expect(office.issue(8)).toMatchObject({ state: "open", isPull: false });
});

test("matrix.yml: every organization by its own installation, joined into one plan", async () => {
  const office = await enterOffice({ withApp: true });
  const secrets = { HOOKFLEET_APP_PRIVATE_KEY: office.appKey };
  const part = job("matrix.yml", "part");
  const organizations = part.strategy?.matrix["organization"] ?? [];
  let machine = office.machine;
  for (const organization of organizations) {
    const matrix = { organization };
    machine = office.at("schedule", { matrix, secrets, vars: { HOOKFLEET_APP_ID: "1" } });
    const ended = await runJob(part, machine);
    expect([organization, ended.failed]).toEqual([organization, false]);
  }
  const whole = await runJob(job("matrix.yml", "whole"), office.at("schedule"));
  expect(whole.failed).toBe(false);
  expect(whole.summary).toMatch(/^## hookfleet plan\n/);
  const { targets, complete, summary } = savedPlan(machine);
  expect(targets).toEqual(organizations.map((name) => `${name}/**`).toSorted());
  expect({ complete, create: summary.create }).toEqual({ complete: true, create: 3 });
});
