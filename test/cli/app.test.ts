import { describe, expect, test } from "vitest";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { privateKey, publicKey } from "../github/support/fake-app.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const environment = {
  GITHUB_TOKEN: undefined,
  GITHUB_APP_ID: "12345",
  GITHUB_APP_PRIVATE_KEY: privateKey,
};
const hook = {
  url: "https://ci.example.com/",
  events: ["push"],
  content_type: "json",
  secret: planted.live,
};
const allowed = { repository_hooks: "write", organization_hooks: "write", metadata: "read" };

const config = `version: 1
templates:
  ci: { url: "https://ci.example.com/", events: [push], content_type: json, secret: { env: CI_SECRET } }
organizations:
  acme:
    hooks: [{ use: ci, events: [repository], url: "https://audit.example.com/" }]
    repositories: [{ name: api, hooks: [{ use: ci }] }]
  umbrella:
    repositories: [{ name: lab, hooks: [{ use: ci, events: [push, issues] }] }]
`;

function appStage(
  installations: Readonly<Record<string, unknown>> = {
    acme: { id: 77, permissions: allowed },
    umbrella: { id: 78, permissions: allowed },
  },
  more: StageOptions = {},
) {
  return enterStage({
    files: { "hookfleet.yaml": config },
    environment,
    seed: {
      tokens: {},
      apps: { "12345": { public_key: publicKey, slug: "hooks-bot", installations } },
      organizations: {
        acme: { hooks: [], repositories: { api: { hooks: [hook] } } },
        umbrella: { repositories: { lab: { hooks: [{ id: 5, ...hook }] } } },
      },
    },
    ...more,
  });
}

function diagnosticsOf(stdout: string) {
  const { diagnostics } = JSON.parse(stdout) as PlanDocument;
  return diagnostics.filter(({ severity }) => severity === "error");
}

