import { describe, expect, test } from "vitest";
import type { DriftDocument } from "../../src/model/drift-document.ts";
import { parseDriftFile } from "../../src/plan/saved/parse-saved-file.ts";
import { schemaErrors } from "../render/schema.ts";
import { hidden, planted } from "../support/planted.ts";
import { enterStage, type Outcome, type StageOptions } from "../support/run-cli.ts";

const errors = schemaErrors("drift");

function reported({ stdout }: Outcome): DriftDocument {
  const document = JSON.parse(stdout) as DriftDocument;
  expect(errors(document)).toEqual([]);
  return parseDriftFile(stdout, "stdout");
}

const json = ["drift", "--format", "json"];

const config = `version: 1
secrets:
  ci: { env: CI_SECRET }
organizations:
  acme:
    unmanaged: report
    repositories:
      - name: [api, web]
        hooks:
          - { url: https://ci.example.com/hook, events: [push], content_type: json, secret: none }
`;

const hook = (id: number, extra: object = {}) => ({
  id,
  url: "https://ci.example.com/hook",
  events: ["push"],
  content_type: "json",
  ...extra,
});

/** acme/api and acme/web with these hooks; by default both are as declared. */
function fleet(
  api: readonly object[] = [hook(1)],
  web: readonly object[] = [hook(2)],
  text = config,
) {
  const repositories = { api: { hooks: api }, web: { hooks: web } };
  return {
    files: { "hookfleet.yaml": text },
    seed: { organizations: { acme: { hooks: [], repositories } } },
  } satisfies StageOptions;
}

const failing = {
  last_response: { code: 502, status: null, message: "Invalid HTTP Response: 502" },
};

describe("exit codes", () => {
  test("0 where nothing moved", async () => {
    const { run } = await enterStage(fleet());
    const outcome = await run(json);
    expect(outcome).toMatchObject({ code: 0, writes: [] });
    expect(reported(outcome)).toMatchObject({ complete: true, drift: [], diagnostics: [] });
    expect((await run(["drift"])).stdout).toContain("No drift.");
  });

  test.each<[what: string, kind: string, options: StageOptions]>([
    ["a missing hook", "missing", fleet([])],
    ["a changed hook", "changed", fleet([hook(1, { events: ["push", "issues"] })])],
    [
      "an unmanaged hook that stays",
      "unmanaged",
      fleet([hook(1), hook(3, { url: "https://x.example.com/a" })]),
    ],
    [
      "an unmanaged hook that apply would delete",
      "unmanaged",
      fleet(
        [hook(1), hook(3, { url: "https://x.example.com/a" })],
        [hook(2)],
        config.replace("name: [", "unmanaged: delete\n        name: ["),
      ),
    ],
    [
      "a superseded hook",
      "superseded",
      fleet(
        [hook(1), hook(3, { url: "https://old.example.com/a" })],
        [hook(2)],
        config.replace(
          "secret: none }",
          "secret: none, previous_urls: [https://old.example.com/a] }",
        ),
      ),
    ],
    [
      "a blocked hook",
      "blocked",
      fleet(
        [hook(1, { events: ["issues"], secret: planted.live })],
        [hook(2)],
        config.replace(", secret: none", ""),
      ),
    ],
  ])("2 for %s", async (_, kind, options) => {
    const { run } = await enterStage(options);
    const outcome = await run(json);
    expect(outcome).toMatchObject({ code: 2, writes: [] });
    expect(reported(outcome).drift.map((entry) => entry.kind)).toEqual([kind]);
  });

  test("0 for an unmanaged hook under `keep`", async () => {
    const text = config.replace("name: [", "unmanaged: keep\n        name: [");
    const { run } = await enterStage(
      fleet([hook(1), hook(3, { url: "https://x.example.com/" })], [hook(2)], text),
    );
    const outcome = await run(json);
    expect([outcome.code, reported(outcome).drift]).toEqual([0, []]);
  });

  test("0 for a receiver that fails, which is told; 2 under --strict", async () => {
    const { run } = await enterStage(fleet([hook(1, failing)]));
    const outcome = await run(json);
    expect(outcome.code).toBe(0);
    expect(reported(outcome)).toMatchObject({
      summary: { unhealthy: 1 },
      drift: [{ kind: "unhealthy", scope: "acme/api", hook_id: 1, health: { code: 502 } }],
    });
    expect(await run(["drift", "--strict"])).toMatchObject({ code: 2 });
    expect((await run(["drift"])).stdout).toMatch(
      /Invalid HTTP Response: 502\n\nDrift: .* 1 unhealthy\.\n$/,
    );
  });

  test("1 where a scope cannot be read, and what is known is told all the same", async () => {
    const text = config.replace("[api, web]", "[api, web, gone]");
    const { run } = await enterStage(fleet([], [hook(2)], text));
    const outcome = await run([...json, "--out", "drift.json"]);
    expect(outcome).toMatchObject({ code: 1, writes: [] });
    const document = reported(outcome);
    expect(document).toMatchObject({ complete: false, summary: { missing: 1 } });
    expect(document.diagnostics).toMatchObject([{ severity: "error", scope: "acme/gone" }]);
    expect((await run(["drift"])).stdout).toContain("This report is incomplete");
  });

  test("2, with a warning, for a plan that apply would refuse for its limits", async () => {
    const text = config
      .replace("organizations:", "limits: { max_deletes: 0, max_changes: 0 }\norganizations:")
      .replace("name: [", "unmanaged: delete\n        name: [");
    const { run } = await enterStage(
      fleet([hook(1), hook(3, { url: "https://x.example.com/" })], [], text),
    );
    const outcome = await run(json);
    expect(outcome.code).toBe(2);
    const { diagnostics } = reported(outcome);
    expect(diagnostics.map(({ code, severity }) => [code, severity])).toEqual([
      ["too-many-changes", "warning"],
      ["too-many-deletes", "warning"],
    ]);
    expect(await run(["plan"])).toMatchObject({ code: 1 });
  });
});

