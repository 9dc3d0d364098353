import { describe, expect, test } from "vitest";
import type { SecretsDocument } from "../../src/documents/secrets-document.ts";
import { hidden, planted } from "../support/planted.ts";
import { enterStage, type StageOptions } from "../support/run-cli.ts";

const weak = "Pl4nt3d";

const config = `version: 1
secrets:
  ci: { env: CI_SECRET, hosts: [ci.example.com], rotated_at: 2026-03-01T00:00:00Z }
  audit: { file: secrets/audit }
  same: { env: SAME_SECRET }
  gone: { env: GONE_SECRET }
  mask: { env: MASK_SECRET }
  unused: { env: UNUSED_SECRET }
organizations:
  acme:
    hooks:
      - { url: https://audit.example.com/github, events: [star], content_type: json, secret: audit }
    repositories:
      - name: "*"
        hooks:
          - { url: "https://ci.example.com/{repo}", events: [push], content_type: json, secret: ci }
          - { url: "https://a.example.com/${hidden.segment}", events: [push], content_type: json, secret: same }
          - { url: "https://b.example.com/", events: [push], content_type: json, secret: same }
          - { url: { env: HOOK_URL }, events: [push], content_type: json, secret: gone }
          - { url: "https://m.example.com/", events: [push], content_type: json, secret: mask }
`;

const ci = (id: number, name: string, updated: string, secret?: string) => ({
  id,
  url: `https://ci.example.com/${name}`,
  events: ["push"],
  content_type: "json",
  updated_at: updated,
  ...(secret === undefined ? {} : { secret }),
});

const stage: StageOptions = {
  files: { "hookfleet.yaml": config },
  environment: {
    SAME_SECRET: planted.environment,
    MASK_SECRET: "********",
    GONE_SECRET: undefined,
  },
  seed: {
    organizations: {
      acme: {
        repositories: {
          api: { hooks: [ci(41, "api", "2025-06-01T00:00:00Z", planted.live)] },
          web: { hooks: [ci(42, "web", "2026-03-02T00:00:00Z", planted.live)] },
          docs: { hooks: [ci(43, "docs", "2026-01-01T00:00:00Z")] },
        },
      },
    },
  },
};

const parse = (stdout: string) => JSON.parse(stdout) as SecretsDocument;

