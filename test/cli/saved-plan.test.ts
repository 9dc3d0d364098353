import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { hidden } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

const config = `version: 1
organizations:
  acme:
    repositories:
      - name: [api, web]
        unmanaged: delete
        hooks:
          - { url: https://ci.example.com/hook, events: [push, release], content_type: json, secret: none }
`;

const seed = {
  organizations: {
    acme: {
      repositories: {
        api: {
          hooks: [
            { id: 1, url: "https://ci.example.com/hook", events: ["push"], content_type: "json" },
            { id: 2, url: "https://old.example.com/hook", events: ["push"], content_type: "json" },
          ],
        },
        web: {},
      },
    },
  },
};

async function saved() {
  const stage = await enterStage({ files: { "hookfleet.yaml": config }, seed });
  expect(await stage.run(["plan", "--out", "plan.json"])).toMatchObject({ code: 0, writes: [] });
  return stage;
}

describe("a saved plan", () => {
  test("is applied as it was reviewed", async () => {
    const { run, simulator } = await saved();
    expect(await run(["apply", "plan.json", "--auto-approve"])).toMatchObject({ code: 0 });
    expect(simulator.hooks("acme/api").map(({ id }) => id)).toEqual([1]);
    expect(simulator.hooks("acme/web")).toHaveLength(1);
  });

  test("leaves a scope alone that would not be what was reviewed; the others go on", async () => {
    const { run, simulator } = await saved();
    simulator.editByHand("acme/api", 1, { events: ["push", "watch"] });
    const before = simulator.hooks("acme/api");
    const { code, stdout, writes } = await run(["apply", "plan.json", "--auto-approve"]);
    expect(code).toBe(1);
    expect(stdout).toContain("acme/api  stale, not touched");
    // Due again, and not the same: what was reviewed did not take `watch` away.
    expect(stdout).toMatch(/reviewed, not due any more: {2}update .*#1\n +events +\+ release\n/);
    expect(writes.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /repos/acme/web/hooks",
    ]);
    expect(simulator.hooks("acme/api")).toEqual(before);
  });

  test("counts limits over what is left without the stale scopes", async () => {
    const { run, simulator } = await saved();
    for (let id = 100; id < 120; id += 1)
      simulator.addHook("acme/api", { id, url: `https://x.example.com/${id}`, events: ["watch"] });
    const { code, writes } = await run(["apply", "plan.json", "--auto-approve"]);
    expect(code).toBe(1);
    expect(writes.map(({ method }) => method)).toEqual(["POST"]);
  });

  test("does not bring targets of the command line", async () => {
    const { run } = await saved();
    const { code, stderr, writes } = await run(["apply", "plan.json", "--target", "acme/api"]);
    expect([code, writes]).toEqual([1, []]);
    expect(stderr).toContain("error targets-of-plan:");
  });

  test("brings its own targets", async () => {
    const { run, simulator } = await saved();
    await run(["plan", "--target", "acme/web", "--out", "web.json"]);
    expect(await run(["apply", "web.json", "--auto-approve"])).toMatchObject({ code: 0 });
    expect(simulator.hooks("acme/api")).toHaveLength(2);
  });

  test("is stale where a secret comes from another place under the same name", async () => {
    const files = (variable: string) => `version: 1
secrets: { ci: { env: ${variable} } }
organizations:
  acme:
    repositories:
      - name: web
        hooks: [{ url: https://ci.example.com/hook, events: [push], content_type: json, secret: ci }]
`;
    const stage = await enterStage({ files: { "hookfleet.yaml": files("REVIEWED") }, seed });
    await stage.run(["plan", "--out", "plan.json"]);
    stage.write("hookfleet.yaml", files("EXCHANGED"));
    const environment = { REVIEWED: "reviewed-value", EXCHANGED: "exchanged-value" };
    const { code, stdout, writes } = await stage.run(["apply", "plan.json", "--auto-approve"], {
      environment,
    });
    expect([code, writes]).toEqual([1, []]);
    expect(stdout).toContain("acme/web  stale, not touched");
  });

  test("for another API is refused", async () => {
    const { run } = await saved();
    const other = { environment: { GITHUB_API_URL: "http://127.0.0.1:1" } };
    const { code, stderr } = await run(["apply", "plan.json", "--auto-approve"], other);
    expect(code).toBe(1);
    expect(stderr).toContain("error plan-elsewhere:");
  });
});

