import { describe, expect, test } from "vitest";
import type { DriftDocument } from "../../src/model/drift-document.ts";
import { driftDigest } from "../../src/plan/saved/digest.ts";
import { enterForum, type Forum } from "./support/forum.ts";

const at = ["--repo", "acme/hooks"];

async function seen(...parameters: Parameters<typeof enterForum>): Promise<Forum> {
  const forum = await enterForum(...parameters);
  expect(await forum.run(["drift", "--out", "drift.json"])).toMatchObject({ code: 2 });
  return forum;
}

async function report(forum: Forum, ...more: readonly string[]) {
  const outcome = await forum.run([
    "report-issue",
    "drift.json",
    ...at,
    ...more,
    "--format",
    "json",
  ]);
  expect(outcome).toMatchObject({ code: 0 });
  return { ...JSON.parse(outcome.stdout), writes: outcome.writes };
}

test("one issue is opened, left alone, closed and reopened", async () => {
  const forum = await seen();
  const opened = await report(forum, "--label", "webhooks", "--title", "Hooks have moved");
  expect(opened).toMatchObject({
    format: "hookfleet.issue/1",
    action: "created",
    repository: "acme/hooks",
    issue: 8,
    author: "github-actions[bot]",
    url: `${forum.url}/acme/hooks/issues/8`,
  });
  expect(forum.issue(8)).toMatchObject({
    title: "Hooks have moved",
    state: "open",
    labels: ["webhooks"],
    body: expect.stringContaining("acme/api"),
  });

  await forum.run(["drift", "--out", "drift.json"]);
  expect(await report(forum)).toMatchObject({ action: "unchanged", writes: [] });

  await forum.run(["apply", "--auto-approve"]);
  forum.simulator.removeHook("acme/api", 22);
  expect(await forum.run(["drift", "--out", "drift.json"])).toMatchObject({ code: 0 });
  expect(await report(forum)).toMatchObject({ action: "closed", issue: 8 });
  expect(forum.issue(8)).toMatchObject({ state: "closed", stateReason: "completed" });
  expect(forum.issue(8).comments).toEqual([]);
  expect(await report(forum)).toMatchObject({ action: "none", issue: null, url: null });

  forum.simulator.removeHook("acme/api", 21);
  await forum.run(["drift", "--out", "drift.json"]);
  expect(await report(forum)).toMatchObject({ action: "reopened", issue: 8 });
  expect(forum.issue(8)).toMatchObject({ state: "open", body: expect.stringContaining("Missing") });
  expect(forum.simulator.issues("acme/hooks")).toHaveLength(2);
});

test("the drift that changes is told anew, in the same issue", async () => {
  const forum = await seen();
  await report(forum);
  forum.simulator.removeHook("acme/api", 21);
  await forum.run(["drift", "--out", "drift.json"]);
  const again = await report(forum);
  expect(again).toMatchObject({ action: "updated", issue: 8 });
  expect(again.writes).toMatchObject([{ method: "PATCH", path: "/repos/acme/hooks/issues/8" }]);
});

test("a receiver that fails and recovers is no reason to edit the issue, unless it counts", async () => {
  const forum = await seen();
  await report(forum);
  const drift: DriftDocument = JSON.parse(forum.read("drift.json"));
  const failing = {
    kind: "unhealthy",
    scope: "acme/web",
    hook_id: 31,
    url: "https://ci.example.com/github-webhook/",
    html_url: "https://github.com/acme/web/settings/hooks/31",
    changes: [],
    secret: "none",
    secret_ref: null,
    reason: "unhealthy",
    blocked: null,
    requests: [],
    health: { code: 503, status: null, message: "Invalid HTTP Response: 503" },
    source: null,
  } as const;
  const summary = { ...drift.summary, unhealthy: drift.summary.unhealthy + 1 };
  const later = { ...drift, summary, drift: [...drift.drift, failing] };
  forum.write("drift.json", JSON.stringify({ ...later, digest: driftDigest(later) }));
  expect(await report(forum)).toMatchObject({ action: "unchanged", writes: [] });
  expect(await report(forum, "--strict")).toMatchObject({ action: "updated" });
});

test("people read one line", async () => {
  const forum = await seen();
  const { stdout } = await forum.run(["report-issue", "drift.json", ...at]);
  expect(stdout).toBe(`Opened the issue acme/hooks#8: ${forum.url}/acme/hooks/issues/8\n`);
});

test("only requests for issues are made", async () => {
  const forum = await seen();
  const before = forum.simulator.requests.length;
  await report(forum);
  const made = forum.simulator.requests.slice(before);
  expect(made.map(({ method, path }) => `${method} ${path}`)).toEqual([
    "GET /user",
    "GET /repos/acme/hooks",
    "GET /repos/acme/hooks/issues",
    "POST /repos/acme/hooks/issues",
    "GET /repos/acme/hooks/issues",
  ]);
  expect(made[2]?.query).toMatchObject({ state: "all", creator: "github-actions[bot]" });
});

describe("what is refused", () => {
  test.each<[code: string, ...parameters: Parameters<typeof enterForum>]>([
    ["issues-disabled", { has_issues: false }],
    ["private-in-public", { visibility: "public" }],
    ["missing-permission", {}, { token: { kind: "actions", permissions: { issues: "read" } } }],
    ["missing-permission", {}, { token: { kind: "actions", permissions: {} } }],
    ["archived", { archived: true }],
  ])("%s", async (code, ...parameters) => {
    const forum = await seen(...parameters);
    const outcome = await forum.run(["report-issue", "drift.json", ...at, "--format", "json"]);
    expect(outcome.code).toBe(1);
    const { diagnostics } = JSON.parse(outcome.stdout);
    expect(diagnostics).toMatchObject([{ code }]);
    if (code === "missing-permission") expect(diagnostics[0].help).toMatch(/issues: (read|write)/);
    expect(forum.simulator.issues("acme/hooks")).toHaveLength(1);
  });

  test.each<[code: string, change: (text: string) => string | undefined]>([
    ["drift-unreadable", () => undefined],
    ["not-a-drift-report", (text) => text.slice(0, 50)],
    ["drift-altered", (text) => text.replace('"missing": 3', '"missing": 2')],
    ["drift-altered", (text) => text.replace("acme/api", "acme/web")],
    ["drift-format", (text) => text.replace("hookfleet.drift/1", "hookfleet.drift/2")],
  ])("a file: %s", async (code, change) => {
    const forum = await seen();
    const changed = change(forum.read("drift.json"));
    if (changed !== undefined) forum.write("changed.json", changed);
    const outcome = await forum.run(["report-issue", "changed.json", ...at]);
    expect(outcome).toMatchObject({ code: 1, stdout: "", writes: [] });
    expect(outcome.stderr).toContain(code);
  });
});
