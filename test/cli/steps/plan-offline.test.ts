import { describe, expect, test } from "vitest";
import type { PlanDocument } from "../../../src/model/plan-document.ts";
import { schemaErrors } from "../../render/schema.ts";
import { baseConfig, edited } from "../../support/change-fleet.ts";
import { enterStage } from "../../support/run-cli.ts";

const nothing = {
  GITHUB_TOKEN: undefined,
  CI_SECRET: undefined,
  HOOK_URL: undefined,
  GITHUB_API_URL: "http://127.0.0.1:1",
};

/** A pull request from a fork: two files, no token, no network, no secrets. */
async function fork(...edits: readonly (readonly [string, string])[]) {
  const stage = await enterStage({
    files: { "hookfleet.yaml": edited(baseConfig, ...edits), "base/hookfleet.yaml": baseConfig },
  });
  const offline = (...more: readonly string[]) =>
    stage.run(["plan", "--offline", "--base", "base", ...more], { environment: nothing });
  return { ...stage, offline };
}

const release = [
  'name: "service-*"\n        hooks:\n          - { url: "https://ci.example.com/{repo}", events: [push]',
  'name: "service-*"\n        hooks:\n          - { url: "https://ci.example.com/{repo}", events: [push, release]',
] as const;

describe("plan --offline", () => {
  test("a selector stands once for all that it selects", async () => {
    const { offline, simulator } = await fork(release, [", secret: none }", ", secret: ci }"]);
    const { code, stdout, stderr } = await offline("--format", "json");
    expect([code, stderr, simulator.requests]).toEqual([0, "", []]);
    const plan = JSON.parse(stdout) as PlanDocument;
    expect(plan).toMatchObject({ offline: true, complete: true, rotations: [], unmanaged: [] });
    expect(
      plan.actions.map(({ kind, scope, hook_id: id, url, origin, requests }) => [
        ...[kind, scope, url],
        ...[id, origin, requests],
      ]),
    ).toEqual([
      ["config-patch", "acme/api", "https://chat.example.com/in", null, "change", []],
      ["update", "acme/service-*", "https://ci.example.com/{repo}", null, "change", []],
      ["config-patch", "acme/web", "https://chat.example.com/in", null, "change", []],
    ]);
    expect(schemaErrors("plan")(plan)).toEqual([]);
  });

  test("says for whom a selector stands, and that GitHub was not asked", async () => {
    const { offline } = await fork(release);
    const { stdout } = await offline();
    expect(stdout).toContain("acme/service-*  every repository that it selects\n");
    expect(stdout).toContain("Planned offline from the two files alone");
    expect(stdout).not.toMatch(/#-?\d/);
    expect(stdout).toMatch(/\nPlan: 0 to create, 1 to update, .*\n$/);
  });

  test("tells guards, abandoned hooks and exchanged secrets all the same", async () => {
    const { offline } = await fork(
      ["ci: { env: CI_SECRET }", "ci: { env: OTHER }"],
      ['          - { url: "https://chat.example.com/in", events: [issues], secret: none }\n', ""],
      ["organizations:", "limits: { max_deletes: 50 }\norganizations:"],
    );
    const { code, stdout } = await offline("--format", "json");
    const { diagnostics } = JSON.parse(stdout) as PlanDocument;
    expect(code).toBe(1);
    expect(diagnostics.map(({ code: one }) => one).toSorted()).toEqual([
      "guard-lowered",
      "hook-abandoned",
      "secret-exchanged",
    ]);
  });

  test("says that GitHub's spelling of names is not known, where a URL has one", async () => {
    const named = [
      "- name: [api, web]",
      '- { name: api, hooks: [{ url: "https://x.example.com/{repo}", events: [push], secret: none }] }\n      - name: [api, web]',
    ] as const;
    const codes = async (...edits: readonly (readonly [string, string])[]) => {
      const { offline } = await fork(...edits);
      const { diagnostics } = JSON.parse(
        (await offline("--format", "json")).stdout,
      ) as PlanDocument;
      return diagnostics.map(({ code }) => code);
    };
    expect(await codes(named)).toEqual(["names-as-written"]);
    expect(await codes(release)).toEqual([]);
    expect(await codes()).toEqual([]);
  });

  test("nothing to do is nothing to do", async () => {
    const { offline } = await fork();
    const { code, stdout } = await offline("--detailed-exitcode");
    expect(code).toBe(0);
    expect(stdout).toContain("No changes. This change asks for what the base asks for.");
  });

  test("takes targets, and no --resupply", async () => {
    const { offline } = await fork(release, [", secret: none }", ", secret: ci }"]);
    const { stdout } = await offline("--target", "acme/service-a", "--format", "json");
    const { actions } = JSON.parse(stdout) as PlanDocument;
    expect(actions.map(({ scope, url }) => [scope, url])).toEqual([
      ["acme/service-a", "https://ci.example.com/service-a"],
    ]);
    const refused = await offline("--resupply", "https://**");
    expect([refused.code, refused.stderr]).toEqual([
      1,
      expect.stringContaining("resupply-offline"),
    ]);
  });

  test.each([
    ["apply", ["apply", "plan.json", "--auto-approve"]],
    ["merge", ["merge", "plan.json"]],
  ])("%s refuses such a plan, and one that hides what it is", async (_, argv) => {
    const { offline, run, read, write, url } = await fork(release);
    const api = ["--api-url", url];
    await offline("--out", "plan.json", ...api);
    const flags = argv[0] === "apply" ? api : [];
    const refused = await run([...argv, ...flags]);
    expect([refused.code, refused.writes]).toEqual([1, []]);
    expect(refused.stderr).toContain("error plan-offline:");
    const { offline: _flag, ...forged } = JSON.parse(read("plan.json")) as PlanDocument;
    write("plan.json", JSON.stringify(forged));
    expect((await run([...argv, ...flags])).stderr).toContain("error plan-altered:");
  });
});
