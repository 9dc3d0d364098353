import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";
import { parse } from "yaml";
import { planted } from "../support/planted.ts";
import { start } from "../support/spawn-cli.ts";
import { commit } from "./support/commit.ts";
import { readText } from "./support/definitions.ts";
import { enterOffice, fleetConfig, type Office } from "./support/office.ts";
import { imageTools } from "./support/stub-tools.ts";

interface Container {
  readonly image: string;
  /** What the image says where there is none. */
  readonly command?: readonly string[];
  readonly args: readonly string[];
  readonly resources: Readonly<Record<"requests" | "limits", object>>;
  readonly securityContext: object;
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
  readonly default: { readonly image: { readonly name: string } };
};

test("every image is named by version and digest, and nothing is installed", () => {
  const containers = ["cronjob.yaml", "indexed-job.yaml"].map(containerOf);
  for (const image of [...containers.map((one) => one.image), gitlab.default.image.name])
    expect(image).toMatch(/^ghcr\.io\/hookfleet\/hookfleet:0\.1\.0(?:-ci)?@sha256:[0-9a-f]{64}$/);
  for (const { resources, securityContext } of containers) {
    for (const of of [resources.requests, resources.limits])
      expect(Object.keys(of)).toEqual(["cpu", "memory"]);
    expect(securityContext).toMatchObject({ readOnlyRootFilesystem: true });
  }
});

/** Runs the container, with folders of ours where it mounts its own. */
async function runContainer(name: string, office: Office, environment: Record<string, string>) {
  const { command = ["hookfleet"], args, env } = containerOf(name);
  const [program = "", ...options] = command;
  const home = join(office.machine.temp, "container");
  mkdirSync(home, { recursive: true });
  const PATH = imageTools(office.machine.temp, office.tools);
  const known = { ...office.machine.environment, PATH, ...environment };
  for (const { name: variable } of env) expect(known).toHaveProperty(variable);
  const here = args.map((text) =>
    text.replaceAll("/config/", `${office.folder}/`).replaceAll("=/cache", `=${home}/cache`),
  );
  return start(program, [...options, ...here], { cwd: home, environment: known }).ended;
}

const credentials = { GITHUB_TOKEN: planted.token, CI_WEBHOOK_SECRET: planted.environment };

test("the CronJob fails where there is drift, and keeps its cache", async () => {
  const office = await enterOffice({ asBuilt: true });
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
  const script = job.script.join("\n").replaceAll("/tmp/base", `"${base}"`);
  const PATH = imageTools(office.machine.temp, office.tools);
  const own = {
    PATH,
    CI_PROJECT_DIR: office.folder,
    GIT_CONFIG_GLOBAL: join(base, "../gitconfig"),
  };
  const environment = { ...office.machine.environment, ...own, ...variables };
  const options = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script];
  const ended = await start("bash", options, { cwd: office.folder, environment }).ended;
  for (const path of job.artifacts?.paths ?? [])
    expect([path, existsSync(join(office.folder, path))]).toEqual([path, true]);
  return ended;
}

/** The notes of merge request 7, as GitLab keeps them: two pages, on which others have written, too. */
async function serveNotes() {
  const mark = "<!-- hookfleet plan -->";
  const notes = [
    { id: 1, author: { id: 5 }, body: `${mark}\nnot ours` },
    { id: 2, author: { id: 9 }, body: "ours, but no plan" },
  ];
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    asked.push(`${method} ${url}`);
    const answer = (status: number, body: unknown, more = {}) =>
      response.writeHead(status, more).end(JSON.stringify(body));
    if (headers["private-token"] !== planted.live) return answer(401, {});
    if (url === "/api/v4/user") return answer(200, { id: 9 });
    if (method === "GET") {
      const page = Number(/&page=(\d)$/.exec(url)?.[1]);
      return answer(200, notes.slice(page * 2 - 2, page * 2), {
        "x-next-page": notes.length > page * 2 ? page + 1 : "",
      });
    }
    const { body } = JSON.parse(await text(request));
    const id = Number(/\/notes\/(\d+)$/.exec(url)?.[1]);
    const known = notes.find((note) => note.id === id);
    if (method === "PUT" && known !== undefined) known.body = body;
    else notes.push({ id: notes.length + 1, author: { id: 9 }, body });
    return answer(200, {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const variables = {
    CI_API_V4_URL: `http://127.0.0.1:${port}/api/v4`,
    CI_PROJECT_ID: "3",
    CI_MERGE_REQUEST_IID: "7",
    HOOKFLEET_NOTE_TOKEN: planted.live,
  };
  return { notes, asked, variables };
}

test("GitLab: a merge request, with a token and without", async () => {
  const office = await enterOffice({ asBuilt: true });
  commit(office, fleetConfig.replace("[api, web]", "[api]"));
  const sha = execFileSync("git", ["rev-parse", "HEAD^1"], {
    cwd: office.folder,
    encoding: "utf8",
  });
  const gitLab = await serveNotes();
  const variables = { CI_MERGE_REQUEST_DIFF_BASE_SHA: sha.trim() };
  const plan = async (more: Record<string, string>) => {
    const ended = await runGitLab("hookfleet-plan", office, { ...variables, ...more });
    expect(ended).toMatchObject({ code: 0 });
    return JSON.parse(office.read("plan.json"));
  };
  expect((await plan({})).offline).toBe(true);
  expect(gitLab.asked).toEqual([]);
  const online = { HOOKFLEET_READ_TOKEN: planted.token, ...gitLab.variables };
  await plan(online);
  const { offline, actions } = await plan(online);
  // One note of its own, written and then edited.
  expect(gitLab.asked.filter((one) => !one.startsWith("GET"))).toEqual([
    "POST /api/v4/projects/3/merge_requests/7/notes",
    "PUT /api/v4/projects/3/merge_requests/7/notes/3",
  ]);
  expect(gitLab.notes.map(({ body }) => body.includes("hookfleet plan\n"))).toEqual([
    false,
    false,
    true,
  ]);
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
