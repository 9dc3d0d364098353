import { describe, expect, test } from "vitest";
import { planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const config = `version: 1
secrets:
  ci: { env: CI_SECRET }
  audit: { file: secrets/audit }
organizations:
  acme:
    hooks:
      - { url: https://audit.example.com/github, events: ["*"], content_type: form, secret: audit }
    repositories:
      - name: api
        hooks:
          - { url: https://ci.example.com/hook, events: [push], content_type: json, secret: ci }
          - { url: https://plain.example.com/, events: [push], content_type: json }
`;

const longAgo = { created_at: "2026-01-01T00:00:00Z", updated_at: "2026-01-01T00:00:00Z" };

const hooks = {
  audit: {
    id: 11,
    url: "https://audit.example.com/github",
    events: ["*"],
    content_type: "form",
    secret: planted.file,
    ...longAgo,
  },
  ci: {
    id: 21,
    url: "https://ci.example.com/hook",
    events: ["push"],
    content_type: "json",
    secret: planted.environment,
    ...longAgo,
  },
  plain: {
    id: 22,
    url: "https://plain.example.com/",
    events: ["push"],
    content_type: "json",
    ...longAgo,
  },
};

function stageWith(
  change: { readonly ci?: object | null; readonly receivers?: object } = {},
  options: StageOptions = {},
) {
  const ci = change.ci === null ? [] : [{ ...hooks.ci, ...change.ci }];
  return enterStage({
    files: { "hookfleet.yaml": config },
    seed: {
      tokens: { [planted.token]: {} },
      receivers: change.receivers ?? {},
      organizations: {
        acme: { hooks: [hooks.audit], repositories: { api: { hooks: [...ci, hooks.plain] } } },
      },
    },
    simulator: { switches: { pingDelay: 0 } },
    ...options,
  });
}

interface Found {
  readonly scope: string;
  readonly hook_id: number | null;
  readonly url: string;
  readonly verdict: string;
  readonly delivered_at: string | null;
  readonly reason: string | null;
  readonly receiver: { readonly status_code: number | null };
}

function found(stdout: string): readonly Found[] {
  return (JSON.parse(stdout) as { hooks: readonly Found[] }).hooks;
}

describe("verify", () => {
  test("proves every managed secret, and leaves the rest alone", async () => {
    const stage = await stageWith();
    const { code, stdout, writes } = await stage.run(["verify", "--format", "json"]);
    expect(code).toBe(0);
    expect(found(stdout)).toMatchObject([
      {
        scope: "acme",
        hook_id: 11,
        url: "https://audit.example.com/github",
        verdict: "proved",
        reason: null,
        receiver: { status_code: 200 },
      },
      { scope: "acme/api", hook_id: 21, verdict: "proved", receiver: { status_code: 200 } },
    ]);
    expect(Object.keys(found(stdout)[0] ?? {}).slice(0, 7)).toEqual([
      "scope",
      "hook_id",
      "url",
      "html_url",
      "verdict",
      "reason",
      "receiver",
    ]);
    expect(writes.map(({ path }) => path).toSorted()).toEqual([
      "/orgs/acme/hooks/11/pings",
      "/repos/acme/api/hooks/21/pings",
    ]);
  });

  test("asks for no ping where the result cannot be saved", async () => {
    const stage = await stageWith();
    const { code, stderr, writes } = await stage.run(["verify", "--out", "nowhere/result.json"]);
    expect({ code, writes }).toEqual({ code: 1, writes: [] });
    expect(stderr).toContain("error file-unwritable:");
  });

  test.each([
    ["another secret", { ci: { secret: planted.live } }, "mismatch", 200],
    ["no secret", { ci: { secret: undefined } }, "unsigned", 200],
    ["a refusing receiver", { receivers: { "https://ci.*/**": { status: 401 } } }, "proved", 401],
    ["a receiver that is down", { receivers: { "https://ci.*/**": { status: 0 } } }, "proved", 502],
    ["no such hook", { ci: null }, "unverifiable", null],
  ])("%s is exit code 2", async (_, change, verdict, status) => {
    const stage = await stageWith(change);
    const { code, stdout } = await stage.run(["verify", "--format", "json"]);
    expect(code).toBe(2);
    const [audit, ci] = found(stdout);
    expect(audit?.verdict).toBe("proved");
    expect(ci).toMatchObject({ verdict, receiver: { status_code: status } });
    const text = await stage.run(["verify"]);
    expect(text.code).toBe(2);
    expect(text.stdout).toContain(verdict);
  });

  test("without the secret at hand is a verdict with its reason", async () => {
    const stage = await stageWith({}, { environment: { CI_SECRET: undefined } });
    const { code, stdout } = await stage.run(["verify", "--format", "json"]);
    expect(code).toBe(2);
    expect(found(stdout)[1]).toMatchObject({ verdict: "unverifiable", hook_id: 21 });
    expect(found(stdout)[1]?.reason).toContain("CI_SECRET");
  });

  test("of scopes that cannot be read is exit code 1, and the others are judged", async () => {
    const stage = await stageWith(
      {},
      {
        between: async (request, handle) =>
          new URL(request.url).pathname.startsWith("/orgs")
            ? new Response('{"message":"Not Found"}', { status: 404 })
            : handle(request),
      },
    );
    const { code, stdout, stderr } = await stage.run(["verify", "--format", "json"]);
    expect(code).toBe(1);
    expect(stderr).toContain("admin:org_hook");
    expect(found(stdout)).toMatchObject([{ hook_id: 21, verdict: "proved" }]);
  });

  test("without a ping sends nothing at all", async () => {
    const stage = await stageWith();
    const before = await stage.run(["verify", "--no-ping", "--format", "json"]);
    expect(before.code).toBe(2);
    expect(found(before.stdout).map(({ verdict }) => verdict)).toEqual([
      "no-delivery",
      "no-delivery",
    ]);
    await stage.run(["ping"]);
    const after = await stage.run(["verify", "--no-ping", "--format", "json"]);
    expect(after.code).toBe(0);
    expect([before.writes, after.writes]).toEqual([[], []]);
    const isTime = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(found(after.stdout).map(({ delivered_at: at }) => at)).toEqual([isTime, isTime]);
    const text = (await stage.run(["verify", "--no-ping"])).stdout;
    expect(text.match(/✓ proved .*\d\d-\d\d \d\d:\d\d:\d\d/g)).toHaveLength(2);
    expect(text).toContain("a secret replaced since then may not show");
    expect((await stage.run(["verify"])).stdout).not.toContain("replaced since then");
  });

  test("a receiver that redirects loses its events, and the exit code says so", async () => {
    const stage = await stageWith({ receivers: { "https://ci.*/hook": { status: 302 } } });
    const { code, stdout } = await stage.run(["verify"]);
    expect(code).toBe(2);
    expect(stdout).toMatch(/✗ proved .*302/);
    expect(stdout.replace(/\s+/g, " ")).toContain("GitHub follows no redirect");
  });

  test("gives up after its timeout", async () => {
    const stage = await stageWith({}, { simulator: { switches: { pingDelay: 60_000 } } });
    const { code, stdout } = await stage.run(["verify", "--timeout", "1", "--target", "acme"]);
    expect(code).toBe(2);
    expect(stdout).toContain("no-delivery");
    expect(stdout).toContain("after 1 s");
  });

  test("has nothing to do where nothing has a secret", async () => {
    const stage = await stageWith(
      {},
      {
        files: { "hookfleet.yaml": "version: 1\norganizations: { acme: { hooks: [] } }\n" },
      },
    );
    const { code, writes } = await stage.run(["verify"]);
    expect([code, writes]).toEqual([0, []]);
  });

  test("looks like this", async () => {
    const stage = await stageWith({ ci: { secret: planted.live } });
    const { stdout } = await stage.run(["verify"]);
    expect(stdout).toMatchInlineSnapshot(`
      "acme
        ✓ proved        https://audit.example.com/github  #11  audit  200 in 100 ms

      acme/api
        ✗ mismatch      https://ci.example.com/hook  #21  ci  200 in 100 ms
          GitHub signs with another secret: the bytes of a ping are certain, and none
          of their forms gives its signature

      1 of 2 secrets proved, 1 mismatch.
      "
    `);
  });
});

describe("ping and test", () => {
  test("ping asks for every declared hook that is there", async () => {
    const stage = await stageWith({ ci: null });
    const { code, stdout, writes } = await stage.run(["ping", "--format", "json"]);
    expect(code).toBe(0);
    expect(writes.map(({ path }) => path).toSorted()).toEqual([
      "/orgs/acme/hooks/11/pings",
      "/repos/acme/api/hooks/22/pings",
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      hooks: [
        { hook_id: 11, status: "sent", reason: null, error: null },
        { hook_id: 22, status: "sent" },
        { hook_id: null, status: "skipped", url: "https://ci.example.com/hook" },
      ],
    });
  });

  test("ping of one hook", async () => {
    const stage = await stageWith();
    const { code, writes } = await stage.run(["ping", "--hook", "22"]);
    expect(code).toBe(0);
    expect(writes.map(({ path }) => path)).toEqual(["/repos/acme/api/hooks/22/pings"]);
    const both = await stage.run(["ping", "--hook", "22", "--hook", "11"]);
    expect(both.writes).toHaveLength(2);
    expect((await stage.run(["ping", "--hook", "22,99"])).writes).toEqual([]);
    const unknown = await stage.run(["ping", "--hook", "99"]);
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain("unknown-hook");
  });

  test("test leaves out what GitHub would not send to", async () => {
    const stage = await stageWith({ ci: { events: ["issues"] } });
    const { code, stdout, writes } = await stage.run(["test", "--format", "json"]);
    expect(code).toBe(0);
    expect(writes.map(({ path }) => path)).toEqual(["/repos/acme/api/hooks/22/tests"]);
    expect(JSON.parse(stdout).hooks.map((hook: { status: string }) => hook.status)).toEqual([
      "skipped",
      "skipped",
      "sent",
    ]);
  });

  test("a refusal is told, and does not stop the others", async () => {
    const stage = await stageWith(
      {},
      {
        between: async (request, handle) =>
          new URL(request.url).pathname === "/orgs/acme/hooks/11/pings"
            ? new Response('{"message":"Not Found"}', { status: 404 })
            : handle(request),
      },
    );
    const { code, stdout, writes } = await stage.run(["ping"]);
    expect(code).toBe(1);
    expect(stdout).toContain("organization_hooks: write");
    expect(writes).toHaveLength(2);
  });

  test("more than twenty hooks need a yes", async () => {
    const many = Array.from({ length: 21 }, (_, index) => `https://ci.example.com/${index}`);
    const lines = many.map(
      (url) => `      - { url: "${url}", events: [push], content_type: json, secret: none }`,
    );
    const stage = await enterStage({
      files: {
        "hookfleet.yaml": `version: 1\norganizations:\n  acme:\n    hooks:\n${lines.join("\n")}\n`,
      },
      seed: {
        tokens: { [planted.token]: {} },
        organizations: {
          acme: {
            hooks: many.map((url, id) => ({
              id: id + 1,
              url,
              events: ["push"],
              content_type: "json",
            })),
          },
        },
      },
    });
    const refused = await stage.run(["ping"]);
    expect([refused.code, refused.writes]).toEqual([1, []]);
    expect(refused.stderr).toContain("21 hooks are more than 20, and stdin is not a terminal");
    expect(refused.stderr).toContain("Pass --auto-approve, or narrow it with --target.");
    const no = await stage.run(["ping"], { terminal: ["stdin", "stderr"], input: "n\n" });
    expect([no.code, no.writes]).toEqual([1, []]);
    const yes = await stage.run(["ping", "--auto-approve"]);
    expect([yes.code, yes.writes.length]).toEqual([0, 21]);
  });
});

test("verify and ping show where GitHub sends to, not where the file will move it", async () => {
  const files = {
    "hookfleet.yaml": config.replace(
      "https://ci.example.com/hook, ",
      'https://new.example.com/, previous_urls: ["https://ci.example.com/hook"], ',
    ),
  };
  const { run } = await stageWith({}, { files });
  for (const command of ["verify", "ping"]) {
    const { stdout } = await run([command]);
    expect(stdout).toContain("https://ci.example.com/hook");
    expect(stdout).not.toContain("new.example.com");
  }
});
