import { describe, expect, test } from "vitest";
import { schemaErrors } from "../render/schema.ts";
import { exampleActions, exampleConfig } from "../support/example-fleet.ts";
import { enterStage, type Outcome, type Stage } from "../support/run-cli.ts";

const planErrors = schemaErrors("plan");
const reportErrors = schemaErrors("report");

function parsed<T>({ stdout }: Outcome): T {
  return JSON.parse(stdout) as T;
}

describe("what succeeds", () => {
  test("plan prints a plan", async () => {
    const { run, url } = await enterStage();
    const { code, stdout, stderr } = await run(["plan", "--format", "json"]);
    const document: unknown = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(planErrors(document)).toEqual([]);
    expect(document).toMatchObject({
      api_url: url,
      complete: true,
      targets: [],
      summary: { create: 3, update: 1, config_patch: 0, delete: 0, blocked: 0, unmanaged: 1 },
      rate_limit: { requests_to_apply: exampleActions },
    });
    expect(stderr).toBe("The configuration has 1 warning; `hookfleet validate` shows them.\n");
  });

  test("apply prints a report, and the plan on stderr", async () => {
    const { run } = await enterStage();
    const argv = ["apply", "--auto-approve", "--format=json"];
    const { code, stdout, stderr } = await run(argv);
    const document: unknown = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(reportErrors(document)).toEqual([]);
    expect(document).toMatchObject({
      summary: { applied: exampleActions, failed: 0, not_attempted: 0 },
    });
    expect(stderr).toContain("Plan: 3 to create");
    const again = await run(argv);
    expect(reportErrors(parsed(again))).toEqual([]);
    expect(parsed(again)).toMatchObject({ summary: { applied: 0 }, actions: [] });
  });

  test("validate prints its diagnostics, those of errors and of warnings", async () => {
    const { run, write } = await enterStage();
    expect(parsed(await run(["validate", "--format", "json"]))).toMatchObject({
      format: "hookfleet.diagnostics/1",
      summary: { errors: 0, warnings: 1 },
    });
    write("hookfleet.yaml", "version: 1\nfoo: 1\nbar: 2\n");
    const { code, stdout } = await run(["validate", "--format", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ summary: { errors: 2 } });
  });
});

