import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { commit } from "./support/commit.ts";
import { exampleJob as job, readWorkflow } from "./support/definitions.ts";
import { holds } from "./support/evaluate.ts";
import { enterOffice, fleetConfig, type Office } from "./support/office.ts";
import { runAction } from "./support/run-action.ts";
import { isWanted, type Machine, runJob } from "./support/run-job.ts";

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
  const office = await enterOffice({ asBuilt: true });
  const ended = await runJob(job("drift.yml", "drift"), office.at("schedule"));
  expect(ended.failed).toBe(false);
  expect(ended.summary).toContain("## hookfleet drift");
  expect(office.issue(8)).toMatchObject({ state: "open", isPull: false });
});

test.each<[string, readonly string[] | number, string]>([
  ["no approval", [], "nobody has approved this run in the environment webhooks."],
  ["an approval elsewhere", ["staging"], "nobody has approved this run in the environment"],
  [
    "no permission to see it",
    403,
    "cannot be read (403). Give the job the permission actions: read",
  ],
])("apply.yml: with %s it applies nothing, and says why", async (_, approvedIn, why) => {
  const office = await enterOffice({ repository: { approvedIn } });
  await runJob(job("apply.yml", "plan"), office.at("push"));
  const applied = await runJob(job("apply.yml", "apply"), office.at("push"));
  expect(applied.failed).toBe(true);
  expect(applied.log).toContain(why);
  expect(applied.summary).toContain(why);
  expect(office.simulator.hooks("acme/web")).toEqual([]);
});

test.each(["\n--api-url=http://127.0.0.1:9", "\r--strict"])(
  "rotate.yml: urls with a line break is refused (%j)",
  async (more) => {
    const office = await enterOffice();
    const before = office.simulator.requests.length;
    const inputs = { urls: `https://ci.example.com/**${more}` };
    const planned = await runJob(job("rotate.yml", "plan"), office.at("push", { inputs }));
    expect(planned.log).toContain(
      "::error title=hookfleet::Nothing is rotated: urls takes one glob.",
    );
    expect([planned.failed, planned.outputs["changes"]]).toEqual([true, ""]);
    expect(office.simulator.requests.length).toBe(before);
    expect(isWanted(job("rotate.yml", "rotate"), office.at("push"), planned)).toBe(false);
  },
);

describe("apply-by-digest.yml", () => {
  const name = "apply-by-digest.yml";
  const at = (office: Office, digest: string): Machine => office.at("push", { inputs: { digest } });

  test("plans on a push, and applies the plan whose digest was typed in", async () => {
    const office = await enterOffice();
    const planned = await runJob(job(name, "plan"), at(office, ""));
    expect(planned).toMatchObject({ failed: false, outputs: { changes: "2" } });
    const { digest = "" } = planned.outputs;
    expect(planned.summary).toContain(`run this workflow with the digest \`${digest}\``);
    expect(isWanted(job(name, "apply"), at(office, ""), planned)).toBe(false);

    const asked = at(office, digest);
    const again = await runJob(job(name, "plan"), asked);
    expect(again.failed).toBe(false);
    expect(isWanted(job(name, "apply"), asked, again)).toBe(true);
    const applied = await runJob(job(name, "apply"), asked);
    expect(applied.summary).toContain("**Applied:** 2 actions carried out.");
  });

  test("applies no other plan, and nothing from another branch", async () => {
    const office = await enterOffice();
    const planned = await runJob(job(name, "plan"), at(office, ""));
    const { digest = "" } = planned.outputs;
    const elsewhere = at(office, digest);
    const github = { ...(elsewhere.contexts["github"] as object), ref: "refs/heads/mine" };
    const branch = { ...elsewhere, contexts: { ...elsewhere.contexts, github } };
    expect(isWanted(job(name, "apply"), branch, planned)).toBe(false);
    office.simulator.editByHand("acme/api", 21, { events: ["watch"] });
    const other = await runJob(job(name, "plan"), at(office, digest));
    expect(other).toMatchObject({ failed: true, outputs: { changes: "2" } });
    expect(other.log).toContain(
      "::error title=hookfleet::Nothing is applied: the plan has another",
    );
    expect(isWanted(job(name, "apply"), at(office, digest), other)).toBe(false);
  });
});

