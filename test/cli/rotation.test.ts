import { describe, expect, test } from "vitest";
import type { ReportDocument } from "../../src/model/generated/documents.ts";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import type { SeedRateLimit } from "../../src/simulator/seed/seed.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const names = ["api", "web", "docs", "infra"] as const;

const config = (rotatedAt = "") => `version: 1
secrets:
  ci: { env: CI_SECRET${rotatedAt} }
organizations:
  acme:
    repositories:
      - name: [${names.join(", ")}]
        hooks:
          - { url: "https://ci.example.com/{repo}", events: [push], content_type: json, secret: ci }
`;

const due = config(", rotated_at: 2026-03-01T00:00:00Z");

/** A fleet whose secret is to be rotated; its receiver knows one secret and answers 401 to others. */
function fleet(
  files: StageOptions["files"] = { "hookfleet.yaml": due },
  rateLimit: SeedRateLimit | "none" = "none",
): StageOptions {
  const repositories = Object.fromEntries(
    names.map((name, index) => [
      name,
      {
        hooks: [
          {
            id: 31 + index,
            url: `https://ci.example.com/${name}`,
            events: ["push"],
            content_type: "json",
            secret: planted.live,
            updated_at: "2026-01-01T00:00:00Z",
          },
        ],
      },
    ]),
  );
  return {
    files,
    seed: {
      switches: { pingDelay: 0 },
      organizations: { acme: { repositories } },
      receivers: { "https://ci.example.com/**": { secret: planted.environment } },
      rate_limit: rateLimit,
    },
  };
}

const report = (stdout: string) => JSON.parse(stdout) as ReportDocument;
const patches = (writes: readonly { readonly method: string }[]) =>
  writes.filter(({ method }) => method === "PATCH").length;

