import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { planted } from "../support/planted.ts";
import { start } from "../support/spawn-cli.ts";
import { commit } from "./support/commit.ts";
import { readText } from "./support/definitions.ts";
import { enterOffice, fleetConfig, type Office } from "./support/office.ts";

interface Container {
  readonly command: readonly string[];
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value?: string }[];
}

interface GitLabJob {
  readonly script: readonly string[];
  readonly artifacts?: { readonly paths: readonly string[] };
}

function containerOf(name: string): Container {
  const found = parse(readText(`examples/kubernetes/${name}`));
  const { spec } = found.kind === "CronJob" ? found.spec.jobTemplate : found;
  return spec.template.spec.containers[0] as Container;
}

const gitlab = parse(readText("examples/gitlab-ci.yml")) as Readonly<Record<string, GitLabJob>> & {
  readonly default: { readonly before_script: readonly string[] };
};

/** Runs the container's script, with folders of ours where it mounts its own. */
async function runContainer(name: string, office: Office, environment: Record<string, string>) {
  const { command, args, env } = containerOf(name);
  const [shell = "", ...options] = command;
  const [script = ""] = args;
  const home = join(office.machine.temp, "container");
  mkdirSync(home, { recursive: true });
  const known = { ...office.machine.environment, HOME: home, ...environment };
  for (const { name: variable } of env) expect(known).toHaveProperty(variable);
  const here = script
    .replaceAll("/config/", `${office.folder}/`)
    .replaceAll("/cache", `${home}/cache`);
  return start(shell, [...options, here], { cwd: home, environment: known }).ended;
}

const credentials = { GITHUB_TOKEN: planted.token, CI_WEBHOOK_SECRET: planted.environment };

test("the CronJob fails where there is drift, and keeps its cache", async () => {
  const office = await enterOffice();
  const { GITHUB_TOKEN } = credentials;
  const ended = await runContainer("cronjob.yaml", office, { GITHUB_TOKEN });
  expect(ended.code).toBe(2);
  expect(ended.stdout).toMatch(/\nDrift: 1 missing, 1 changed,.*\n$/);
  expect(existsSync(join(office.machine.temp, "container/cache"))).toBe(true);
});

test("the indexed Job applies to one organization each", async () => {
  const office = await enterOffice({ withApp: true });
  const ended = await runContainer("indexed-job.yaml", office, {
    ...credentials,
    GITHUB_APP_ID: "1",
    GITHUB_APP_PRIVATE_KEY: office.appKey,
    JOB_COMPLETION_INDEX: "1",
  });
  expect(ended).toMatchObject({ code: 0 });
  const created = (owner: string) => office.simulator.hooks(owner).length;
  expect(["acme", "acme-labs", "acme-mobile"].map(created)).toEqual([0, 1, 0]);
});

/** GitLab joins a job's lines into one script, which ends with the first that fails. */
async function runGitLab(name: string, office: Office, variables: Record<string, string>) {
  const job = gitlab[name];
  if (job === undefined) throw new Error(`there is no job ${name}`);
  mkdirSync(office.machine.temp, { recursive: true });
  const base = mkdtempSync(join(office.machine.temp, "base-"));
  const lines = [...gitlab.default.before_script, ...job.script];
  const script = lines.join("\n").replaceAll("/tmp/base", base);
  const environment = { ...office.machine.environment, ...variables };
  const options = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const ended = await start("bash", options, { cwd: office.folder, environment }).ended;
  for (const path of job.artifacts?.paths ?? [])
    expect([path, existsSync(join(office.folder, path))]).toEqual([path, true]);
  return ended;
}

test("GitLab: a merge request, with a token and without", async () => {
  const office = await enterOffice();
  commit(office, fleetConfig.replace("[api, web]", "[api]"));
  const sha = execFileSync("git", ["rev-parse", "HEAD^1"], {
    cwd: office.folder,
    encoding: "utf8",
  });
  const variables = { CI_MERGE_REQUEST_DIFF_BASE_SHA: sha.trim() };
  const plan = async (more: Record<string, string>) => {
    const ended = await runGitLab("hookfleet-plan", office, { ...variables, ...more });
    expect(ended).toMatchObject({ code: 0 });
    return JSON.parse(office.read("plan.json"));
  };
  expect((await plan({})).offline).toBe(true);
  const { offline, actions } = await plan({ HOOKFLEET_READ_TOKEN: planted.token });
  expect(offline).not.toBe(true);
  expect(actions.map((one: { origin: string }) => one.origin)).toEqual(["drift", "change"]);
});

test("GitLab: a plan, applied after somebody has pressed the button, and drift", async () => {
  const office = await enterOffice();
  const reading = { HOOKFLEET_READ_TOKEN: planted.token };
  const writing = { HOOKFLEET_TOKEN: planted.token, CI_WEBHOOK_SECRET: planted.environment };
  expect(await runGitLab("hookfleet-drift", office, reading)).toMatchObject({ code: 2 });
  expect(await runGitLab("hookfleet-plan-main", office, reading)).toMatchObject({ code: 0 });
  const applied = await runGitLab("hookfleet-apply", office, writing);
  expect(applied).toMatchObject({ code: 0 });
  expect(applied.stdout).toContain("Applied 2, failed 0, not attempted 0.");
  expect(await runGitLab("hookfleet-drift", office, reading)).toMatchObject({ code: 0 });
});
