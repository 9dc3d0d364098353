import { describe, expect, test } from "vitest";
import type { SeedRepository, SeedToken } from "../../src/simulator/seed/seed.ts";
import { planted } from "../support/planted.ts";
import { enterForum, workflowToken } from "./support/forum.ts";

const at = ["--repo", "acme/hooks", "--pr", "7"];

async function planned(...parameters: Parameters<typeof enterForum>) {
  const forum = await enterForum(...parameters);
  await forum.run(["plan", "--out", "plan.json"]);
  return forum;
}

describe("what cannot be commented on", () => {
  test.each<[code: string, argv: readonly string[], repository: SeedRepository, token?: SeedToken]>(
    [
      ["not-found", ["--repo", "acme/hooks", "--pr", "8"], {}],
      ["not-found", ["--repo", "acme/nowhere", "--pr", "7"], {}],
      ["not-found", at, { pulls: [], issues: [{ number: 7 }] }],
      ["conversation-locked", at, { pulls: [{ number: 7, locked: true }] }],
      ["archived", at, { archived: true }],
      ["missing-permission", at, {}, { kind: "actions", permissions: { pull_requests: "read" } }],
      ["missing-permission", at, {}, { kind: "fine-grained", permissions: { issues: "read" } }],
      ["missing-permission", at, {}, { kind: "installation", permissions: {} }],
      ["not-found", at, {}, { scopes: ["read:org"] }],
      ["bad-repository", ["--repo", "acme", "--pr", "7"], {}],
      ["no-pull-request", ["--repo", "acme/hooks"], {}],
      ["bad-login", [...at, "--comment-as", "a b"], {}],
      ["bad-login", [...at, "--comment-as", planted.token], {}],
      ["bad-key", [...at, "--key", "a b"], {}],
      ["bad-run-url", [...at, "--run-url", "javascript:alert(1)"], {}],
      ["bad-run-url", [...at, "--run-url", "https://user:H1dden@example.com/"], {}],
      ["no-credentials", [...at, "--comment-token", "NOT_SET"], {}],
    ],
  )("%s: %j in %j", async (code, argv, repository, token) => {
    const forum = await planned(repository, token === undefined ? {} : { token });
    const outcome = await forum.run(["comment", "plan.json", ...argv, "--format", "json"]);
    expect(outcome.code).toBe(1);
    const { diagnostics } = JSON.parse(outcome.stdout);
    expect(diagnostics).toMatchObject([{ severity: "error", code }]);
    const said = forum.simulator.issues("acme/hooks").flatMap(({ comments }) => comments);
    expect(said).toEqual([]);
    if (code === "missing-permission") expect(diagnostics[0].help).toMatch(/pull-requests: write/);
    if (code === "not-found") expect(diagnostics[0].help).toContain("Either acme/");
  });
});

