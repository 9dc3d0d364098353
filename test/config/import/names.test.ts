import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/config/import/import-config.ts";
import { isForbiddenEnvironmentName } from "../../../src/config/secrets/secret-source.ts";
import { api, liveHook } from "../../support/build.ts";
import { importAndPlan } from "./support/import-and-plan.ts";

/** Hooks of one repository with these URLs, in this order. */
const hooksAt = (urls: readonly string[], hasSecret = true) => [
  { scope: api, hooks: urls.map((url, index) => liveHook({ id: index + 1, url, hasSecret })) },
];

async function imported(urls: readonly string[], hasSecret = true) {
  return await importConfig(hooksAt(urls, hasSecret), { userOwners: new Set() });
}

describe("secrets", () => {
  test.each([
    ["https://ci.example.com/a", "ci-example-com", "CI_EXAMPLE_COM_WEBHOOK_SECRET"],
    ["https://CI.Example.com:443/a", "ci-example-com", "CI_EXAMPLE_COM_WEBHOOK_SECRET"],
    ["https://ci.example.com:8443/", "ci-example-com-8443", "CI_EXAMPLE_COM_8443_WEBHOOK_SECRET"],
    ["https://github.example/", "github-example", "HOOK_GITHUB_EXAMPLE_WEBHOOK_SECRET"],
    ["https://gh.example/", "gh-example", "HOOK_GH_EXAMPLE_WEBHOOK_SECRET"],
    ["https://actions.example/", "actions-example", "HOOK_ACTIONS_EXAMPLE_WEBHOOK_SECRET"],
    ["https://runner.example/", "runner-example", "HOOK_RUNNER_EXAMPLE_WEBHOOK_SECRET"],
    ["https://10.0.0.1/", "10-0-0-1", "HOOK_10_0_0_1_WEBHOOK_SECRET"],
    ["https://[2001:db8::1]/", "2001-db8-1", "HOOK_2001_DB8_1_WEBHOOK_SECRET"],
    ["https://none/", "receiver-none", "RECEIVER_NONE_WEBHOOK_SECRET"],
    ["https://x-y.example/", "x-y-example", "X_Y_EXAMPLE_WEBHOOK_SECRET"],
    ["https://_/", "receiver", "RECEIVER_WEBHOOK_SECRET"],
  ])("of %s are named %s, %s", async (url, name, variable) => {
    const { secrets } = await imported([url]);
    expect(secrets).toEqual([{ name, variable, usedBy: ["acme/api #1"] }]);
    expect(isForbiddenEnvironmentName(variable)).toBe(false);
    const { plan } = await importAndPlan(hooksAt([url]));
    expect(plan).toMatchObject({ actions: [], unmanaged: [], assumed: 1 });
  });

  test("of hosts that read alike have names apart, whatever the order", async () => {
    const urls = [
      "https://a-b.example/",
      "https://a.b.example/",
      "https://a.b.example./",
      "https://github.example/",
      "https://hook.github.example/",
    ];
    const { secrets, text } = await imported(urls);
    expect(secrets.map(({ name }) => name)).toEqual([
      "a-b-example",
      "a-b-example-2",
      "a-b-example-3",
      "github-example",
      "hook-github-example",
    ]);
    expect(secrets.map(({ variable }) => variable)).toEqual([
      "A_B_EXAMPLE_WEBHOOK_SECRET",
      "A_B_EXAMPLE_2_WEBHOOK_SECRET",
      "A_B_EXAMPLE_3_WEBHOOK_SECRET",
      "HOOK_GITHUB_EXAMPLE_WEBHOOK_SECRET",
      "HOOK_GITHUB_EXAMPLE_WEBHOOK_SECRET_2",
    ]);
    const turned = hooksAt(urls).map(({ scope, hooks }) => ({ scope, hooks: hooks.toReversed() }));
    expect((await importConfig(turned, { userOwners: new Set() })).text).toBe(text);
  });

  test.each([
    ["https://ci.example.com:8443/", "hosts: [ci.example.com:8443]"],
    ["https://[2001:db8::1]:8443/", 'hosts: ["[2001:db8::1]:8443"]'],
    ["https://xn--bro-hoa.example/", "hosts: [xn--bro-hoa.example]"],
    ["https://ci.example.com./", "# `hosts` cannot hold the name of this host."],
  ])("of %s may be used for nothing else: %s", async (url, line) => {
    expect((await imported([url])).text).toContain(line);
    expect((await importAndPlan(hooksAt([url]))).plan).toMatchObject({ actions: [], assumed: 1 });
  });
});