describe("a GitHub App", () => {
  test("plans and applies to several organizations in one run", async () => {
    const { run, simulator } = await appStage();
    const planned = await run(["plan", "--detailed-exitcode", "--format", "json"]);
    expect(planned.code).toBe(2);
    const { summary, scopes } = JSON.parse(planned.stdout) as PlanDocument;
    expect(scopes.map(({ scope }) => scope)).toEqual(["acme", "acme/api", "umbrella/lab"]);
    expect(summary).toMatchObject({ create: 1, update: 1, unchanged: 1 });
    const { code, stdout, stderr } = await run(["apply", "--auto-approve"]);
    expect(code).toBe(0);
    expect(simulator.hooks("acme")).toHaveLength(1);
    expect(simulator.hooks("umbrella/lab")[0]?.events).toEqual(["issues", "push"]);
    expect(`${stdout}${stderr}`).not.toContain(privateKey.slice(100, 140));
    const tokens = simulator.requests.filter(({ path }) => path.endsWith("/access_tokens"));
    expect(new Set(tokens.map(({ path }) => path))).toEqual(
      new Set(["/app/installations/77/access_tokens", "/app/installations/78/access_tokens"]),
    );
    expect(await run(["plan", "--detailed-exitcode"])).toMatchObject({ code: 0 });
  });

  test("takes its key from a file, too", async () => {
    const { run } = await appStage(undefined, {
      files: { "hookfleet.yaml": config, "keys/app.pem": privateKey },
      environment: { ...environment, GITHUB_APP_PRIVATE_KEY: "keys/app.pem" },
    });
    expect(await run(["plan"])).toMatchObject({ code: 0 });
  });

  test("that is not installed on one organization says so, and plans the other", async () => {
    const { run } = await appStage({ acme: { id: 77, permissions: allowed } });
    const { code, stdout } = await run(["plan", "--format", "json"]);
    expect(code).toBe(1);
    expect(diagnosticsOf(stdout)).toMatchObject([
      { code: "app-not-installed", scope: "umbrella/lab", help: expect.stringContaining("nstall") },
    ]);
    const rest = await run(["apply", "--auto-approve", "--allow-incomplete"]);
    expect([rest.code, rest.writes.filter(({ path }) => path.endsWith("/hooks")).length]).toEqual([
      1, 1,
    ]);
  });

  test.each([
    ["organization_hooks", { repository_hooks: "write" }, "acme", "organization_hooks: read"],
    ["repository_hooks", { organization_hooks: "write" }, "acme/api", "repository_hooks: read"],
  ])("that lacks %s names it", async (_, permissions, scope, needed) => {
    const { run } = await appStage({
      acme: { id: 77, permissions },
      umbrella: { id: 78, permissions: allowed },
    });
    const { code, stdout } = await run(["plan", "--format", "json"]);
    expect(code).toBe(1);
    expect(diagnosticsOf(stdout)).toMatchObject([
      { code: "missing-permission", scope, help: expect.stringContaining(needed) },
    ]);
  });

  test("that may read and not write stops before its first write; --target does the rest", async () => {
    const { run, simulator } = await appStage({
      acme: { id: 77, permissions: allowed },
      umbrella: { id: 78, permissions: { ...allowed, repository_hooks: "read" } },
    });
    const { code, stderr, writes } = await run(["apply", "--auto-approve"]);
    expect([code, writes.filter(({ path }) => path.includes("/hooks"))]).toEqual([1, []]);
    expect(stderr).toContain("error permission-missing: nothing was written");
    expect(stderr).toContain("repository_hooks: write");
    expect(await run(["apply", "--auto-approve", "--target", "acme"])).toMatchObject({ code: 0 });
    expect(simulator.hooks("acme")).toHaveLength(1);
    expect(simulator.hooks("umbrella/lab")[0]?.events).toEqual(["push"]);
  });

  test("is examined with its name and its permissions for each owner", async () => {
    const { run } = await appStage({
      acme: { id: 77, permissions: allowed },
      umbrella: { id: 78, permissions: { ...allowed, repository_hooks: "read" } },
    });
    const { code, stdout } = await run(["doctor", "--format", "json"]);
    const read = { organization_hooks: "write", repository_hooks: "read" };
    expect([code, JSON.parse(stdout)]).toMatchObject([
      1,
      {
        credential: {
          kind: "GitHub App 12345",
          login: "hooks-bot",
          oauth_scopes: null,
          permissions: { umbrella: read },
        },
        scopes: [{ write: "yes" }, { write: "yes" }, { scope: "umbrella/lab", write: "no" }],
        diagnostics: [{ code: "permission-missing", scopes: ["umbrella/lab"] }],
      },
    ]);
  });

  test("goes on where a token expires in the middle of a run", async () => {
    const { run, simulator } = await appStage();
    const body = { message: "Bad credentials" };
    const expired = { kind: "status", status: 401, body } as const;
    simulator.addFault({ ...expired, method: "PATCH" });
    simulator.addFault({ ...expired, method: "POST", path: "/orgs/acme/hooks" });
    const { code, stdout } = await run(["apply", "--auto-approve", "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { applied: 2, failed: 0 } });
    expect(simulator.hooks("acme")).toHaveLength(1);
    const tokens = simulator.requests.filter(({ path }) => path.endsWith("/access_tokens"));
    expect(tokens).toHaveLength(4);
  });

  test("takes a new token before the hour of the old one is over", async () => {
    // Tokens that GitHub says are good for four minutes more are not used again.
    const { run, simulator } = await appStage(undefined, {
      between: async (request, handle) => {
        const response = await handle(request);
        if (!request.url.endsWith("/access_tokens")) return response;
        const issued = (await response.json()) as object;
        const soon = new Date(Date.now() + 4 * 60_000).toISOString();
        return Response.json({ ...issued, expires_at: soon }, { status: 201 });
      },
    });
    expect(await run(["plan", "--concurrency", "1"])).toMatchObject({ code: 0 });
    const asked = simulator.requests.filter(({ path }) => path.endsWith("77/access_tokens"));
    expect(asked.length).toBeGreaterThan(1);
    expect(simulator.requests.every(({ status }) => status < 400)).toBe(true);
  });

  test("waits for the limit of one organization while the other goes on", async () => {
    const { run, simulator } = await appStage(undefined, {
      between: async (request, handle) => {
        const response = await handle(request);
        const { pathname } = new URL(request.url);
        if (pathname !== "/repos/acme/api/hooks" || request.method !== "GET") return response;
        response.headers.set("x-ratelimit-remaining", "0");
        response.headers.set("x-ratelimit-reset", String(Math.ceil(Date.now() / 1_000) + 1));
        return response;
      },
    });
    const { code, stderr } = await run(["apply", "--auto-approve"]);
    expect(code).toBe(0);
    expect(stderr).toMatch(/Waiting \d s for GitHub's hourly limit \(acme\), until/);
    expect(stderr).not.toContain("(umbrella)");
    const paths = simulator.requests.map(({ method, path }) => `${method} ${path}`);
    expect(paths.indexOf("PATCH /repos/umbrella/lab/hooks/5")).toBeLessThan(
      paths.indexOf("POST /orgs/acme/hooks"),
    );
  });

  test.each([
    [{ GITHUB_APP_PRIVATE_KEY: undefined }, "incomplete-app-credentials"],
    [{ GITHUB_APP_PRIVATE_KEY: "/dev/zero" }, "unreadable-app-key"],
    [{ GITHUB_APP_PRIVATE_KEY: "." }, "unreadable-app-key"],
    [{ GITHUB_APP_ID: "1" }, "bad-app-credentials"],
  ])("with %j is refused", async (wrong, code) => {
    const { run } = await appStage(undefined, { environment: { ...environment, ...wrong } });
    const { code: exit, stdout, stderr } = await run(["plan"]);
    expect(exit).toBe(1);
    expect(`${stdout}${stderr}`).toContain(`error ${code}:`);
  });
});