describe("apply-on-comment.yml", () => {
  const name = "apply-on-comment.yml";
  const at = (
    office: Office,
    { login = "mona", body = "/hookfleet apply", asked = "2999-01-01T00:00:00Z" } = {},
  ): Machine => {
    const machine = office.at("push");
    const event = {
      comment: { body, created_at: asked, user: { login } },
      issue: {
        number: 7,
        pull_request: { url: "https://api.github.com/repos/acme/hooks/pulls/7" },
      },
      repository: { default_branch: "main" },
    };
    const github = { ...(machine.contexts["github"] as object), event };
    return { ...machine, contexts: { ...machine.contexts, github } };
  };
  const commented = async (asBuilt = false) => {
    const office = await enterOffice({ asBuilt });
    const inputs = { token: planted.token, comment: "true" };
    await runAction(inputs, office.at("pull"));
    return office;
  };

  test("applies what the comment on a merged pull request shows", async () => {
    const office = await commented();
    const machine = at(office);
    expect(holds(job(name, "plan").if, machine.contexts, { failed: false })).toBe(true);
    const planned = await runJob(job(name, "plan"), machine);
    expect(planned).toMatchObject({ failed: false, outputs: { changes: "2" } });
    expect(isWanted(job(name, "apply"), machine, planned)).toBe(true);
    const applied = await runJob(job(name, "apply"), machine);
    expect(applied.failed).toBe(false);
    expect(office.issue(7).comments[0]?.body).toContain("**Applied:** 2 actions");
  });

  test("is not for other comments, nor for issues", async () => {
    const office = await enterOffice();
    const other = at(office, { body: "/hookfleet apply please" });
    expect(holds(job(name, "plan").if, other.contexts, { failed: false })).toBe(false);
  });

  test("refuses where the plan's comment was edited after the decision, or in its second", async () => {
    const office = await commented(true);
    const url = `${office.url}/repos/acme/hooks/issues/7/comments`;
    const headers = { authorization: `Bearer ${planted.token}`, "user-agent": "node" };
    const comments = (await (await fetch(url, { headers })).json()) as { updated_at: string }[];
    for (const asked of ["2001-01-01T00:00:00Z", comments[0]?.updated_at ?? ""]) {
      const machine = at(office, { asked });
      const planned = await runJob(job(name, "plan"), machine);
      expect(planned.log).toContain("The comment with the plan has changed since.");
      const wanted = isWanted(job(name, "apply"), machine, planned);
      expect([planned.failed, wanted]).toEqual([true, false]);
    }
  });

  test("refuses who may not, what has no comment, and what is another plan", async () => {
    const office = await enterOffice();
    const run = async (login?: string) => {
      const machine = at(office, login === undefined ? {} : { login });
      const planned = await runJob(job(name, "plan"), machine);
      expect([planned.failed, isWanted(job(name, "apply"), machine, planned)]).toEqual([
        true,
        false,
      ]);
      return planned.log;
    };
    expect(await run("writer")).toContain("Only administrators and maintainers");
    expect(await run()).toContain("has no comment with a plan");
    await runAction({ token: planted.token, comment: "true" }, office.at("pull"));
    office.simulator.editByHand("acme/api", 21, { events: ["watch"] });
    expect(await run()).toContain("no longer the one that the comment shows");
  });
});

/** Runs a job for each organization of matrix.yml; says which of them were red. */
async function planParts(office: Office) {
  const secrets = { HOOKFLEET_APP_PRIVATE_KEY: office.appKey };
  const part = job("matrix.yml", "part");
  const organizations = part.strategy?.matrix["organization"] ?? [];
  const red: string[] = [];
  let machine = office.machine;
  for (const organization of organizations) {
    const matrix = { organization };
    machine = office.at("schedule", { matrix, secrets, vars: { HOOKFLEET_APP_ID: "1" } });
    const { failed } = await runJob(part, machine);
    if (failed) red.push(organization);
  }
  return { secrets, organizations, red, machine };
}

test("matrix.yml: every organization by its own installation, joined into one plan", async () => {
  const office = await enterOffice({ withApp: true });
  const { secrets, organizations, red, machine } = await planParts(office);
  expect(red).toEqual([]);
  const whole = await runJob(job("matrix.yml", "whole"), office.at("schedule"));
  expect(whole).toMatchObject({ failed: false, outputs: { changes: "3" } });
  expect(whole.summary).toMatch(/^## hookfleet plan\n/);
  const { targets, complete, summary } = savedPlan(machine);
  expect(targets).toEqual(organizations.map((name) => `${name}/**`).toSorted());
  expect({ complete, create: summary.create }).toEqual({ complete: true, create: 3 });

  const at = (event: string): Machine => {
    const over = { matrix: {}, secrets: { ...secrets, CI_WEBHOOK_SECRET: planted.environment } };
    const found = office.at("push", { ...over, vars: { HOOKFLEET_APP_ID: "1" } });
    const github = { ...(found.contexts["github"] as object), event_name: event };
    return { ...found, contexts: { ...found.contexts, github } };
  };
  expect(isWanted(job("matrix.yml", "apply"), at("schedule"), whole)).toBe(false);
  expect(isWanted(job("matrix.yml", "apply"), at("workflow_dispatch"), whole)).toBe(true);
  const applied = await runJob(job("matrix.yml", "apply"), at("workflow_dispatch"));
  expect(applied.summary).toContain("**Applied:** 3 actions carried out.");
});

test("matrix.yml: where a part is blocked, the plan is red and the rest can be applied", async () => {
  const blocked = `
    repositories:
      - { name: api, hooks: [{ url: "https://ci.example.com/hook", events: [push], content_type: json }] }`;
  const config = `version: 1
organizations:
  acme: ${blocked}
  acme-labs: { hooks: [{ url: "https://ci.example.com/hook", events: [push], content_type: json, secret: none }] }
  acme-mobile: {}
`;
  const office = await enterOffice({ withApp: true, files: { "hookfleet.yaml": config } });
  const { red } = await planParts(office);
  expect(red).toContain("acme");
  const machine = office.at("push");
  const whole = await runJob(job("matrix.yml", "whole"), machine);
  expect(whole).toMatchObject({ failed: true, outputs: { changes: "1" } });
  const github = { ...(machine.contexts["github"] as object), event_name: "workflow_dispatch" };
  const byHand = { ...machine, contexts: { ...machine.contexts, github } };
  expect(isWanted(job("matrix.yml", "apply"), byHand, whole)).toBe(true);
});