describe("files", () => {
  test("are whole, masked, and what stdout has", async () => {
    const { run, read } = await enterStage();
    const outcome = await run([...json, "--out", "drift.json", "--out", "other.json"]);
    expect(outcome.code).toBe(2);
    expect([read("drift.json"), read("other.json")]).toEqual([outcome.stdout, outcome.stdout]);
    const shown = await run([...json, "--show-urls", "--out", "masked.json"]);
    expect(shown.stdout).toContain(hidden.segment);
    expect(read("masked.json")).not.toContain(hidden.segment);
    expect(reported(shown).drift.length).toBe(reported(outcome).drift.length);
  });

  test("are markdown and HTML where their endings say so", async () => {
    const { run, read } = await enterStage();
    const markdown = await run([
      "drift",
      "--format",
      "markdown",
      "--out",
      "d.md",
      "--out",
      "d.html",
    ]);
    expect(markdown.code).toBe(2);
    expect(read("d.md")).toBe(markdown.stdout);
    expect(read("d.html")).toMatch(/^<!doctype html>/i);
    expect((await run(["drift", "--format", "html"])).stdout).toMatch(/<\/html>\n$/);
  });

  test("a name that is no format is refused before anything is read", async () => {
    const { run, simulator } = await enterStage();
    const outcome = await run(["drift", "--out", "drift.xml"]);
    expect(outcome.code).toBe(1);
    expect(outcome.stderr).toContain("unknown-format");
    expect(simulator.requests).toEqual([]);
  });
});

describe("the same fleet twice", () => {
  const many = Array.from({ length: 24 }, (_, index) => `r${index}`);
  const text = config.replace("[api, web]", `[${many.join(", ")}]`);
  const repositories = Object.fromEntries(
    many.map((name, index) => [
      name,
      {
        hooks: [
          hook(100 + index, index % 2 === 0 ? failing : { events: ["issues", "push"] }),
          hook(200 + index, { url: `https://x.example.com/${index}` }),
        ].slice(0, (index % 3) + 1),
      },
    ]),
  );
  const options = {
    files: { "hookfleet.yaml": text },
    seed: { organizations: { acme: { hooks: [], repositories } } },
  };
  const timeless = (text: string): string => text.replace(/"created_at": "[^"]*"/, "");

  test("gives the same bytes but for the time: read at once or one by one, cached or not", async () => {
    const { run, simulator } = await enterStage({ ...options, simulator: {} });
    const cache = ["--cache", "cache"];
    const outcomes = [
      await run([...json, "--concurrency", "1"]),
      await run([...json, "--concurrency", "50"]),
      await run([...json, ...cache]),
      await run([...json, ...cache, "--concurrency", "50"]),
    ];
    expect(new Set(outcomes.map(({ stdout }) => timeless(stdout))).size).toBe(1);
    expect(
      new Set(outcomes.map(({ stdout }) => reported({ ...outcomes[0], stdout } as Outcome).digest))
        .size,
    ).toBe(1);
    expect(outcomes.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
    const texts = [await run(["drift"]), await run(["drift", ...cache, "--concurrency", "1"])];
    expect(texts[0]?.stdout).toBe(texts[1]?.stdout);
    expect(simulator.requests.every(({ method }) => method === "GET")).toBe(true);
  });
});

test("an interrupted run says so, and reports nothing", async () => {
  const { run } = await enterStage();
  const outcome = await run(json, { interrupted: AbortSignal.abort() });
  expect(outcome.code).toBe(1);
  expect(JSON.parse(outcome.stdout)).toMatchObject({ format: "hookfleet.diagnostics/1" });
});

test("targets narrow it, and are told", async () => {
  const { run } = await enterStage(fleet([], []));
  const document = reported(await run([...json, "--target", "acme/web"]));
  expect(document).toMatchObject({ targets: ["acme/web"], summary: { missing: 1 } });
});