/** Edits that somebody could make to look harmless; the digests stay as they were. */
const forgeries: readonly [string, (plan: PlanDocument) => unknown][] = [
  [
    "another kind",
    (plan) => ({ ...plan, actions: plan.actions.map((action) => ({ ...action, kind: "create" })) }),
  ],
  [
    "another URL",
    (plan) => ({
      ...plan,
      actions: plan.actions.map((action) => ({ ...action, url: "https://x.example/" })),
    }),
  ],
  ["an action less", (plan) => ({ ...plan, actions: plan.actions.slice(1) })],
  [
    "fewer deletes in the summary",
    (plan) => ({ ...plan, summary: { ...plan.summary, delete: 0 } }),
  ],
  ["wider targets", (plan) => ({ ...plan, targets: ["**"] })],
  ["another digest", (plan) => ({ ...plan, digest: `sha256:${"0".repeat(64)}` })],
  [
    "a scope's digest",
    (plan) => ({
      ...plan,
      scopes: plan.scopes.map((scope) => ({ ...scope, digest: plan.digest })),
    }),
  ],
  ["complete, although it was not", (plan) => ({ ...plan, complete: !plan.complete })],
  ["no actions at all", (plan) => ({ ...plan, actions: null })],
];

test("the digests are those that anybody can compute by the recipe of the schema", async () => {
  const { read } = await saved();
  const plan = JSON.parse(read("plan.json")) as PlanDocument;
  const hash = (value: unknown) =>
    `sha256:${createHash("sha256")
      .update(JSON.stringify(["hookfleet.digest/1", value]))
      .digest("hex")}`;
  const prints = plan.actions.filter((one) => one.scope === "acme/api");
  expect(plan.scopes[0]).toEqual({
    scope: "acme/api",
    digest: hash(["acme/api", prints.map((one) => one.fingerprint)]),
  });
  const actions = plan.actions.map((one) => {
    const changes = one.changes.map(({ field, before, after }) => [field, before, after]);
    return [
      [one.kind, one.scope, one.hook_id, one.url, changes, one.secret, one.secret_ref],
      ...[one.reason, one.blocked, one.requests, one.early ?? null, one.fingerprint],
      ...(one.kind === "delete" ? [one.has_secret] : []),
    ];
  });
  const scopes = plan.scopes.map(({ scope, digest }) => [scope, digest]);
  expect(plan.digest).toBe(hash([true, [], scopes, actions]));
});

describe("a plan file that was altered is refused", () => {
  test.each(forgeries)("%s", async (_, forge) => {
    const { run, read, write } = await saved();
    write("plan.json", JSON.stringify(forge(JSON.parse(read("plan.json")) as PlanDocument)));
    const { code, stderr, writes } = await run(["apply", "plan.json", "--auto-approve"]);
    expect([code, writes]).toEqual([1, []]);
    expect(stderr).toContain("error plan-altered:");
  });

  test.each([
    ["cut off", (text: string) => text.slice(0, 500), "not-a-plan"],
    ["empty", () => "", "not-a-plan"],
    ["a list", () => "[]", "not-a-plan"],
    ["of another kind", () => '{"format":"hookfleet.report/1"}', "not-a-plan"],
    [
      "of another version",
      (text: string) => text.replace("hookfleet.plan/1", "hookfleet.plan/2"),
      "plan-format",
    ],
  ])("one that is %s", async (_, spoil, code) => {
    const { run, read, write } = await saved();
    write("plan.json", spoil(read("plan.json")));
    const { code: exit, stderr, writes } = await run(["apply", "plan.json", "--auto-approve"]);
    expect([exit, writes]).toEqual([1, []]);
    expect(stderr).toContain(`error ${code}:`);
  });
});

test("--out is refused before anything is read where its ending is no format", async () => {
  const { run, simulator } = await enterStage();
  const { code, stderr } = await run(["plan", "--out", "plan.txt"]);
  expect([code, simulator.requests.length]).toEqual([1, 0]);
  expect(stderr).toContain("error unknown-format:");
});

