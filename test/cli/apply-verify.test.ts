import { describe, expect, test } from "vitest";
import { schemaErrors } from "../render/schema.ts";
import { planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const config = `version: 1
secrets: { ci: { env: CI_SECRET } }
organizations:
  acme:
    hooks:
      - { url: https://ci.example.com/new, events: [push], content_type: json, secret: ci }
      - { url: https://ci.example.com/changed, events: [push], content_type: json, secret: ci }
      - { url: https://ci.example.com/plain, events: [push], content_type: json, secret: none }
`;

const changed = {
  id: 21,
  url: "https://ci.example.com/changed",
  events: ["issues"],
  content_type: "json",
  secret: planted.environment,
};

function stageWith(seed: object = {}, options: StageOptions = {}) {
  return enterStage({
    files: { "hookfleet.yaml": config },
    seed: {
      tokens: { [planted.token]: {} },
      organizations: { acme: { hooks: [changed] } },
      ...seed,
    },
    simulator: { switches: { pingDelay: 0 } },
    ...options,
  });
}

const argv = ["apply", "--auto-approve", "--verify", "--format", "json"];

interface Report {
  readonly summary: Readonly<Record<string, number>>;
  readonly actions: readonly {
    readonly url: string;
    readonly status: string;
    readonly error: { readonly code: string } | null;
    readonly verification?: { readonly verdict: string; readonly receiver: object };
  }[];
}

describe("apply --verify", () => {
  test("proves each hook with a secret that it wrote", async () => {
    const stage = await stageWith();
    const { code, stdout, writes } = await stage.run(argv);
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(0);
    expect(schemaErrors("report")(report)).toEqual([]);
    expect(report.summary).toEqual({ applied: 3, failed: 0, not_attempted: 0, unproved: 0 });
    const verdicts = report.actions.map(({ url, verification }) => [url, verification?.verdict]);
    expect(Object.fromEntries(verdicts)).toEqual({
      "https://ci.example.com/new": "proved",
      "https://ci.example.com/changed": "proved",
      "https://ci.example.com/plain": undefined,
    });
    expect(writes.filter(({ path }) => path.endsWith("/pings"))).toHaveLength(2);
    expect((await stage.run(["plan", "--detailed-exitcode"])).code).toBe(0);
  });

  test("says so in the text", async () => {
    const stage = await stageWith();
    const { code, stdout } = await stage.run(["apply", "--auto-approve", "--verify"]);
    expect(code).toBe(0);
    expect(stdout.match(/secret proved, receiver answers 200/g)).toHaveLength(2);
  });

  test("fails where a receiver refuses what GitHub signs", async () => {
    const stage = await stageWith({ receivers: { "https://ci.*/new": { status: 401 } } });
    const { code, stdout } = await stage.run(argv);
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(schemaErrors("report")(report)).toEqual([]);
    expect(report.summary).toMatchObject({ applied: 2, failed: 1, unproved: 0 });
    const failed = report.actions.find(({ status }) => status === "failed");
    expect(failed).toMatchObject({
      error: { code: "receiver-refuses" },
      verification: { verdict: "proved", receiver: { status_code: 401 } },
    });
  });

  test("fails where a receiver redirects, because GitHub does not follow", async () => {
    const stage = await stageWith({ receivers: { "https://ci.*/new": { status: 301 } } });
    const { code, stdout } = await stage.run(argv);
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(schemaErrors("report")(report)).toEqual([]);
    expect(report.actions.find(({ status }) => status === "failed")).toMatchObject({
      error: { code: "receiver-redirects" },
      verification: { verdict: "proved", receiver: { status_code: 301 } },
    });
  });

  test("fails where nothing can be proved, and says why", async () => {
    const stage = await stageWith(
      {},
      {
        between: async (request, handle) =>
          new URL(request.url).pathname.endsWith("/pings")
            ? new Response('{"message":"Not Found"}', { status: 404 })
            : handle(request),
      },
    );
    const { code, stdout, stderr } = await stage.run(argv);
    const report = JSON.parse(stdout) as Report;
    expect(code).toBe(1);
    expect(report.summary).toMatchObject({ applied: 1, unproved: expect.any(Number) });
    const codes = report.actions.map(({ error }) => error?.code);
    expect(codes).toContain("secret-unproved");
    expect(stderr).toContain("organization_hooks: write");
  });

  test("needs the secrets of hooks whose secrets it does not send", async () => {
    const stage = await stageWith(
      {
        organizations: {
          acme: { hooks: [{ ...changed, events: ["push"], content_type: "form" }] },
        },
      },
      { environment: { CI_SECRET: undefined } },
    );
    const narrow = config.split("\n").filter((line) => !/new|plain/.test(line));
    stage.write("hookfleet.yaml", narrow.join("\n"));
    const refused = await stage.run(argv);
    expect([refused.code, refused.writes]).toEqual([1, []]);
    expect(refused.stderr).toContain("CI_SECRET");
    const proved = await stage.run(argv, { environment: { CI_SECRET: planted.environment } });
    expect(proved.code).toBe(0);
    expect(JSON.parse(proved.stdout).actions).toMatchObject([
      { kind: "config-patch", secret: "keep", verification: { verdict: "proved" } },
    ]);
  });
});
