import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import type { AuditDocument, AuditedHookDocument } from "../../src/documents/audit-document.ts";
import { hidden, planted } from "../support/planted.ts";
import { enterStage } from "../support/run-cli.ts";

type Audit = Omit<AuditDocument, "hooks"> & { readonly hooks: readonly AuditedHookDocument[] };

const everyFormat = ["json", "csv", "md", "html", "sarif", "prom"].map((end) => `audit.${end}`);
const saved = everyFormat.flatMap((name) => ["--out", name]);

const messy: unknown = parse(
  readFileSync(new URL("../../examples/simulator/messy.yaml", import.meta.url), "utf8"),
);

/** A hook with a credential in every field that can hold one. */
const leaky = {
  id: 41,
  url: `https://${hidden.user}:${hidden.password}@10.0.0.1/in/${hidden.segment}?token=${hidden.query}`,
  events: ["*", "push"],
  content_type: planted.token,
  secret: planted.live,
  last_response: {
    code: 500,
    status: planted.token,
    message: `no answer from https://10.0.0.1/in/${hidden.segment}`,
  },
};

const seed = {
  tokens: { [planted.token]: {} },
  organizations: {
    acme: {
      hooks: [leaky],
      repositories: {
        api: {
          hooks: [
            {
              id: 51,
              url: "https://ci.example.com/hook",
              events: ["push"],
              content_type: "json",
              secret: planted.live,
            },
            { id: 52, url: "=cmd://x", name: "jenkins", events: ["push"] },
          ],
        },
        old: {
          archived: true,
          hooks: [{ id: 61, url: "http://old.example.com/", events: ["push"] }],
        },
        gone: { blocked: "dmca" },
      },
    },
  },
  users: { octocat: { repositories: { hello: { hooks: [] } } } },
};

const open = async (argv: readonly string[], over: object = {}) => {
  const stage = await enterStage({ seed, files: { "hookfleet.yaml": undefined }, ...over });
  return { ...stage, ...(await stage.run(["audit", ...argv])) };
};

test("an organization that nobody has tidied, in every format, fits two screens", async () => {
  const { run, read } = await enterStage({ seed: messy, files: { "hookfleet.yaml": undefined } });
  const { code, stdout, writes } = await run(["audit", "acme", "acme/*", ...saved], {
    terminal: ["stdout"],
    columns: 80,
    environment: { NO_COLOR: "1" },
  });
  expect([code, writes]).toEqual([0, []]);
  const lines = stdout.split("\n");
  expect(lines.length).toBeLessThan(100);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines.at(-2)).toMatch(
    /^504 hooks in \d+ scopes at 19 receivers: 38 errors, \d+ warnings, \d+ notes\.$/,
  );
  const audit = JSON.parse(read("audit.json")) as Audit;
  expect(audit).toMatchObject({
    format: "hookfleet.audit/1",
    complete: true,
    summary: { hooks: 504, errors: 38 },
  });
  expect(audit.receivers.reduce((sum, { hooks }) => sum + hooks, 0)).toBe(504);
  const found = audit.hooks.flatMap(({ findings }) => findings);
  const { errors, warnings, notes } = audit.summary;
  expect(found).toHaveLength(errors + warnings + notes);
  expect(new Set(found.map(({ code: one }) => one)).size).toBe(13);
  expect(read("audit.csv").trimEnd().split("\r\n")).toHaveLength(505);
  expect(JSON.parse(read("audit.sarif"))).toMatchObject({
    version: "2.1.0",
    runs: [{ results: { length: found.length } }],
  });
  expect(read("audit.prom")).toMatch(/^hookfleet_hooks\{org="acme",state="failing"\} 21$/m);
  expect(read("audit.md")).toMatch(/^## Webhook audit\n/);
  expect(read("audit.html")).toContain('<form class="filters"');
});

test("credentials in every field are in no format", async () => {
  const { code, stdout, read } = await open(["acme", "acme/api", "--all", ...saved]);
  expect(code).toBe(0);
  // What is printed and saved was searched for secrets already.
  expect(stdout).toContain("https://***@10.0.0.1/***");
  const { hooks } = JSON.parse(read("audit.json")) as Audit;
  expect(hooks[0]).toMatchObject({
    scope: "acme",
    hook_id: 41,
    url: "https://***@10.0.0.1/***",
    html_url: expect.stringMatching(/\/organizations\/acme\/settings\/hooks\/41$/),
    has_secret: true,
    declared: null,
  });
});