describe("what fails", () => {
  test.each<[code: string, argv: readonly string[], environment?: Record<string, string>]>([
    ["file-missing", ["validate", "-f", "nowhere.yaml"]],
    ["file-missing", ["plan", "-f", "nowhere.yaml"]],
    ["file-missing", ["apply", "-f", "nowhere.yaml"]],
    ["no-credentials", ["plan"], { GITHUB_TOKEN: "" }],
    ["no-credentials", ["apply"], { GITHUB_TOKEN: "" }],
    ["bad-api-url", ["plan", "--api-url", "nonsense"]],
    ["unknown-target", ["plan", "--target", "nobody"]],
    ["unknown-target", ["apply", "--target", "nobody"]],
    ["unknown-option", ["validate", "--strickt"]],
    ["unknown-option", ["plan", "--frmat", "json"]],
    ["unknown-option", ["apply", "--yes"]],
    ["invalid-argument", ["plan", "--concurrency", "0"]],
    ["invalid-argument", ["apply", "--max-deletes", "many"]],
    ["unknown-command", ["aply"]],
  ])("%s of %j", async (code, argv, environment = {}) => {
    const { run } = await enterStage();
    const outcome = await run([...argv, "--format", "json"], { environment });
    expect(outcome).toMatchObject({ code: 1, writes: [] });
    expect(parsed(outcome)).toMatchObject({
      format: "hookfleet.diagnostics/1",
      summary: { errors: 1 },
      diagnostics: [{ severity: "error", code }],
    });
  });

  test.each([
    [["plan", "--json"], "JSON is --format json. See hookfleet plan --help."],
    [["plan", "--frmat"], "Did you mean --format? See hookfleet plan --help."],
    [
      ["apply", "--dry-run"],
      "hookfleet plan shows what apply would do, and changes nothing. See hookfleet apply --help.",
    ],
    [["aply"], "Did you mean apply? See hookfleet --help."],
  ])("%j helps as much as it does in text", async (argv, help) => {
    const { run } = await enterStage();
    const { stdout } = await run([...argv, "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ help }] });
  });

  test("an apply without actions names every scope that was not read", async () => {
    const { run } = await enterStage({
      between: async () => Response.json({ message: "Not Found" }, { status: 404 }),
    });
    const { stdout } = await run(["apply", "--auto-approve", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({
      format: "hookfleet.diagnostics/1",
      diagnostics: [
        { code: "plan-incomplete", message: "some scopes could not be read" },
        { code: "not-found", scope: "acme" },
        { code: "not-found", scope: "acme/api" },
      ],
    });
    expect(stdout).not.toContain("above");
  });

  test("an apply that nobody approved reports what it did not attempt", async () => {
    const { run } = await enterStage();
    const outcome = await run(["apply", "--format", "json"]);
    expect(outcome).toMatchObject({ code: 1, writes: [] });
    expect(reportErrors(parsed(outcome))).toEqual([]);
    expect(parsed(outcome)).toMatchObject({ summary: { not_attempted: exampleActions } });
    expect(outcome.stderr).toContain("error not-approved:");
  });

  test("an apply that could see nothing says why", async () => {
    const { run } = await enterStage({ environment: { GITHUB_TOKEN: "ghp_somebodyElse" } });
    const outcome = await run(["apply", "--auto-approve", "--format", "json"]);
    expect(outcome).toMatchObject({ code: 1, writes: [] });
    expect(parsed(outcome)).toMatchObject({ diagnostics: [{ code: "bad-credentials" }] });
  });

  test("an action that fails is in the report, with its reason", async () => {
    const { run, simulator } = await enterStage();
    simulator.addFault({ kind: "status", status: 422, method: "PATCH", body: { message: "No" } });
    const outcome = await run(["apply", "--auto-approve", "--format", "json"]);
    expect(outcome.code).toBe(1);
    expect(reportErrors(parsed(outcome))).toEqual([]);
    expect(parsed(outcome)).toMatchObject({
      summary: { applied: 3, failed: 1, not_attempted: 0 },
      actions: expect.arrayContaining([
        expect.objectContaining({
          kind: "update",
          status: "failed",
          error: expect.objectContaining({ code: "validation-failed" }),
        }),
      ]),
    });
  });
});

interface Digests {
  readonly digest: string;
  readonly scopes: readonly { readonly scope: string; readonly digest: string }[];
}

async function digests({ run }: Stage, ...more: readonly string[]): Promise<Digests> {
  const { digest, scopes } = parsed<Digests>(await run(["plan", "--format", "json", ...more]));
  return { digest, scopes };
}

describe("the digest of a plan", () => {
  test("does not depend on the order of the file or of what is live", async () => {
    const stage = await enterStage();
    const before = await digests(stage);
    expect(before.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const [head = "", hooks = ""] = exampleConfig.split(/(?<= {8}hooks:\n)/);
    const reversed = hooks.trimEnd().split("\n").toReversed().join("\n");
    stage.write("hookfleet.yaml", `${head}${reversed}\n`);
    for (const id of [21, 22]) {
      const [hook] = stage.simulator.hooks("acme/api").filter((entry) => entry.id === id);
      stage.simulator.removeHook("acme/api", id);
      const { config, events = [] } = hook ?? {};
      const written = { ...config } as Readonly<Record<string, string>>;
      stage.simulator.addHook("acme/api", { id, events: events.toReversed(), config: written });
    }
    expect(await digests(stage)).toEqual(before);
  });

  test("does not depend on how many files it comes from", async () => {
    const stage = await enterStage();
    const before = await digests(stage);
    const [head = "", repositories = ""] = exampleConfig.split(/(?= {4}repositories:\n)/);
    stage.write("parts/b.yaml", head);
    stage.write("parts/a.yml", `version: 1\norganizations:\n  acme:\n${repositories}`);
    stage.write("parts/secrets/audit", stage.read("secrets/audit"));
    expect((await digests(stage, "-f", "parts")).digest).toBe(before.digest);
    const named = ["-f", "parts/b.yaml", "-f", "parts/a.yml"];
    expect((await digests(stage, ...named)).digest).toBe(before.digest);
  });

  test("does not depend on hooks that stay", async () => {
    const stage = await enterStage();
    const before = await digests(stage);
    stage.simulator.addHook("acme/api", { url: "https://another.example.com/", events: ["fork"] });
    expect(await digests(stage)).toEqual(before);
  });

  test.each<[what: string, change: (stage: Stage) => void]>([
    [
      "an event more",
      ({ write }) => write("hookfleet.yaml", exampleConfig.replace("[push]", "[push, fork]")),
    ],
    [
      "another secret",
      ({ write }) => write("hookfleet.yaml", exampleConfig.replace("secret: none", "secret: ci")),
    ],
    [
      "a live event more",
      ({ simulator }) =>
        simulator.editByHand("acme/api", 21, { events: ["push", "issues", "fork"] }),
    ],
    [
      "a hook switched off",
      ({ simulator }) => simulator.editByHand("acme/api", 21, { active: false }),
    ],
    ["a lost secret", ({ simulator }) => simulator.editByHand("acme/api", 21, { secret: null })],
  ])("differs for %s, and that of no other scope", async (_, change) => {
    const stage = await enterStage();
    const before = await digests(stage);
    change(stage);
    const after = await digests(stage);
    expect(after.digest).not.toBe(before.digest);
    const changed = after.scopes.filter(
      ({ digest }, index) => digest !== before.scopes[index]?.digest,
    );
    expect(changed.map(({ scope }) => scope)).toEqual(["acme/api"]);
  });

  test("differs for other targets", async () => {
    const stage = await enterStage();
    const all = await digests(stage);
    const one = await digests(stage, "--target", "acme");
    expect(one.digest).not.toBe(all.digest);
    expect(one.scopes).toEqual(all.scopes.filter(({ scope }) => scope === "acme"));
  });
});