describe("secrets", () => {
  test("tells of every reference where it is, who uses it, and how old it is", async () => {
    const { run } = await enterStage(stage);
    const { code, stdout, stderr, writes } = await run(["secrets", "--format", "json"]);
    expect([code, writes, stderr.includes("error")]).toEqual([0, [], false]);
    const document = parse(stdout);
    expect(document).toMatchObject({ offline: false, complete: true });
    expect(document.summary).toEqual({ secrets: 6, set: 3, missing: 2, refused: 1, weak: 3 });
    const by = new Map(document.secrets.map((secret) => [secret.ref, secret]));
    expect(by.get("ci")).toMatchObject({
      source: { env: "CI_SECRET" },
      status: "set",
      hosts: ["ci.example.com"],
      receivers: ["ci.example.com"],
      rotated_at: "2026-03-01T00:00:00Z",
      due: 1,
      hooks: 3,
      entries: 1,
      oldest_update: "2025-06-01T00:00:00Z",
      newest_update: "2026-03-02T00:00:00Z",
    });
    expect(
      by.get("ci")?.uses.map(({ scope, hook_id, has_secret }) => [scope, hook_id, has_secret]),
    ).toEqual([
      ["acme/api", 41, true],
      ["acme/docs", 43, false],
      ["acme/web", 42, true],
    ]);
    expect(by.get("audit")).toMatchObject({ hooks: 1, oldest_update: null, due: null });
    expect(by.get("gone")).toMatchObject({
      status: "missing",
      problem: { code: "secret-unset" },
      receivers: ["env:HOOK_URL"],
    });
    expect(by.get("mask")).toMatchObject({ status: "refused", problem: { code: "secret-mask" } });
    expect(by.get("unused")).toMatchObject({ status: "missing", hooks: 0, entries: 0 });
  });

  test("the first second that there is of a clock is a rotation like others", async () => {
    const first = config.replace("2026-03-01T00:00:00Z", "1970-01-01T00:00:00Z");
    const { run } = await enterStage({ ...stage, files: { "hookfleet.yaml": first } });
    const [secret] = parse((await run(["secrets", "--format", "json"])).stdout).secrets.filter(
      ({ ref }) => ref === "ci",
    );
    expect(secret).toMatchObject({ rotated_at: "1970-01-01T00:00:00Z", due: 0 });
  });

  test("of many receivers of a secret names the first, with --verbose and as JSON all", async () => {
    const hosts = Array.from({ length: 30 }, (_, index) => `r${index + 10}.example.com`);
    const hooks = hosts.map(
      (host) => `{ url: "https://${host}/", events: [push], content_type: json, secret: ci }`,
    );
    const text = `version: 1\nsecrets: { ci: { env: CI_SECRET } }\norganizations: { acme: { hooks: [${hooks.join(", ")}] } }\n`;
    const { run } = await enterStage({ ...stage, files: { "hookfleet.yaml": text } });
    const few = (await run(["secrets", "--offline"])).stdout.replaceAll(/\s+/g, " ");
    expect(few).toContain("r13.example.com, r14.example.com and 25 more");
    expect((await run(["secrets", "--offline", "--verbose"])).stdout).toContain("r39.example.com");
    const { secrets } = parse((await run(["secrets", "--offline", "--format", "json"])).stdout);
    expect(secrets[0]?.receivers).toEqual(hosts);
  });

  test("names weak values without telling them", async () => {
    const { run, write } = await enterStage(stage);
    write("secrets/audit", weak);
    const codes = new Map(
      parse((await run(["secrets", "--format", "json"])).stdout).secrets.map((secret) => [
        secret.ref,
        secret.weaknesses.map(({ code }) => code),
      ]),
    );
    expect(codes.get("audit")).toEqual(["short"]);
    expect(codes.get("same")).toEqual(["shared", "several-receivers"]);
    expect(codes.get("ci")).toEqual(["shared"]);
    const text = await run(["secrets", "--verbose", "--show-urls"]);
    expect(text.stdout).toContain("it has the same value as same");
    expect(text.stdout).toMatch(/shorter than 20 characters/);
  });

  test("lists every hook with --verbose, its URL masked", async () => {
    const { run } = await enterStage(stage);
    const brief = await run(["secrets"]);
    expect(brief.stdout).not.toContain("#41");
    expect(brief.stdout).toContain("3 hooks in 3 scopes; 1 without a secret on GitHub");
    expect(brief.stdout).toMatch(/6 secrets: 3 set here, 2 missing, 1 refused, 3 weak\.\n$/);
    const { stdout } = await run(["secrets", "--verbose"]);
    expect(stdout).toContain(
      "acme/api  https://ci.example.com/api  #41  updated 2025-06-01T00:00:00Z",
    );
    expect(stdout).toContain("https://a.example.com/***");
  });

  test("fits a narrow terminal", async () => {
    const { run } = await enterStage(stage);
    const { stdout } = await run(["secrets", "--no-color"], { terminal: ["stdout"], columns: 60 });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(60);
  });

  test("asks nobody with --offline, and needs no token", async () => {
    const { run, simulator } = await enterStage(stage);
    const options = { environment: { GITHUB_TOKEN: undefined, HOOK_URL: undefined } };
    const { code, stdout } = await run(["secrets", "--offline", "--format", "json"], options);
    expect([code, simulator.requests]).toEqual([0, []]);
    const document = parse(stdout);
    expect(document).toMatchObject({ offline: true, complete: true });
    const by = new Map(document.secrets.map((secret) => [secret.ref, secret]));
    expect(by.get("ci")).toMatchObject({
      hooks: null,
      due: null,
      oldest_update: null,
      entries: 1,
      receivers: ["ci.example.com"],
      uses: [],
    });
    expect(by.get("same")).toMatchObject({
      entries: 2,
      receivers: ["a.example.com", "b.example.com"],
    });
    expect((await run(["secrets", "--offline"], options)).stdout).toContain(
      "the hooks of 2 entries of the file",
    );
  });

  test("is strict on demand, about what is used", async () => {
    const { run, write } = await enterStage({
      ...stage,
      files: {
        "hookfleet.yaml": `version: 1
secrets: { ci: { env: CI_SECRET }, unused: { env: UNUSED_SECRET } }
organizations:
  acme:
    hooks: [{ url: "https://ci.example.com/", events: [star], content_type: json, secret: ci }]
`,
      },
    });
    expect((await run(["secrets", "--strict"])).code).toBe(0);
    const missing = { environment: { CI_SECRET: undefined } };
    expect((await run(["secrets"], missing)).code).toBe(0);
    expect((await run(["secrets", "--strict"], missing)).code).toBe(1);
    expect((await run(["secrets", "--strict"], { environment: { CI_SECRET: weak } })).code).toBe(1);
    write("hookfleet.yaml", "version: 1\n");
    const none = await run(["secrets", "--strict"]);
    expect([none.code, none.stdout]).toEqual([0, "0 secrets.\n"]);
  });

  test("knows nothing of a scope that it cannot read, and says so", async () => {
    const { run } = await enterStage({ ...stage, seed: { organizations: {} } });
    const { code, stdout, stderr } = await run(["secrets"]);
    expect(code).toBe(1);
    expect(stdout).toContain("6 secrets:");
    expect(stderr).toContain("error not-found");
  });

  test("is narrowed by --target to what is used there", async () => {
    const { run } = await enterStage(stage);
    const { stdout } = await run(["secrets", "--target", "acme", "--format", "json"]);
    expect(parse(stdout).secrets.map(({ ref }) => ref)).toEqual(["audit"]);
  });
});
