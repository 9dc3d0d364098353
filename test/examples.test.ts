import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { desiredState } from "../src/config/desired-state.ts";
import type { FleetConfig } from "../src/config/fleet-config.ts";
import { readLiveState } from "../src/github/operations/read-live-state.ts";
import {
  applyPlan,
  checkPlan,
  createGitHubWriter,
  loadConfig,
  parseApiUrl,
  readSecret,
  Secret,
} from "../src/index.ts";
import { planFleet } from "../src/plan/plan-fleet.ts";
import { createSimulator } from "../src/simulator.ts";
import { enterStage } from "./support/run-cli.ts";

const folder = fileURLToPath(new URL("../examples", import.meta.url));
const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

async function load(file: string) {
  return loadConfig({ paths: [join(folder, file)], cwd: folder, now: Date.now() });
}

/** Every variable that a secret or a URL of the file comes from, with a value that would do. */
function environmentOf(config: FleetConfig): Readonly<Record<string, string>> {
  const rules = config.owners.flatMap(({ own, repositories }) =>
    [...(own === undefined ? [] : [own]), ...repositories].flatMap(({ hooks }) => hooks),
  );
  const urls = rules.flatMap(({ url }) =>
    url.kind === "env" ? [[url.name, `https://credential.example/${url.name}`]] : [],
  );
  const secrets = rules.flatMap(({ secret }) =>
    secret.kind === "managed" && secret.secret.source.kind === "env"
      ? [[secret.secret.source.name, `value of ${secret.secret.source.name}`]]
      : [],
  );
  return Object.fromEntries([...urls, ...secrets]) as Readonly<Record<string, string>>;
}

test.each(files)("%s has no errors", async (file) => {
  const { diagnostics } = await load(file);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
});

test("the platform team's folder has no problems, and its guards stand in the policy alone", async () => {
  const paths = ["platform/shared.yaml", "platform/teams"].map((path) => join(folder, path));
  const policy = join(folder, "platform/policy.yaml");
  const options = { paths, cwd: folder, now: Date.now() };
  const { diagnostics, config, files } = await loadConfig({ ...options, policy });
  expect([diagnostics, files.length]).toEqual([[], 4]);
  expect(config?.limits.maxDeletes).toBe(5);
});

describe("the README's first minute, against the example of a seed", () => {
  const readme = readFileSync(join(folder, "../README.md"), "utf8");
  const seed = parseYaml(readFileSync(join(folder, "simulator/seed.yaml"), "utf8")) as object;
  const enter = () => enterStage({ seed, files: { "hookfleet.yaml": undefined } });

  test("import writes a file whose plan is empty, and writes nothing to GitHub", async () => {
    const stage = await enter();
    const imported = await stage.run(["import", "acme", "acme/*", "--out", "hookfleet.yaml"]);
    const planned = await stage.run(["plan"]);
    expect([imported.code, planned.code]).toEqual([0, 0]);
    expect([...imported.writes, ...planned.writes]).toEqual([]);
    const [, line = ""] = /\n\$ hookfleet plan\n(No changes.*)\n/.exec(readme) ?? [];
    expect(planned.stdout).toContain(line);
  });

  test("the file has the plan that the README shows, word for word", async () => {
    const stage = await enter();
    const [, file = ""] = /```yaml\n(version: 1\nsecrets:[\s\S]*?)```/.exec(readme) ?? [];
    stage.write("hookfleet.yaml", file);
    const { code, stdout } = await stage.run(["plan"]);
    const [, shown] = /\n\$ hookfleet plan\n(Deletes: 1\n[\s\S]*?)```/.exec(readme) ?? [];
    expect([code, stdout]).toEqual([0, shown]);
  });
});

test("the real organizations of eclipse.yaml: planned, applied, and nothing more to do", async () => {
  const { config } = await load("eclipse.yaml");
  if (config === undefined) throw new Error("eclipse.yaml is not valid");
  const environment = environmentOf(config);
  const { state, diagnostics } = desiredState(config, {
    repositories: new Map(),
    targets: [],
    environment,
  });
  expect([diagnostics, state.unreadable]).toEqual([[], []]);

  const owners = new Map<string, Record<string, object>>();
  for (const { scope } of state.scopes) {
    const repositories = owners.get(scope.owner) ?? {};
    owners.set(scope.owner, repositories);
    if (scope.kind === "repository") repositories[scope.repository] = {};
  }
  const simulator = createSimulator({
    organizations: Object.fromEntries(
      [...owners].map(([owner, repositories]) => [owner, { repositories }]),
    ),
    rate_limit: "none",
  });
  const hooks = await createGitHubWriter({
    apiUrl: parseApiUrl("https://api.github.com"),
    credentials: { token: new Secret("token") },
    userAgent: "hookfleet-test",
    fetch: simulator.fetch,
    pace: false,
  });
  const scopes = state.scopes.map(({ scope }) => scope);
  const plan = async () =>
    planFleet(state, await readLiveState(hooks, scopes), { hooksPerEvent: 20 });

  const first = await plan();
  const declared = state.scopes.flatMap((scope) => scope.hooks);
  expect(declared.length).toBeGreaterThanOrEqual(45);
  expect(first.actions.map(({ kind }) => kind)).toEqual(declared.map(() => "create"));
  const checked = await checkPlan(first, {
    readSecret: (source) => readSecret(source, environment),
    deliveries: hooks,
  });
  const report = await applyPlan(checked, { hooks });
  expect(report.outcomes.filter(({ status }) => status !== "applied")).toEqual([]);

  const second = await plan();
  expect([second.actions, second.unmanaged, second.complete]).toEqual([[], [], true]);
  expect(second.unchanged).toHaveLength(declared.length);
});