describe("merge", () => {
  test("joins the plans of a matrix into one that can be applied", async () => {
    const { run, read, simulator } = await saved();
    await run(["plan", "--target", "acme/web", "--out", "web.json"]);
    await run(["plan", "--target", "acme/api", "--out", "api.json"]);
    expect(await run(["merge", "web.json", "api.json", "--out", "all.json"])).toMatchObject({
      code: 0,
    });
    const whole = JSON.parse(read("plan.json")) as PlanDocument;
    const merged = JSON.parse(read("all.json")) as PlanDocument;
    expect({ ...merged, targets: [], digest: "", created_at: "" }).toEqual({
      ...whole,
      digest: "",
      created_at: "",
    });
    const other = await run(["merge", "api.json", "web.json", "--format", "json"]);
    expect((JSON.parse(other.stdout) as PlanDocument).digest).toBe(merged.digest);
    expect(await run(["apply", "all.json", "--auto-approve"])).toMatchObject({ code: 0 });
    expect(simulator.hooks("acme/web")).toHaveLength(1);
  });

  test("masks what was printed with --show-urls, and the whole can be applied still", async () => {
    const { run, write, read } = await enterStage();
    write("plan.json", (await run(["plan", "--format", "json", "--show-urls"])).stdout);
    expect(read("plan.json")).toContain(hidden.query);
    for (const format of ["text", "json"]) await run(["merge", "plan.json", "--format", format]);
    expect(await run(["merge", "plan.json", "--out", "all.json"])).toMatchObject({ code: 0 });
    expect(await run(["apply", "all.json", "--auto-approve"])).toMatchObject({ code: 0 });
  });

  test("refuses plans that overlap or that were made from different configurations", async () => {
    const { run, write } = await saved();
    const twice = await run(["merge", "plan.json", "plan.json"]);
    expect(twice.code).toBe(1);
    expect(twice.stderr).toContain("error plans-overlap:");
    write("hookfleet.yaml", config.replace("release", "watch"));
    await run(["plan", "--target", "acme/web", "--out", "web.json"]);
    const mixed = await run(["merge", "plan.json", "web.json"]);
    expect(mixed.code).toBe(1);
    expect(mixed.stderr).toContain("error plans-differ:");
  });

  describe("counts limits over the whole", () => {
    const deletes = (limits: string) => `version: 1
${limits}organizations:
  acme: { repositories: [{ name: [api, web], unmanaged: delete, hooks: [] }] }
`;
    const hooks = (count: number) =>
      Array.from({ length: count }, (_, index) => ({
        url: `https://old.example.com/${index}`,
        events: ["push"],
        content_type: "json",
      }));

    /** Two parts that delete so many hooks each. */
    async function parts(each: number, limits = "", flags: readonly string[] = []) {
      const repositories = { api: { hooks: hooks(each) }, web: { hooks: hooks(each) } };
      const stage = await enterStage({
        files: { "hookfleet.yaml": deletes(limits) },
        seed: { organizations: { acme: { repositories } } },
      });
      for (const name of ["api", "web"]) {
        const argv = ["plan", "--target", `acme/${name}`, "--out", `${name}.json`, ...flags];
        await stage.run(argv);
      }
      const merge = (...more: readonly string[]) =>
        stage.run(["merge", "api.json", "web.json", "--out", "all.json", ...more]);
      const apply = (...more: readonly string[]) =>
        stage.run(["apply", "all.json", "--auto-approve", ...more]);
      return { ...stage, merge, apply };
    }

    const refusedAt = async (
      [each, limits, flags]: Parameters<typeof parts>,
      ...more: readonly string[]
    ) => {
      const { merge, apply, read } = await parts(each, limits, flags);
      const merged = await merge(...more);
      const { diagnostics } = JSON.parse(read("all.json")) as PlanDocument;
      const errors = diagnostics.filter(({ severity }) => severity === "error");
      const applied = await apply(...more);
      // Whatever `merge` says is what `apply` does.
      expect(applied.code).toBe(merged.code);
      expect(merged.stdout.includes("too-many-")).toBe(merged.code === 1);
      return errors.map(({ message }) => message);
    };

    test.each<[what: string, of: Parameters<typeof parts>, flags: readonly string[], said: string]>(
      [
        ["the default", [8], [], "16 deletes, and `limits.max_deletes` allows 10"],
        [
          "a limit of the file",
          [3, "limits: { max_deletes: 4 }\n"],
          [],
          "6 deletes, and `limits.max_deletes` allows 4",
        ],
        [
          "that of all changes",
          [3, "limits: { max_changes: 5 }\n"],
          [],
          "6 changes, and `limits.max_changes` allows 5",
        ],
        [
          "what was allowed the parts alone",
          [12, "", ["--max-deletes", "30"]],
          [],
          "24 deletes, and `limits.max_deletes` allows 10",
        ],
        ["what the parts break each", [12], [], "24 deletes, and `limits.max_deletes` allows 10"],
        [
          "less than is given",
          [8],
          ["--max-deletes", "15"],
          "16 deletes, and `limits.max_deletes` allows 15",
        ],
      ],
    )("%s refuses it", async (_, of, flags, said) => {
      expect(await refusedAt(of, ...flags)).toEqual([`the plan has ${said}`]);
    });

    test.each<[what: string, of: Parameters<typeof parts>, flags: readonly string[]]>([
      ["the default", [5], []],
      ["a limit of the file", [8, "limits: { max_deletes: 16 }\n"], []],
      ["what is given once", [8], ["--max-deletes", "16"]],
      ["what is given once, and not to the parts", [12], ["--max-deletes", "24"]],
    ])("%s allows it", async (_, of, flags) => {
      expect(await refusedAt(of, ...flags)).toEqual([]);
    });

    test("a plan says what its file allows only where that is not what every file does", async () => {
      const limits = async (of: string) =>
        (JSON.parse((await parts(1, of)).read("api.json")) as PlanDocument).limits;
      expect(await limits("")).toBeUndefined();
      expect(await limits("limits: { max_deletes: 3 }\n")).toEqual({
        max_deletes: 3,
        max_changes: null,
      });
    });

    test("a plan whose limits are no numbers was altered", async () => {
      const { merge, read, write } = await parts(1, "limits: { max_deletes: 3 }\n");
      write("api.json", read("api.json").replace('"max_deletes": 3', '"max_deletes": "3"'));
      expect((await merge()).stderr).toContain("error plan-altered:");
    });
  });
});
