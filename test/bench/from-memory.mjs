// Validates and plans a big fleet from memory, in a process of its own because its memory is
// measured, and tells as JSON how long that took.
import { performance } from "node:perf_hooks";
import { desiredState } from "../../src/config/desired-state.ts";
import { resolveConfig } from "../../src/config/load-config.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import { scopeKey } from "../../src/model/scope.ts";
import { planFleet } from "../../src/plan/plan-fleet.ts";

const repositories = 10_000;
const hooksEach = 5;

/** One glob entry with five hooks, three of them from a template with a parameter. */
const text = `version: 1
secrets:
  ci: { env: CI_WEBHOOK_SECRET, hosts: ["*.example.com"] }
templates:
  ci:
    url: https://ci.example.com/{repo}/github-webhook/{kind}
    events: [push, pull_request]
    content_type: json
    secret: ci
organizations:
  acme:
    repositories:
      - name: "*"
        hooks:
          - { use: ci, with: { kind: build } }
          - { use: ci, with: { kind: lint } }
          - { use: ci, with: { kind: audit } }
          - { url: "https://chat.example.com/{owner}", events: [issues], content_type: json, secret: none }
          - { url: "https://deploy.example.com/hook", events: [release], content_type: form, secret: ci }
`;

const names = Array.from({ length: repositories }, (_, index) => `service-${index}`);

/** What GitHub holds: the same but for one event on every hundredth repository. */
function liveOf(name, index) {
  const urls = [
    ...["build", "lint", "audit"].map((kind) => [
      `https://ci.example.com/${name}/github-webhook/${kind}`,
      ["pull_request", "push"],
      "json",
      true,
    ]),
    ["https://chat.example.com/acme", ["issues"], "json", false],
    ["https://deploy.example.com/hook", index % 100 === 0 ? ["push"] : ["release"], "form", true],
  ];
  return urls.map(([url, events, contentType, hasSecret], position) => ({
    id: index * hooksEach + position + 1,
    name: "web",
    url: new HookUrl(url, { kind: "live" }),
    events,
    active: true,
    contentType,
    insecureSsl: false,
    hasSecret,
    unknownConfigKeys: [],
    updatedAt: 0,
    createdAt: 0,
    lastResponse: undefined,
  }));
}

function bigFleet() {
  const live = new Map(
    names.map((name, index) => {
      const scope = { kind: "repository", owner: "acme", repository: name };
      return [scopeKey(scope), { status: "read", scope, hooks: liveOf(name, index) }];
    }),
  );
  const list = names.map((name) => ({
    owner: "acme",
    name,
    archived: false,
    visibility: "private",
    topics: [],
    properties: new Map(),
  }));
  return { live, list };
}

async function measure() {
  const { live, list } = bigFleet();
  globalThis.gc?.();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const { config, diagnostics } = await resolveConfig(
    [{ file: "hookfleet.yaml", text, role: "config" }],
    { now: Date.now() },
  );
  if (config === undefined) throw new Error(JSON.stringify(diagnostics));
  const validated = performance.now();
  const { state } = desiredState(config, {
    repositories: new Map([["acme", list]]),
    targets: [],
    environment: {},
  });
  const resolved = performance.now();
  const plan = planFleet(state, live, { hooksPerEvent: 20 });
  const end = performance.now();
  const { user, system } = process.cpuUsage(cpu);
  return {
    repositories,
    hooksEach,
    validateMs: validated - start,
    selectMs: resolved - validated,
    planMs: end - resolved,
    wallMs: end - start,
    cpuMs: (user + system) / 1_000,
    actions: plan.actions.length,
    unchanged: plan.unchanged.length,
  };
}

process.stdout.write(JSON.stringify(await measure()));