test("--all and --verbose have a line for every hook, which leads to it", async () => {
  const lineOf = async (flag: string) => {
    const { stdout } = await open(["acme/api", flag]);
    return stdout.split("\n").filter((line) => line.includes("acme/api #51"));
  };
  expect(await lineOf("--all")).toEqual([
    expect.stringMatching(/^ +✓ +acme\/api #51 +https:\/\/ci\.example\.com\/\*\*\*$/),
  ]);
  expect(await lineOf("--verbose")).toEqual(await lineOf("--all"));
});

test("'acme/**' is the organization and its repositories, as for --target", async () => {
  const { stdout } = await open(["acme/**", "--format", "json"]);
  expect(new Set((JSON.parse(stdout) as Audit).hooks.map(({ scope }) => scope))).toEqual(
    new Set(["acme", "acme/api"]),
  );
});

test("archived repositories are skipped by globs, and audited by name", async () => {
  const { stdout } = await open(["acme/*", "--format", "json"]);
  const scopes = new Set((JSON.parse(stdout) as Audit).hooks.map(({ scope }) => scope));
  expect([...scopes]).toEqual(["acme/api"]);
  const { code, stdout: named } = await open(["acme/old", "--format", "json"]);
  expect([code, (JSON.parse(named) as Audit).hooks.map(({ hook_id }) => hook_id)]).toEqual([
    0,
    [61],
  ]);
});

test.each<[string, readonly string[], string]>([
  ["no target and no file", [], "error file-missing"],
  ["a target that matches nothing", ["acme/none-*"], "error no-such-scope"],
  ["what is no target", ["acme/a/b"], "error bad-target: target 1 is not OWNER, "],
  ["one of several", ["acme", "acme/*", "acme/a/b"], "error bad-target: target 3 is not OWNER, "],
  ["a user, who has no hooks", ["octocat"], "error user-has-no-hooks"],
  ["targets twice", ["acme", "--target", "acme"], "error targets-twice"],
  ["an unknown finding", ["acme", "--ignore", "mood"], "Allowed choices are insecure-ssl"],
  [
    "an unknown severity",
    ["acme", "--fail-on", "fatal"],
    "Allowed choices are error, warning, note, none",
  ],
  ["a glob beside others that matches nothing", ["acme", "acme/x-*"], "acme/x-* matches no"],
  ["an ending that is no format", ["acme", "--out", "audit.txt"], "error unknown-format"],
])("%s is an error", async (_, argv, message) => {
  const { code, stdout, stderr } = await open(argv);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain(message);
});

test("what cannot be read is an error beside the rest, and the audit is not complete", async () => {
  const { code, stdout, stderr } = await open([
    "acme/api",
    "acme/missing",
    "acme/gone",
    "--format",
    "json",
    "--out",
    "a.prom",
  ]);
  expect(code).toBe(1);
  const audit = JSON.parse(stdout) as Audit;
  expect(audit).toMatchObject({ complete: false, summary: { hooks: 2, scopes: 1 } });
  expect(audit.diagnostics.map(({ scope, code: one }) => [scope, one])).toEqual([
    ["acme/gone", "repository-blocked"],
    ["acme/missing", "not-found"],
  ]);
  expect(stderr).toContain("acme/missing: error not-found");
});

test("what cannot be read is named in the order of names, not in that of GitHub's list", async () => {
  const tokens = { [planted.token]: { login: "mona", scopes: ["gist"] } };
  const repositories = { b: {}, c: {}, a: {} };
  const seed = { tokens, organizations: { acme: { repositories } } };
  const { stderr } = await open(["acme/*", "acme"], { seed });
  expect(stderr.match(/^acme\S*(?=: error)/gm)).toEqual(["acme", "acme/a", "acme/b", "acme/c"]);
});

test("without targets and without a file, the error says that targets need none", async () => {
  const { code, stderr } = await open([]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("targets in place of a file")]);
});

test("the text says that it is incomplete, also where nothing could be read", async () => {
  const { stdout } = await open(["acme/missing"]);
  expect(stdout).toBe(
    "This audit is incomplete: not every scope could be read.\n\n0 hooks in 0 scopes at 0 receivers: no findings.\n",
  );
});

test("--ignore leaves findings out and changes no fact", async () => {
  const codes = ["insecure-ssl", "insecure-url", "failing"];
  const hook = { ...leaky, insecure_ssl: "1", url: "https://ci.example.com/x" };
  const { stdout, read } = await open(
    [...saved, "acme/api", ...codes.flatMap((code) => ["--ignore", code])],
    { seed: { organizations: { acme: { repositories: { api: { hooks: [hook] } } } } } },
  );
  expect(stdout).toMatch(/^. {2}ci\.example\.com +1 +1 +\*, push +all +off +failed/m);
  const audit = JSON.parse(read("audit.json")) as Audit;
  expect(audit.receivers).toMatchObject([{ failing: 1 }]);
  expect(audit.hooks[0]?.findings.map(({ code }) => code)).toEqual(["all-events"]);
  expect(read("audit.prom")).toContain('hookfleet_hooks{org="acme",state="failing"} 1\n');
  expect(read("audit.html")).toContain("verified TLS: off");
});

