import { describe, expect, test } from "vitest";
import type { PlanDocument } from "../../src/model/plan-document.ts";
import { exampleSeed } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

const hook = (id: number, url: string, extra: object = {}) => ({
  id,
  url,
  events: ["push"],
  content_type: "json",
  ...extra,
});

const seed = {
  organizations: {
    Acme: {
      hooks: [hook(1, "https://audit.example.com/github", { secret: planted.live })],
      repositories: {
        "service-a": {
          topics: ["deployed"],
          hooks: [hook(2, "https://ci.example.com/service-a/")],
        },
        "service-b": {
          topics: ["deployed"],
          hooks: [hook(3, "https://ci.example.com/service-b/")],
        },
        "service-old": { topics: ["deployed"], archived: true },
        tools: {
          hooks: [hook(4, `https://chat.example.com/services/${planted.live}0123456789abcdef`)],
        },
      },
    },
  },
  users: { octocat: { repositories: { hello: { hooks: [hook(5, "https://ci.example.com/x")] } } } },
};

const config = `version: 1
organizations:
  acme:
    repositories:
      - name: "service-*"
        topics: [deployed]
        hooks:
          - { url: "https://ci.example.com/{repo}/", events: [push], content_type: json, secret: none }
`;

describe("selectors", () => {
  test("nothing is read of a repository that two entries contradict", async () => {
    const contradicting = `${config.replace("        topics", "        unmanaged: delete\n        topics")}
      - { name: SERVICE-a, unmanaged: keep, hooks: [] }
      - { name: Tools, hooks: [] }
`;
    const { run, simulator } = await enterStage({
      files: { "hookfleet.yaml": contradicting },
      seed,
    });
    const { code, stdout } = await run(["plan"]);
    expect([code, stdout]).toEqual([1, expect.stringContaining("contradicting-setting")]);
    expect(simulator.requests.map(({ path }) => path).toSorted()).toEqual([
      "/orgs/acme/repos",
      "/repos/Acme/service-b/hooks",
      "/repos/Acme/tools/hooks",
    ]);
  });

  test("globs take live repositories, shown as GitHub spells them, and skip archived ones", async () => {
    const { run, simulator } = await enterStage({ files: { "hookfleet.yaml": config }, seed });
    const { code, stdout } = await run(["plan", "--format", "json"]);
    const plan = JSON.parse(stdout) as PlanDocument;
    expect(code).toBe(0);
    expect(plan.scopes.map(({ scope }) => scope)).toEqual(["Acme/service-a", "Acme/service-b"]);
    expect(plan.summary).toMatchObject({ unchanged: 2 });
    expect(simulator.requests.map(({ path }) => path).toSorted()).toEqual([
      "/orgs/acme/repos",
      "/repos/Acme/service-a/hooks",
      "/repos/Acme/service-b/hooks",
    ]);
  });

  test("an archived repository named exactly is an error only where something would be written", async () => {
    const exact = config.replace(`"service-*"\n        topics: [deployed]`, "[service-old, tools]");
    const { run } = await enterStage({ files: { "hookfleet.yaml": exact }, seed });
    const { code, stdout, stderr } = await run(["plan", "--format", "json"]);
    const plan = JSON.parse(stdout) as PlanDocument;
    expect([code, plan.complete, stderr]).toEqual([1, false, ""]);
    expect(plan.diagnostics.map(({ code: found, scope }) => [found, scope])).toContainEqual([
      "archived",
      "Acme/service-old",
    ]);
    expect(plan.actions.map(({ scope }) => scope)).toEqual(["Acme/tools"]);
    expect(await run(["apply", "--auto-approve"])).toMatchObject({ code: 1, writes: [] });
    const rest = await run(["apply", "--auto-approve", "--allow-incomplete"]);
    expect([rest.code, rest.writes.length]).toEqual([1, 1]);
    const nothing = exact.replace(/hooks:\n.*$/s, "hooks: []\n");
    const idle = await enterStage({ files: { "hookfleet.yaml": nothing }, seed });
    expect(await idle.run(["plan"])).toMatchObject({ code: 0 });
  });

  test("an owner that cannot be listed does not stop the others", async () => {
    const two = `${config}  nobody:\n    repositories: [{ name: "*" }]\n`;
    const { run } = await enterStage({ files: { "hookfleet.yaml": two }, seed });
    const { code, stdout } = await run(["plan", "--format", "json"]);
    const plan = JSON.parse(stdout) as PlanDocument;
    expect([code, plan.complete, plan.scopes.length]).toEqual([1, false, 2]);
    expect(plan.diagnostics).toContainEqual(
      expect.objectContaining({ severity: "error", code: "not-found", scope: "nobody" }),
    );
  });
});

test("validate knows targets that can match nothing, offline", async () => {
  const { run, simulator } = await enterStage({ files: { "hookfleet.yaml": config }, seed });
  expect(await run(["validate", "--target", "acme/service-x"])).toMatchObject({ code: 0 });
  const { code, stdout } = await run(["validate", "--target", "other/*"]);
  expect(code).toBe(1);
  expect(stdout).toContain("unknown-target");
  expect(simulator.requests).toEqual([]);
});