describe("URLs that are credentials", () => {
  test.each([
    ["userinfo", "https://u:hunter2@a.example/x", "A_EXAMPLE_WEBHOOK_URL", "a.example"],
    ["a query", "https://a.example/x?key=hunter2", "A_EXAMPLE_WEBHOOK_URL", "a.example"],
    ["a bare query", "https://a.example/x?hunter2", "A_EXAMPLE_WEBHOOK_URL", "a.example"],
    ["a fragment", "https://a.example/x#hunter2", "A_EXAMPLE_WEBHOOK_URL", "a.example"],
    ["a token", "https://a.example/0f1e2d3c4b5a69788796", "A_EXAMPLE_WEBHOOK_URL", "a.example"],
    ["its path", "https://a.example/token/hunter2", "A_EXAMPLE_WEBHOOK_URL", "a.example"],
    ["its host", "https://a1b2c3d4e5f6.t.example/x", "T_EXAMPLE_WEBHOOK_URL", "*.t.example"],
    ["Slack", "https://hooks.slack.com/services/T/B/x", "HOOKS_SLACK_COM_WEBHOOK_URL", undefined],
    ["Discord", "https://discord.com/api/webhooks/1/x", "DISCORD_COM_WEBHOOK_URL", undefined],
    [
      "Zapier",
      "https://hooks.zapier.com/hooks/catch/1/x/",
      "HOOKS_ZAPIER_COM_WEBHOOK_URL",
      undefined,
    ],
    ["a forbidden name", "https://github.example/?x", "HOOK_GITHUB_EXAMPLE_WEBHOOK_URL", undefined],
  ])("by %s stand in the environment", async (_, url, variable, name) => {
    const result = await imported([url], false);
    expect(result.urls).toEqual([
      { name: name ?? new URL(url).host, variable, usedBy: ["acme/api #1"] },
    ]);
    expect(result.text).toContain(`url: {env: ${variable}}`);
    expect(JSON.stringify(result)).not.toMatch(/hunter2|0f1e2d3c|a1b2c3d4|\/services|catch/);
    expect((await importAndPlan(hooksAt([url]))).plan).toMatchObject({ actions: [], assumed: 1 });
  });

  test("share a variable where they are the same, and are counted where they are not", async () => {
    const hooks = (ids: readonly [number, string][]) =>
      ids.map(([id, query]) => liveHook({ id, url: `https://a.example/?${query}` }));
    const live = [
      { scope: { ...api, repository: "web" }, hooks: hooks([[3, "one"]]) },
      {
        scope: api,
        hooks: hooks([
          [2, "one"],
          [1, "two"],
        ]),
      },
    ];
    const { urls, text } = await importConfig(live, { userOwners: new Set() });
    expect(urls).toEqual([
      { name: "a.example", variable: "A_EXAMPLE_WEBHOOK_URL", usedBy: ["acme/api #1"] },
      {
        name: "a.example",
        variable: "A_EXAMPLE_WEBHOOK_URL_2",
        usedBy: ["acme/api #2", "acme/web #3"],
      },
    ]);
    expect(text).toContain("# - A_EXAMPLE_WEBHOOK_URL: a URL of a.example, of acme/api #1\n");
    expect(text).toContain("  a-example:\n    url: {env: A_EXAMPLE_WEBHOOK_URL_2}\n");
  });

  test("that leave nothing to hide stand in the file", async () => {
    const { text, urls } = await imported(["https://discord.com/hooks/x", "https://slack.com/x"]);
    expect(urls).toEqual([]);
    expect(text).toContain("url: https://discord.com/hooks/x\n");
  });
});
