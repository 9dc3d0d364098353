import { expect, test } from "vitest";
import type { DoctorDocument } from "../../src/documents/doctor-document.ts";
import { schemaErrors } from "../render/schema.ts";
import { exampleSeed } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type Stage, type StageOptions } from "../support/run-cli.ts";

const errorsOf = schemaErrors("doctor");

/** A stage with one token of this kind. */
const enter = (token: object = {}, options: StageOptions = {}) =>
  enterStage({ seed: { ...exampleSeed, tokens: { [planted.token]: token } }, ...options });

async function examine({ run }: Stage, ...argv: readonly string[]) {
  const { code, stdout, writes } = await run(["doctor", ...argv, "--format", "json"]);
  expect(writes).toEqual([]);
  const document = JSON.parse(stdout) as DoctorDocument;
  expect(errorsOf(document)).toEqual([]);
  const codes = document.diagnostics.map((diagnostic) => diagnostic.code);
  return { code, codes, document };
}

test("nothing is missing", async () => {
  const stage = await enter({ expires_at: "2099-01-01T00:00:00Z" });
  const { code, codes, document } = await examine(stage);
  expect([code, codes]).toEqual([0, []]);
  expect(document).toMatchObject({
    credential: {
      login: "octocat",
      oauth_scopes: ["admin:org_hook", "repo"],
      expires: "2099-01-01 00:00:00 UTC",
    },
    rate_limit: { limit: 5000 },
    scopes: [
      { scope: "acme", list: "yes", write: "yes", delete: "yes", reason: null },
      { scope: "acme/api", list: "yes", write: "yes", delete: "yes", reason: null },
    ],
    values: [
      { name: "HOOK_URL", source: "env", holds: "url", status: "set" },
      { name: "secrets/audit", source: "file", holds: "secret", status: "set" },
      { name: "CI_SECRET", source: "env", holds: "secret", status: "set" },
    ],
  });
  const { stdout } = await stage.run(["doctor"]);
  expect(stdout).toContain("of octocat; scopes admin:org_hook, repo; expires 2099-01-01");
  expect(stdout).toContain(
    "\n  list: yes, write: yes, delete: yes\n    2 scopes: acme, acme/api\n",
  );
  expect(stdout).toContain("\nNo problems.\n");
});

test("values that are not set, a mask, an expiry that is near: each is said, none is shown", async () => {
  const stage = await enter(
    { expires_at: new Date(Date.now() + 86_400_000).toISOString() },
    { environment: { HOOK_URL: undefined, CI_SECRET: "********" } },
  );
  const { code, codes, document } = await examine(stage);
  expect([code, codes]).toEqual([1, ["url-unset", "secrets-unavailable", "token-expires"]]);
  expect(document.values.map(({ status }) => status)).toEqual(["url-unset", "set", "secret-mask"]);
});

test("a clock that differs from GitHub's is a warning", async () => {
  const stage = await enter(
    {},
    {
      between: async (request, handle) => {
        const answer = await handle(request);
        const headers = new Headers(answer.headers);
        headers.set("date", new Date(Date.now() + 600_000).toUTCString());
        return new Response(answer.body, { status: answer.status, headers });
      },
    },
  );
  const { code, codes, document } = await examine(stage);
  expect([code, codes]).toEqual([0, ["clock-differs"]]);
  expect(document.clock_difference_seconds).toBeGreaterThan(500);
});

test.each([
  ["reads alone", { scopes: ["admin:org_hook", "read:repo_hook"] }, "no", 1],
  ["writes", { scopes: ["admin:org_hook", "write:repo_hook"] }, "yes", 0],
  [
    "GitHub says nothing of",
    { kind: "fine-grained", permissions: { repository_hooks: "read", organization_hooks: "read" } },
    "cannot tell",
    0,
  ],
])("a token that %s", async (_, token, write, code) => {
  const stage = await enter(token);
  const found = await examine(stage);
  expect([found.code, found.document.scopes[1]?.write]).toEqual([code, write]);
  expect(found.codes).toEqual(code === 0 ? [] : ["permission-missing"]);
});

