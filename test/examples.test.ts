import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import {
  applyPlan,
  checkPlan,
  createGitHubReader,
  createGitHubWriter,
  desiredState,
  type FleetConfig,
  loadConfig,
  parseApiUrl,
  planFleet,
  readLiveState,
  readSecret,
  resolveConfig,
  Secret,
  scopeName,
} from "../src/index.ts";
import { createSimulator } from "../src/simulator.ts";

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

test("against the example of a seed, the README's file has the plan that the README shows", async () => {
  const seed = parseYaml(readFileSync(join(folder, "simulator/seed.yaml"), "utf8")) as object;
  const simulator = createSimulator(seed);
  const readme = readFileSync(join(folder, "../README.md"), "utf8");
  const [, text = ""] = /```yaml\n(version: 1\nsecrets:[\s\S]*?)```/.exec(readme) ?? [];
  const { config } = await resolveConfig([{ file: "hookfleet.yaml", text, role: "config" }], {
    now: Date.now(),
  });
  if (config === undefined) throw new Error("the README's file is not valid");
  const { state } = desiredState(config, {
    repositories: new Map(),
    targets: [],
    environment: {},
  });
  const reader = await createGitHubReader({
    apiUrl: parseApiUrl("https://api.github.com"),
    credentials: { token: new Secret("any") },
    userAgent: "hookfleet-test",
    fetch: simulator.fetch,
  });
  const live = await readLiveState(
    reader,
    state.scopes.map(({ scope }) => scope),
  );
  const plan = planFleet(state, live, { hooksPerEvent: 20 });
  expect(plan.actions.map(({ kind, scope }) => [kind, scopeName(scope)])).toEqual([
    ["update", "acme/api"],
    ["delete", "acme/api"],
    ["create", "acme/web"],
  ]);
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
