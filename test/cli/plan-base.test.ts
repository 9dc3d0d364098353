import { describe, expect, test } from "vitest";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { baseConfig, changeSeed, edited } from "../support/change-fleet.ts";
import { enterStage } from "../support/run-cli.ts";

type Edit = readonly [string, string];

/** A checkout of the base beside a change of it. */
async function reviewing(...edits: readonly Edit[]) {
  return await enterStage({
    files: { "hookfleet.yaml": edited(baseConfig, ...edits), "base/hookfleet.yaml": baseConfig },
    seed: changeSeed,
  });
}

const change: readonly Edit[] = [
  [
    '[api, web]\n        hooks:\n          - { url: "https://ci.example.com/{repo}", events: [push]',
    '[api, web]\n        hooks:\n          - { url: "https://ci.example.com/{repo}", events: [push, release]',
  ],
  ["ci: { env: CI_SECRET }", "ci: { env: CI_SECRET, rotated_at: 2026-01-01T00:00:00Z }"],
];

async function planned(...edits: readonly Edit[]): Promise<PlanDocument> {
  const { run } = await reviewing(...edits);
  const { stdout } = await run(["plan", "--base", "base", "--format", "json"]);
  return JSON.parse(stdout) as PlanDocument;
}

const origins = ({ actions }: PlanDocument) =>
  actions.map(({ origin, kind, scope, hook_id: id }) => `${origin} ${kind} ${scope} ${id}`);
const codes = ({ diagnostics }: PlanDocument) => diagnostics.map(({ code }) => code);

describe("plan --base", () => {
  test("tells what the change asks for from what was due before it", async () => {
    const plan = await planned(...change);
    expect(origins(plan)).toEqual([
      "drift update acme 1",
      "change update acme/api 11",
      "change config-patch acme/service-a 31",
      "change update acme/web 21",
      "drift create acme/web null",
    ]);
    expect(codes(plan)).toEqual([]);
  });

  test("without a change all is drift, and nothing else is said", async () => {
    const plan = await planned();
    expect(origins(plan)).toEqual(["drift update acme 1", "drift create acme/web null"]);
    expect(codes(plan)).toEqual([]);
  });

  test("is the same plan for `apply` as without --base", async () => {
    const { run } = await reviewing(...change);
    const digest = async (...more: readonly string[]) => {
      const { stdout } = await run(["plan", ...more, "--format", "json"]);
      return (JSON.parse(stdout) as PlanDocument).digest;
    };
    expect(await digest("--base", "base")).toBe(await digest());
  });

  test("reads every list once, those that only the base needs included", async () => {
    const { run, simulator } = await reviewing([
      '      - name: "service-*"\n        hooks:\n          - { url: "https://ci.example.com/{repo}", events: [push], secret: ci }\n',
      "",
    ]);
    const { stdout, code } = await run(["plan", "--base", "base", "--format", "json"]);
    const paths = simulator.requests.map(({ path }) => path.replace(/\?.*/, ""));
    expect(paths.toSorted()).toEqual(
      [
        "/orgs/acme/hooks",
        "/orgs/acme/repos",
        "/repos/acme/api/hooks",
        "/repos/acme/service-a/hooks",
        "/repos/acme/web/hooks",
      ].toSorted(),
    );
    const plan = JSON.parse(stdout) as PlanDocument;
    expect([code, plan.complete]).toEqual([0, true]);
    expect(plan.diagnostics).toMatchObject([{ code: "hook-abandoned", scope: "acme/service-a" }]);
  });

  test("what a reviewer must not miss comes first, and a lost exchange fails", async () => {
    const { run } = await reviewing(
      ["ci: { env: CI_SECRET }", "ci: { env: OTHER_SECRET }"],
      ['protect: ["https://audit.example.com/**"]\n', ""],
      ["events: [push], secret: audit", "events: [push, star], secret: audit"],
    );
    const { code, stdout } = await run(["plan", "--base", "base"]);
    expect(code).toBe(1);
    const order = [
      "Review first",
      "error secret-exchanged:",
      "warning guard-lowered:",
      "This change: 1 action",
      "Pre-existing drift: 1 action",
      "Plan: 1 to create, 1 to update, 0 to config-patch, 0 to delete.",
    ].map((words) => stdout.indexOf(words));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((left, right) => left - right));
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^Plan: /);
  });

  test("a repository that is gone from GitHub and from the file is no failure", async () => {
    const files = {
      "hookfleet.yaml": baseConfig,
      "base/hookfleet.yaml": edited(baseConfig, ["[api, web]", "[api, web, gone]"]),
    };
    const { run } = await enterStage({ files, seed: changeSeed });
    const { code, stdout } = await run(["plan", "--base", "base", "--format", "json"]);
    expect([code, codes(JSON.parse(stdout) as PlanDocument)]).toEqual([
      0,
      ["base-scope-unreadable"],
    ]);
  });

  test("a URL that only the base has from a variable hides no delete of the change", async () => {
    const entry =
      '          - { url: { env: OLD_URL }, events: [star], secret: none }\n      - name: "service-*"';
    const text = edited(baseConfig, [
      "name: [api, web]\n",
      "name: [api, web]\n        unmanaged: delete\n",
    ]);
    const stage = await enterStage({
      files: {
        "hookfleet.yaml": text,
        "base/hookfleet.yaml": edited(text, ['      - name: "service-*"', entry]),
      },
      seed: changeSeed,
    });
    stage.simulator.addHook("acme/api", {
      id: 99,
      url: "https://old.example.com/",
      events: ["star"],
    });
    const { stdout } = await stage.run(["plan", "--base", "base", "--format", "json"]);
    expect(origins(JSON.parse(stdout) as PlanDocument)).toContain("change delete acme/api 99");
  });
});

describe("a base that is of no use", () => {
  test.each([
    ["missing", ["--base", "nowhere"], {}, "base-missing"],
    ["broken", ["--base", "base"], { "base/hookfleet.yaml": "version: 2\n" }, "base-unreadable"],
    ["not named", ["--offline"], {}, "offline-needs-base"],
    ["a policy alone", ["--base-policy", "p.yaml"], {}, "base-policy-alone"],
  ])("%s", async (_, options, files, expected) => {
    const { run, simulator } = await enterStage({ files });
    const { code, stderr, stdout } = await run(["plan", ...options, "--format", "json"]);
    expect([code, simulator.requests]).toEqual([1, []]);
    expect(stderr).toContain(`error ${expected}:`);
    expect(stdout).toContain(`"code": "${expected}"`);
  });
});
