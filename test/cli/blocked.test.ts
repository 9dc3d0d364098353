import { describe, expect, test } from "vitest";
import { exampleSeed } from "../support/example-fleet.ts";
import { enterStage, type Stage } from "../support/run-cli.ts";

const hook = "{ url: https://ci.example.com/, events: [push], content_type: json }";
const seed = {
  tokens: exampleSeed.tokens,
  organizations: {
    acme: { repositories: { good: {}, bad: { blocked: "tos" }, gone: { blocked: "dmca" } } },
  },
};

async function stageWith(names: string): Promise<Stage> {
  const text = `version: 1\norganizations: { acme: { repositories: [{ name: ${names}, hooks: [${hook}] }] } }\n`;
  return await enterStage({ seed, files: { "hookfleet.yaml": text } });
}

describe("a repository that GitHub has blocked", () => {
  test("is skipped by a pattern, which says so, and the others are done", async () => {
    const { run, simulator } = await stageWith('"*"');
    const { code, stdout } = await run(["plan", "--format", "json"]);
    expect(code).toBe(0);
    const plan = JSON.parse(stdout) as { readonly diagnostics: readonly object[] };
    expect(plan).toMatchObject({ complete: true, scopes: [{ scope: "acme/good" }] });
    expect(plan.diagnostics).toMatchObject([
      { severity: "warning", code: "repository-blocked", scope: "acme/bad" },
      { severity: "warning", code: "repository-blocked", scope: "acme/gone" },
    ]);
    const applied = await run(["apply", "--auto-approve"]);
    expect(applied).toMatchObject({ code: 0, writes: [{ path: "/repos/acme/good/hooks" }] });
    expect(applied.stdout).toContain("skipped: cannot list the hooks of acme/bad");
    expect(simulator.hooks("acme/good")).toHaveLength(1);
    for (const command of [["drift"], ["health"], ["import", "acme/*"]])
      expect((await run(command)).code, command[0]).toBe(0);
    for (const command of ["verify", "ping", "test"]) {
      const { code: exit, stderr } = await run([command]);
      expect(exit, command).toBe(0);
      expect(stderr, command).toContain("skipped: cannot list the hooks of acme/bad");
    }
  });

  test.each(["bad", "gone", '["*", bad]'])("named exactly, as %s, is an error", async (names) => {
    const { run } = await stageWith(names);
    const { code, stdout, writes } = await run(["plan", "--format", "json"]);
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    const plan = JSON.parse(stdout) as {
      readonly complete: boolean;
      readonly diagnostics: readonly { readonly severity: string; readonly code: string }[];
    };
    expect(plan.complete).toBe(false);
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toMatchObject([
      { code: "repository-blocked" },
    ]);
    const name = names.includes("gone") ? "gone" : "bad";
    expect((await run(["import", `acme/${name}`])).code).toBe(1);
  });

  test("leaves a reviewed change of it undone, and says that", async () => {
    const { run, simulator } = await enterStage({
      seed: {
        ...seed,
        organizations: { acme: { repositories: { good: {}, other: {} } } },
      },
      files: {
        "hookfleet.yaml": `version: 1\norganizations: { acme: { repositories: [{ name: "*", hooks: [${hook}] }] } }\n`,
      },
    });
    await run(["plan", "--out", "plan.json"]);
    simulator.addFault({
      kind: "status",
      status: 403,
      path: "/repos/acme/other/hooks",
      body: { message: "Repository access blocked", block: { reason: "tos" } },
      times: 9,
    });
    const { code, stdout } = await run(["apply", "plan.json", "--auto-approve"]);
    expect(code).toBe(1);
    expect(stdout).toContain("acme/other");
    expect(simulator.hooks("acme/good")).toHaveLength(1);
    expect(simulator.hooks("acme/other")).toEqual([]);
  });
});