describe("explain", () => {
  test("names for every value the place it comes from", async () => {
    const files = {
      "hookfleet.yaml": `version: 1
defaults: { hook: { content_type: json } }
templates:
  ci: { url: "https://ci.example.com/{repo}", events: [push], secret: none }
organizations:
  acme:
    repositories:
      - name: api
        hooks: [{ use: ci, events: [release] }]
`,
    };
    const { run, simulator } = await enterStage({ files });
    const { code, stdout } = await run(["explain", "acme/API", "--format", "json"]);
    // The name of the repository is part of a URL, and GitHub alone knows how it is spelled.
    expect([code, simulator.requests.map(({ path }) => path)]).toEqual([0, ["/repos/acme/api"]]);
    const { hooks } = JSON.parse(stdout) as {
      hooks: { values: { field: string; value: unknown; source: { line: number } | null }[] }[];
    };
    const values = hooks[0]?.values.map(({ field, value, source }) => [field, value, source?.line]);
    expect(values).toEqual([
      ["url", "https://ci.example.com/api", 4],
      ["events", ["release"], 9],
      ["content_type", "json", 2],
      ["insecure_ssl", false, undefined],
      ["active", true, undefined],
      ["secret", "none", 4],
    ]);
    const text = await run(["explain", "acme/api"]);
    expect(text.stdout).toMatch(/events +release +hookfleet\.yaml:9:/);
    const alone = await run(["explain", "acme/api"], { environment: { GITHUB_TOKEN: "" } });
    expect([alone.code, alone.stdout]).toEqual([0, text.stdout]);
    expect(alone.stderr).toContain("{owner} and {repo} have the spelling of the file");
  });

  test("names the places of the settings, those of defaults and built-in ones included", async () => {
    const files = {
      "hookfleet.yaml": `version: 1
defaults: { undeclared_secrets: keep }
organizations:
  acme:
    repositories:
      - { name: api, unmanaged: keep, hooks: [] }
      - { name: web, hooks: [] }
`,
    };
    const { run } = await enterStage({ files });
    const api = await run(["explain", "acme/api"]);
    expect(api.stdout).toMatch(/unmanaged +keep +hookfleet\.yaml:6:/);
    expect(api.stdout).toMatch(/undeclared_secrets +keep +hookfleet\.yaml:2:/);
    const web = JSON.parse(
      (await run(["explain", "acme/web", "--format", "json"])).stdout,
    ) as object;
    expect(web).toMatchObject({ unmanaged: "report", unmanaged_source: null });
  });

  test("asks GitHub where a glob selects the scope, and says what nothing selects", async () => {
    const { run } = await enterStage({ files: { "hookfleet.yaml": config }, seed });
    const { code, stdout } = await run(["explain", "acme/service-a"]);
    expect(code).toBe(0);
    expect(stdout).toContain("https://ci.example.com/service-a/");
    const none = await run(["explain", "acme/tools"]);
    expect([none.code, none.stdout]).toEqual([1, ""]);
    expect(await run(["explain", "acme/*"])).toMatchObject({ code: 1, stdout: "" });
  });
});

describe("import", () => {
  const targets = ["acme", "acme/*", "octocat/hello"];

  test("writes a file that validates and that plan finds no difference with", async () => {
    const { run, read } = await enterStage({ files: { "hookfleet.yaml": undefined }, seed });
    const { code, stdout } = await run(["import", ...targets, "--out", "hookfleet.yaml"]);
    expect([code, stdout]).toEqual([0, ""]);
    const text = read("hookfleet.yaml");
    expect(text).toContain("# yaml-language-server: $schema=");
    expect(text.match(/ci\.example\.com\/\{repo\}/g)).toHaveLength(1);
    expect(await run(["validate"])).toMatchObject({ code: 0 });
    const variable = /env: ([A-Z0-9_]*CHAT[A-Z0-9_]*URL)/.exec(text)?.[1] ?? "";
    const url = `https://chat.example.com/services/${planted.live}0123456789abcdef`;
    const plan = await run(["plan", "--detailed-exitcode", "--format", "json"], {
      environment: { [variable]: url },
    });
    const { summary } = JSON.parse(plan.stdout) as PlanDocument;
    expect([plan.code, summary]).toEqual([
      0,
      expect.objectContaining({ unchanged: 5, unmanaged: 0, assumed: 1 }),
    ]);
  });

  test("does not overwrite a file unless told to", async () => {
    const { run, read, simulator } = await enterStage({ seed });
    const before = read("hookfleet.yaml");
    const refused = await run(["import", "acme", "--out", "hookfleet.yaml"]);
    expect([refused.code, read("hookfleet.yaml"), simulator.requests]).toEqual([1, before, []]);
    const forced = await run(["import", "acme", "--out", "hookfleet.yaml", "--force"]);
    expect(forced.code).toBe(0);
    expect(read("hookfleet.yaml")).toContain("audit.example.com");
  });

  test("writes nothing where a scope cannot be read, and refuses what is no target", async () => {
    const { run } = await enterStage({ seed });
    const missing = await run(["import", "acme", "acme/nothing"]);
    expect([missing.code, missing.stdout]).toEqual([1, ""]);
    for (const target of ["*", "acme/a/b", "octocat", "https://github.com/acme", "acme/zzz*"])
      expect(await run(["import", target])).toMatchObject({ code: 1, stdout: "" });
  });
});

test.each([
  ["plan"],
  ["drift"],
  ["import", "acme"],
  ["verify"],
  ["deliveries"],
  ["health"],
  ["secrets"],
])("%s says that the token of an OAuth app sees only its own hooks", async (...argv) => {
  const token = planted.token.replace("ghs_", "gho_");
  const { run } = await enterStage({
    environment: { GITHUB_TOKEN: token },
    seed: { ...exampleSeed, tokens: { [token]: { kind: "oauth", app: "ours" } } },
  });
  const { stdout, stderr } = await run(argv);
  expect(`${stdout}${stderr}`).toContain("warning oauth-token:");
});