describe("a rotation", () => {
  test("ahead of GitHub's clock is refused before anything is written, a create included", async () => {
    let now = Date.parse("2026-02-28T23:58:30Z");
    const seed = { rate_limit: "none", organizations: { acme: { repositories: { api: {} } } } };
    const files = { "hookfleet.yaml": due.replace(names.join(", "), "api") };
    const { run, simulator } = await enterStage({ files, seed, simulator: { now: () => now } });
    const early = await run(["apply", "--auto-approve"]);
    expect([early.code, early.writes]).toEqual([1, []]);
    expect(early.stderr).toContain("rotation-ahead");
    now = Date.parse("2026-03-01T00:00:01Z");
    expect((await run(["apply", "--auto-approve"])).code).toBe(0);
    expect(simulator.hooks("acme/api")).toHaveLength(1);
    expect((await run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  test("with --verify and the right value reaches every hook", async () => {
    const { run, simulator } = await enterStage(fleet());
    const { code, stdout, writes } = await run([
      "apply",
      "--auto-approve",
      "--verify",
      "--format",
      "json",
    ]);
    expect([code, patches(writes), report(stdout).summary.applied]).toEqual([0, 4, 4]);
    const stored = names.flatMap((name) => simulator.hooks(`acme/${name}`));
    expect(new Set(stored.map(({ config: { secret } }) => secret))).toEqual(
      new Set([planted.environment]),
    );
  });

  test("with --verify and a wrong value breaks one hook, and says why the others wait", async () => {
    const { run, simulator } = await enterStage(fleet());
    const wrong = { environment: { CI_SECRET: `${planted.environment}?` } };
    const argv = ["apply", "--auto-approve", "--verify"];
    const { code, stdout, writes } = await run([...argv, "--format", "json"], wrong);
    expect([code, patches(writes)]).toEqual([1, 1]);
    const { summary, actions } = report(stdout);
    expect(summary).toMatchObject({ applied: 0, failed: 1, not_attempted: 3 });
    expect(actions.map(({ error }) => error?.code).toSorted()).toEqual([
      "not-attempted",
      "not-attempted",
      "not-attempted",
      "receiver-refuses",
    ]);
    const broken = names.filter((name) =>
      simulator.hooks(`acme/${name}`).some(({ config: { secret } }) => secret !== planted.live),
    );
    expect(broken).toHaveLength(1);

    // With the right value nothing is left behind: what was broken is rotated already, and unproved.
    const next = await run([...argv, "--resupply", "**"]);
    expect([next.code, patches(next.writes)]).toEqual([0, 4]);
  });

  test("is foreseen with its pings and what is read for them", async () => {
    const { run } = await enterStage(fleet(undefined, { remaining: 40 }));
    const argv = ["apply", "--auto-approve", "--no-wait"];
    const slice = await run([...argv, "--verify", "--max-writes", "1"]);
    expect(slice.stderr).toBe("");
    const verified = await run([...argv, "--verify"]);
    expect([verified.code, verified.writes]).toEqual([1, []]);
    expect(verified.stderr).toContain("rate-limit-too-low: this takes 24 requests, and ");
    expect((await run(argv)).code).toBe(0);
  });

  test("is shown with the hooks that are due and those that are done", async () => {
    const { run, simulator } = await enterStage(fleet());
    simulator.editByHand("acme/api", 31, { secret: planted.live });
    const { stdout } = await run(["plan"]);
    expect(stdout).toContain("Rotation of ci at 2026-03-01T00:00:00Z: 3 hooks due, last updated");
    expect(stdout).toMatch(
      / {2}done {2}acme\/api {2}https:\/\/ci\.example\.com\/api {2}#31 {2}updated /,
    );
    const plan = JSON.parse((await run(["plan", "--format", "json"])).stdout) as PlanDocument;
    expect(plan.rotations).toMatchObject([
      { secret_ref: "ci", due: 3, blocked: 0, writes: 3, done: [{ hook_id: 31 }] },
    ]);
    expect(plan.actions.map(({ updated_at }) => updated_at)).toEqual(
      Array(3).fill("2026-01-01T00:00:00Z"),
    );
    await run(["apply", "--auto-approve"]);
    const over = await run(["plan"]);
    expect(over.stdout).toContain("done on 4 hooks, updated since.");
  });
});

describe("--resupply", () => {
  const idle = { "hookfleet.yaml": config() };

  test("is planned, shown, and done", async () => {
    const { run } = await enterStage(fleet(idle));
    const glob = ["--resupply", "https://ci.example.com/w*"];
    const plan = await run(["plan", ...glob]);
    expect([plan.code, plan.writes]).toEqual([0, []]);
    expect(plan.stdout).toContain("ci, sent again as asked");
    expect(plan.stdout).toContain("1 to config-patch");
    const { code, writes } = await run(["apply", "--auto-approve", ...glob]);
    expect(code).toBe(0);
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PATCH /repos/acme/web/hooks/32/config",
    ]);
    expect(await run(["apply", "--auto-approve"])).toMatchObject({ code: 0, writes: [] });
  });

  test.each([
    ["https://ci.example.com/x*", "unmatched-resupply"],
    ["https://ci.example.com/{a,w}*", "bad-glob"],
  ])("that matches nothing is an error: %s", async (glob, word) => {
    const { run } = await enterStage(fleet(idle));
    for (const command of [["plan"], ["apply", "--auto-approve"]]) {
      const { code, stderr, writes } = await run([...command, "--resupply", glob]);
      expect([code, writes]).toEqual([1, []]);
      expect(stderr).toContain(word);
    }
  });

  test("is part of a saved plan, and cannot be added to one", async () => {
    const { run } = await enterStage(fleet(idle));
    await run(["plan", "--resupply", "**", "--out", "plan.json"]);
    const added = await run(["apply", "plan.json", "--auto-approve", "--resupply", "**"]);
    expect([added.code, added.writes]).toEqual([1, []]);
    expect(added.stderr).toContain("resupply-of-plan");
    const { code, writes } = await run(["apply", "plan.json", "--auto-approve"]);
    expect([code, patches(writes)]).toEqual([0, 4]);
  });
});