test.each<[readonly string[], number]>([
  [[], 0],
  [["--fail-on", "none"], 0],
  [["--fail-on", "note"], 2],
  [["--fail-on", "warning"], 0],
  [["--fail-on", "note", "--ignore", "legacy-service"], 0],
])("acme/api with %j exits %i", async (flags, expected) => {
  expect((await open(["acme/api", ...flags])).code).toBe(expected);
});

describe("with a file", () => {
  const files = {
    "hookfleet.yaml": `version: 1
organizations:
  acme:
    repositories:
      - name: api
        hooks: [{ url: https://ci.example.com/hook, events: [push, issues], content_type: json }]
`,
  };

  test("its scopes are audited, and what it does not declare is undeclared", async () => {
    const { code, stdout, read } = await open(["--format", "json", "--out", "a.sarif"], { files });
    expect(code).toBe(0);
    const { hooks } = JSON.parse(stdout) as Audit;
    expect(hooks.map(({ hook_id, declared, url }) => [hook_id, declared, url])).toEqual([
      [51, true, "https://ci.example.com/hook"],
      [52, false, expect.anything()],
    ]);
    expect(read("a.sarif")).not.toContain("hookfleet.yaml");
  });

  test("SARIF has places from the root of the repository", async () => {
    const hook = { url: "https://ci.example.com/hook", events: ["push"], content_type: "json" };
    const { run, folder, read } = await open([], {
      files,
      seed: { organizations: { acme: { repositories: { api: { hooks: [hook] } } } } },
    });
    const environment = { GITHUB_WORKSPACE: dirname(folder) };
    await run(["audit", "--out", "a.sarif", "--out", "a.md"], { environment });
    expect(read("a.sarif")).toContain(`"uri": "${basename(folder)}/hookfleet.yaml"`);
    expect(read("a.md")).not.toContain(basename(folder));
  });

  test("targets beyond it are undeclared where -f names it, and unjudged where not", async () => {
    const argv = ["acme", "--format", "json"];
    const judged = JSON.parse(
      (await open(["-f", "hookfleet.yaml", ...argv], { files })).stdout,
    ) as Audit;
    expect(judged.hooks[0]?.declared).toBe(false);
    expect(judged.hooks[0]?.findings.map(({ code }) => code)).toContain("undeclared");
    const alone = JSON.parse((await open(argv, { files })).stdout) as Audit;
    expect(alone.hooks[0]?.declared).toBeNull();
  });
});

test("where the variable of a URL is not set, nothing is called undeclared", async () => {
  const files = {
    "hookfleet.yaml": `version: 1
organizations:
  acme:
    repositories:
      - name: api
        hooks:
          - { url: https://ci.example.com/hook, events: [push], content_type: json }
          - { url: { env: HOOK_URL }, events: [push], content_type: json }
`,
  };
  const other = { id: 53, url: planted.url, events: ["push"], content_type: "json" };
  const { api } = seed.organizations.acme.repositories;
  const more = {
    ...seed,
    organizations: { acme: { repositories: { api: { hooks: [...api.hooks, other] } } } },
  };
  const declaredIn = async (environment: object) => {
    const { code, stdout, stderr } = await open(["--format", "json"], {
      ...{ files, seed: more, environment },
    });
    expect(code).toBe(0);
    const { hooks } = JSON.parse(stdout) as Audit;
    return { stderr, declared: hooks.map(({ hook_id, declared }) => [hook_id, declared]) };
  };
  const unset = await declaredIn({ HOOK_URL: undefined });
  expect(unset.declared).toEqual([
    [51, true],
    [52, null],
    [53, null],
  ]);
  expect(unset.stderr).toContain("warning url-unset");
  expect((await declaredIn({})).declared).toEqual([
    [51, true],
    [52, false],
    [53, true],
  ]);
});

