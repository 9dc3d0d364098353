import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { Fault } from "../../src/simulator/faults/faults.ts";
import { exampleSeed } from "../support/example-fleet.ts";
import { planted } from "../support/planted.ts";
import { type Environment, enterStage, type Stage } from "../support/run-cli.ts";

const commands = [["plan"], ["apply", "--auto-approve"]] as const;

/** Without a single request: what is wrong is known before. */
describe("credentials and addresses that cannot be right", () => {
  test.each<[what: string, environment: Environment, code: string]>([
    ["no token", { GITHUB_TOKEN: undefined }, "no-credentials"],
    ["a blank token", { GITHUB_TOKEN: " " }, "no-credentials"],
    ["a token with a line break in it", { GITHUB_TOKEN: "Pl4nt3d\nX: y" }, "malformed-token"],
    ["a token with an umlaut", { GITHUB_TOKEN: "Pl4nt3d-ü" }, "malformed-token"],
    [
      "an API that is not https",
      { GITHUB_API_URL: "http://ghe.example.com/api/v3" },
      "bad-api-url",
    ],
    ["an API that is no URL", { GITHUB_API_URL: "Pl4nt3d" }, "bad-api-url"],
    ["the website for the API", { GITHUB_API_URL: "https://github.com" }, "bad-api-url"],
    [
      "a token in the API's address",
      { GITHUB_API_URL: `https://${planted.token}@api.github.com` },
      "bad-api-url",
    ],
  ])("%s", async (_, environment, code) => {
    const { run, simulator } = await enterStage({ environment });
    for (const command of commands) {
      const { code: exit, stdout, stderr } = await run(command);
      expect({ exit, stdout }).toEqual({ exit: 1, stdout: "" });
      expect(stderr.match(/error [a-z-]+:/g)).toEqual([`error ${code}:`]);
    }
    expect(simulator.requests).toEqual([]);
  });
});

async function expectUnreadable({ run }: Stage, scopes: readonly string[], code: string) {
  const planned = await run(["plan", "--format", "json", "--no-wait"]);
  expect(planned).toMatchObject({ code: 1, writes: [] });
  const document = JSON.parse(planned.stdout) as {
    readonly complete: boolean;
    readonly diagnostics: readonly { readonly code: string; readonly scope: string }[];
  };
  expect(document.complete).toBe(false);
  expect(document.diagnostics.map((found) => [found.scope, found.code])).toEqual(
    scopes.map((scope) => [scope, code]),
  );
  const applied = await run(["apply", "--auto-approve", "--no-wait"]);
  expect(applied).toMatchObject({ code: 1, writes: [] });
  expect(applied.stdout).toContain(`error ${code}:`);
  expect(applied.stderr.match(/error [a-z-]+:/g)).toEqual(["error plan-incomplete:"]);
}

describe("a token that", () => {
  test.each<[what: string, tokens: unknown, code: string]>([
    ["has no scopes", { [planted.token]: { scopes: [] } }, "not-found"],
    ["has no permissions", { [planted.token]: { kind: "fine-grained" } }, "missing-permission"],
    ["Actions made", { [planted.token]: { kind: "actions" } }, "missing-permission"],
    ["sees nothing of it", { [planted.token]: { only: ["other"] } }, "not-found"],
  ])("%s", async (_, tokens, code) => {
    const stage = await enterStage({ seed: { ...exampleSeed, tokens } });
    await expectUnreadable(stage, ["acme", "acme/api"], code);
  });

  test("GitHub does not know costs one request and is one error, of however many scopes", async () => {
    const names = Array.from({ length: 150 }, (_, index) => `      - name: r${index}`);
    const hook = "{ url: https://ci.example.com/, events: [push], content_type: json }";
    const { run, simulator } = await enterStage({
      seed: { ...exampleSeed, tokens: { another: {} } },
      files: {
        "hookfleet.yaml": `version: 1\norganizations:\n  acme:\n    repositories:\n${names
          .map((name) => `${name}\n        hooks: [${hook}]`)
          .join("\n")}\n      - { name: "service-*", hooks: [${hook}] }\n`,
      },
    });
    for (const command of [
      ["plan"],
      ["apply", "--auto-approve"],
      ["drift"],
      ["verify"],
      ["plan", "--no-wait"],
      ["plan", "--target", "acme/r1*"],
      ["import", "acme"],
    ]) {
      const before = simulator.requests.length;
      const { code, stdout, stderr } = await run(command);
      expect([code, stdout]).toEqual([1, ""]);
      expect(stderr.match(/error [a-z-]+:/g)).toEqual(["error bad-credentials:"]);
      expect(simulator.requests.length - before).toBe(1);
    }
    const { stdout } = await run(["plan", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ code: "bad-credentials" }] });
  });

  test("may read and not write", async () => {
    const permissions = { organization_hooks: "read", repository_hooks: "read" };
    const tokens = { [planted.token]: { kind: "fine-grained", permissions } };
    const { run, simulator } = await enterStage({ seed: { ...exampleSeed, tokens } });
    expect(await run(["plan"])).toMatchObject({ code: 0 });
    const before = simulator.hooks("acme/api");
    const { code, stdout } = await run(["apply", "--auto-approve"]);
    expect(code).toBe(1);
    expect(stdout).toContain("missing-permission");
    expect(simulator.hooks("acme")).toEqual([]);
    expect(simulator.hooks("acme/api")).toEqual(before);
  });
});