test("targets are looked at without a file, and need nothing", async () => {
  const stage = await enter(
    { scopes: ["read:repo_hook"] },
    { files: { "hookfleet.yaml": undefined } },
  );
  const one = await examine(stage, "acme/*");
  expect(one).toMatchObject({ code: 0, codes: [] });
  expect(one.document.scopes).toMatchObject([{ scope: "acme/api", write: "no", delete: "no" }]);
  const missing = await examine(stage, "acme", "acme/nothing");
  expect(missing).toMatchObject({ code: 1, codes: ["not-found", "not-found"] });
  expect(missing.document.scopes).toMatchObject([{ list: "no", write: "cannot tell" }, {}]);
  expect((await examine(stage)).codes).toEqual(["file-missing"]);
  expect((await examine(stage, "acme/zzz*")).codes).toEqual(["no-such-scope"]);
});

test("an owner that cannot be read hides no other one", async () => {
  const { code, codes, document } = await examine(await enter(), "nobody", "acme/api", "nobody/x");
  expect([code, codes]).toEqual([1, ["not-found"]]);
  expect(document.scopes).toMatchObject([{ scope: "acme/api", list: "yes", write: "yes" }]);
});

test("of targets, the wrong one is told by its position among all, and its text is not shown", async () => {
  const wrong = `acme/a/${planted.token}`;
  const { document } = await examine(await enter(), "octocat/x", "acme/api", wrong);
  const text = JSON.stringify(document);
  expect(text).toContain("target 3 is not OWNER, OWNER/REPOSITORY or OWNER/GLOB");
  expect(text).not.toContain(planted.token);
});

test("repositories that are archived, blocked or moved are told as what they are", async () => {
  const repositories = {
    old: { archived: true },
    bad: { blocked: "tos" },
    fine: {},
    before: { moved_to: "acme/fine" },
  };
  const stage = await enterStage({
    seed: { tokens: { [planted.token]: {} }, organizations: { acme: { repositories } } },
    files: { "hookfleet.yaml": undefined },
  });
  const all = await examine(stage, "acme/*");
  expect([all.code, all.codes]).toEqual([0, ["repository-blocked"]]);
  expect(all.document.scopes.map(({ scope, list }) => [scope, list])).toEqual([
    ["acme/bad", "no"],
    ["acme/fine", "yes"],
  ]);
  const named = await examine(stage, "acme/old", "acme/bad", "acme/before");
  expect([named.code, named.codes.toSorted()]).toEqual([1, ["moved", "repository-blocked"]]);
});

test("without a credential, or with a wrong one, the rest is said all the same", async () => {
  const stage = await enter();
  const tokens = [
    [undefined, "no-credentials"],
    ["wrong", "bad-credentials"],
  ] as const;
  for (const [GITHUB_TOKEN, reason] of tokens) {
    const { stdout, code } = await stage.run(["doctor"], { environment: { GITHUB_TOKEN } });
    expect([code, stdout.includes("\n  set       3 of 3\n")]).toEqual([1, true]);
    expect(stdout.match(/error [a-z-]+:/g)).toEqual([`error ${reason}:`]);
  }
});

test("apply refuses before its first write what a token cannot do, and the report says why", async () => {
  const config = `version: 1
organizations:
  acme: { repositories: [{ name: api, unmanaged: delete, hooks: [] }] }
`;
  const stage = await enter(
    { scopes: ["write:repo_hook"] },
    { files: { "hookfleet.yaml": config } },
  );
  expect((await examine(stage)).codes).toEqual(["permission-missing"]);
  const { code, stderr, writes } = await stage.run([
    ...["apply", "--auto-approve", "--out", "report.json", "--out", "report.md"],
  ]);
  expect({ code, writes }).toEqual({ code: 1, writes: [] });
  expect(stderr).toContain(
    "error permission-missing: nothing was written: the credential cannot delete",
  );
  expect(JSON.parse(stage.read("report.json"))).toMatchObject({
    refused: [{ code: "permission-missing", scopes: ["acme/api"] }],
  });
  expect(stage.read("report.md")).toContain("permission-missing");
});