test("a scope whose entries could not be resolved calls nothing undeclared", async () => {
  const files = {
    "hookfleet.yaml": `version: 1
organizations:
  acme:
    repositories:
      - { name: api, hooks: [{ url: { env: BAD_URL }, events: [push], content_type: json }] }
`,
  };
  const argv = ["acme/api", "-f", "hookfleet.yaml", "--format", "json"];
  const { code, stdout } = await open(argv, { files, environment: { BAD_URL: "no url" } });
  const { hooks } = JSON.parse(stdout) as Audit;
  expect([code, hooks.map(({ declared }) => declared)]).toEqual([1, [null, null]]);
});

describe("other commands without a file", () => {
  test("health and deliveries take the targets of audit", async () => {
    const { run } = await enterStage({ seed, files: { "hookfleet.yaml": undefined } });
    const health = await run(["health", "acme/api", "--format", "json"]);
    expect([health.code, JSON.parse(health.stdout)]).toMatchObject([0, { summary: { hooks: 1 } }]);
    const listed = await run(["deliveries", "acme", "acme/api", "--format", "json"]);
    expect([listed.code, JSON.parse(listed.stdout)]).toMatchObject([0, { deliveries: [] }]);
    const one = await run(["deliveries", "123", "acme/api"]);
    expect(one.stderr).toContain("none of the 1 hooks that could be read has a delivery 123");
    expect((await run(["health", "acme", "--verify"])).stderr).toContain("error verify-needs-file");
  });

  test("drift needs one, and names audit; with one, targets narrow it", async () => {
    const { run, write, read } = await enterStage({ seed, files: { "hookfleet.yaml": undefined } });
    const { code, stderr } = await run(["drift", "acme", "acme/*"]);
    expect(code).toBe(1);
    expect(stderr).toContain("error drift-needs-file");
    expect(stderr).toContain("hookfleet audit 'acme' 'acme/*'");
    write(
      "hookfleet.yaml",
      "version: 1\norganizations: { acme: { hooks: [], repositories: [{ name: api, hooks: [] }] } }\n",
    );
    const narrowed = await run(["drift", "acme", "--format", "json", "--out", "d.prom"]);
    expect(JSON.parse(narrowed.stdout)).toMatchObject({
      targets: ["acme"],
      summary: { unmanaged: 1 },
    });
    expect(read("d.prom")).toMatch(/^hookfleet_drift\{org="acme",kind="unmanaged"\} 1$/m);
    expect(read("d.prom")).toMatch(/^hookfleet_hooks\{org="acme",state="unmanaged"\} 1$/m);
  });
});

test("health and verify save metrics", async () => {
  const { run, read } = await enterStage();
  await run(["health", "--out", "h.prom"]);
  expect(read("h.prom")).toMatch(/^hookfleet_hooks\{org="acme",state="healthy"\} 2$/m);
  expect(read("h.prom")).toMatch(
    /^hookfleet_deliveries_total\{receiver="ci\.example\.com",result="failure"\} 0$/m,
  );
  await run(["verify", "--no-ping", "--out", "v.prom", "--out", "v.json"]);
  expect(read("v.prom")).toMatch(/^hookfleet_secret_proved\{secret="ci"\} 0$/m);
  expect(JSON.parse(read("v.json"))).toHaveProperty("hooks");
});

test("validate gives code scanning its problems, with their lines", async () => {
  const { run, read } = await enterStage({
    files: { "hookfleet.yaml": "version: 1\nevnets: 1\n" },
  });
  const { code, stdout } = await run(["validate", "--format", "sarif", "--out", "v.sarif"]);
  expect(code).toBe(1);
  expect(read("v.sarif")).toBe(stdout);
  expect(JSON.parse(stdout)).toMatchObject({
    version: "2.1.0",
    runs: [
      {
        // A rule helps with each of its results, not with one of them.
        tool: { driver: { rules: [{ help: { text: "The key is unknown there." } }] } },
        results: [
          {
            ruleId: "unknown-key",
            message: { text: expect.stringContaining("Did you mean") },
            level: "error",
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: "hookfleet.yaml" },
                  region: { startLine: 2, startColumn: 1 },
                },
              },
            ],
          },
        ],
      },
    ],
  });
});

test("--no-wait ends before the first hook is read, where the limit is too low", async () => {
  const repositories = Object.fromEntries(
    Array.from({ length: 150 }, (_, index) => [`r${index}`, { hooks: [] }]),
  );
  const { run, simulator } = await enterStage({
    seed: {
      tokens: { [planted.token]: {} },
      rate_limit: { limit: 5_000, remaining: 100, reset_in: 600 },
      organizations: { acme: { repositories } },
    },
  });
  const { code, stderr } = await run(["audit", "acme/*", "--no-wait"]);
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error rate-limit-too-low/)]);
  expect(simulator.requests.filter(({ path }) => path.includes("/hooks"))).toEqual([]);
});