describe("an answer that", () => {
  const hookWithout = (key: string): unknown => {
    const { [key]: _, ...hook }: Record<string, unknown> = {
      ...{ type: "Repository", id: 5, name: "web", active: true, events: ["push"] },
      config: { url: `https://x.example.com/${planted.live}`, secret: planted.live },
      ...{ updated_at: "2026-01-01T00:00:00Z", created_at: "2026-01-01T00:00:00Z" },
    };
    return [hook];
  };
  const path = "/repos/acme/api/hooks";

  test.each<[what: string, fault: Omit<Fault, "path" | "times">, code: string]>([
    ["breaks off", { kind: "truncate" }, "malformed-answer"],
    [
      "is a web page",
      { kind: "html", status: 200, body: `<p>${planted.live}` },
      "malformed-answer",
    ],
    ["is the web page of a proxy", { kind: "html", status: 403 }, "malformed-answer"],
    ["is no list", { kind: "not-a-list" }, "malformed-answer"],
    ["is a list of words", { kind: "not-a-list", body: [planted.live] }, "malformed-answer"],
    ["is empty", { kind: "not-a-list", body: "" }, "malformed-answer"],
    ["is a rate limit", { kind: "rate-limit" }, "rate-limited"],
    ["is a secondary rate limit", { kind: "secondary-limit" }, "secondary-rate-limit"],
    [
      "is a teapot",
      { kind: "status", status: 418, body: { message: planted.token } },
      "unexpected-answer",
    ],
    ["says gone", { kind: "status", status: 410 }, "api-version-retired"],
  ])("%s", async (_, fault, code) => {
    const stage = await enterStage();
    stage.simulator.addFault({ ...fault, path, times: 99 });
    await expectUnreadable(stage, ["acme/api"], code);
  });

  test.each(["config", "id", "events"])("lists a hook without %s hides no other", async (key) => {
    const { run, simulator } = await enterStage();
    const body = hookWithout(key);
    simulator.addFault({ kind: "not-a-list", body, path, times: 99 });
    const { code, stdout } = await run(["plan", "--format", "json"]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ complete: true });
  });

  test("leads elsewhere: a repository that has moved", async () => {
    const { acme } = exampleSeed.organizations;
    const repositories = { ...acme.repositories, api: { moved_to: "acme/web" }, web: {} };
    const seed = { ...exampleSeed, organizations: { acme: { ...acme, repositories } } };
    await expectUnreadable(await enterStage({ seed }), ["acme/api"], "moved");
  });
});

test("scopes that can be read go on, where that is allowed", async () => {
  const { run, simulator } = await enterStage();
  simulator.addFault({ kind: "truncate", path: "/repos/acme/api/hooks", times: 99 });
  const { code, writes } = await run(["apply", "--auto-approve", "--allow-incomplete"]);
  expect(code).toBe(1);
  expect(writes.map(({ path }) => path)).toEqual(["/orgs/acme/hooks"]);
  expect(simulator.hooks("acme")).toHaveLength(1);
});

test.each([
  ["import", "acme/*", "nobody"],
  ["audit", "acme/*", "nobody/x"],
])("a run that has failed asks nothing any more: %s", async (...command) => {
  const names = Array.from({ length: 60 }, (_, index) => [`r${index}`, {}]);
  const { run, simulator } = await enterStage({
    seed: { organizations: { acme: { repositories: Object.fromEntries(names) } } },
    simulator: { latency: 10 },
  });
  expect(await run([...command, "--concurrency", "3"])).toMatchObject({ code: 1, stdout: "" });
  const asked = simulator.requests.length;
  await setTimeout(50);
  expect(simulator.requests.length).toBe(asked);
});