describe("files that will not do", () => {
  test.each<[code: string, change: (plan: string) => string | undefined]>([
    ["plan-unreadable", () => undefined],
    ["not-a-plan", (plan) => plan.slice(0, plan.length / 2)],
    ["not-a-plan", () => "[]"],
    ["not-a-plan", () => '{"format":1}'],
    ["plan-format", (plan) => plan.replace("hookfleet.plan/1", "hookfleet.plan/2")],
    ["plan-altered", (plan) => plan.replace('"kind": "update"', '"kind": "delete"')],
    ["plan-altered", (plan) => plan.replace(/"created_at": "[^"]*"/, '"created_at": "soon"')],
    ["plan-elsewhere", (plan) => plan.replace(/"api_url": "[^"]*"/, '"api_url": "https://x.dev"')],
  ])("%s", async (code, change) => {
    const forum = await planned();
    const changed = change(forum.read("plan.json"));
    if (changed !== undefined) forum.write("changed.json", changed);
    const before = forum.simulator.requests.length;
    const outcome = await forum.run(["comment", "changed.json", ...at]);
    expect(outcome).toMatchObject({ code: 1, stdout: "" });
    expect(outcome.stderr).toContain(code);
    expect(forum.simulator.requests).toHaveLength(before);
  });

  test.each([
    ["report-unreadable", undefined],
    ["not-a-report", "{"],
    ["not-a-report", "{}"],
    ["not-a-report", '{"format":"hookfleet.diagnostics/1"}'],
    ["not-a-report", '{"format":"hookfleet.report/1","summary":{},"actions":[]}'],
    ["report-format", '{"format":"hookfleet.report/2"}'],
  ])("%s: %s", async (code, text) => {
    const forum = await planned();
    if (text !== undefined) forum.write("report.json", text);
    const argv = ["comment", "plan.json", ...at, "--report", "report.json"];
    const outcome = await forum.run(argv);
    expect(outcome).toMatchObject({ code: 1, stdout: "", writes: [] });
    expect(outcome.stderr).toContain(code);
  });
});

describe("a public repository", () => {
  const argv = ["comment", "plan.json", ...at];

  test("gets no plan that may name private ones, and does not learn their names", async () => {
    const forum = await planned({ visibility: "public" });
    const outcome = await forum.run(argv);
    expect(outcome).toMatchObject({ code: 1, stdout: "", writes: [] });
    expect(outcome.stderr).toContain("private-in-public");
    expect(outcome.stderr).not.toContain("acme/api");
    expect(await forum.run([...argv, "--allow-public"])).toMatchObject({ code: 0 });
    expect(forum.issue(7).comments).toHaveLength(1);
  });

  test.each([
    ["public", 0],
    ["private", 1],
  ] as const)("gets the plan of a %s one: %i", async (visibility, code) => {
    const hook = `{ url: "https://ci.example.com/", events: [push], content_type: json, secret: none }`;
    const forum = await enterForum(
      {},
      {
        files: {
          "hookfleet.yaml": `version: 1\norganizations: { acme: { repositories: [{ name: api, hooks: [${hook}] }] } }\n`,
        },
        seed: {
          tokens: { [workflowToken]: { login: "mona" } },
          organizations: {
            acme: {
              repositories: {
                api: { visibility },
                hooks: { visibility: "public", pulls: [{ number: 7 }] },
              },
            },
          },
        },
        environment: { GITHUB_TOKEN: workflowToken },
      },
    );
    await forum.run(["plan", "--out", "plan.json"]);
    expect(await forum.run(argv)).toMatchObject({ code });
  });
});

describe("names that stand in no action are private, too", () => {
  const hook = (url: string) =>
    `{ url: "${url}", events: [push], content_type: json, secret: none }`;
  const open = `{ name: hooks, hooks: [${hook("https://ci.example.com/")}] }`;
  const closed = `{ name: [moon, mars], hooks: [${hook("https://ci.example.com/moon")}] }`;
  const live = [{ url: "https://ci.example.com/moon", events: ["push"], content_type: "json" }];
  const config = (...repositories: readonly string[]) =>
    `version: 1\norganizations: { acme: { repositories: [${repositories.join(", ")}] } }\n`;

  const enter = () =>
    enterForum(
      {},
      {
        files: { "hookfleet.yaml": config(open), "base.yaml": config(open, closed) },
        seed: {
          tokens: { [workflowToken]: { login: "mona" } },
          organizations: {
            acme: {
              repositories: {
                hooks: { visibility: "public", pulls: [{ number: 7 }] },
                moon: { hooks: live },
                mars: { hooks: live },
              },
            },
          },
        },
        environment: { GITHUB_TOKEN: workflowToken },
      },
    );

  test("in a warning of what a change abandons", async () => {
    const forum = await enter();
    const { stdout } = await forum.run(["plan", "--base", "base.yaml", "--out", "plan.json"]);
    expect(stdout).toContain("acme/mars and acme/moon");
    const outcome = await forum.run(["comment", "plan.json", ...at]);
    expect(outcome).toMatchObject({ code: 1, writes: [] });
    expect(outcome.stderr).toContain("private-in-public");
  });

  test("in the report of the run", async () => {
    const forum = await enter();
    await forum.run(["plan", "--out", "plan.json"]);
    expect(await forum.run(["comment", "plan.json", ...at])).toMatchObject({ code: 0 });
    const action = {
      kind: "update",
      scope: "acme/moon",
      hook_id: 1,
      url: "https://ci.example.com",
    };
    forum.write(
      "report.json",
      JSON.stringify({
        format: "hookfleet.report/1",
        summary: { applied: 1, failed: 0, not_attempted: 0 },
        actions: [{ ...action, status: "applied", error: null }],
      }),
    );
    const outcome = await forum.run(["comment", "plan.json", ...at, "--report", "report.json"]);
    expect(outcome).toMatchObject({ code: 1, writes: [] });
    expect(outcome.stderr).toContain("private-in-public");
  });
});

test("URLs that a plan was printed with are masked before they are posted", async () => {
  const forum = await planned();
  const shown = await forum.run(["plan", "--format", "json", "--show-urls"]);
  forum.write("shown.json", shown.stdout);
  expect(shown.stdout).toContain("H1dden");
  expect(await forum.run(["comment", "shown.json", ...at])).toMatchObject({ code: 0 });
  const [comment] = forum.issue(7).comments;
  expect(comment?.body).toContain("https://***@receiver.example.com/in/***");
  expect(comment?.body).not.toMatch(/H1dden|Pl4nt3d/);
});
