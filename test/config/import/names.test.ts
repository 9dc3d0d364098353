import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/config/import/import-config.ts";
import { isForbiddenEnvironmentName } from "../../../src/config/secrets/resolve-secrets.ts";
import { api, liveHook, scope } from "../../support/build.ts";
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
    ["https://ci.example.com/a", "ci-example-com-a-", "CI_EXAMPLE_COM_A_"],
    ["https://CI.Example.com:443/a", "ci-example-com-a-", "CI_EXAMPLE_COM_A_"],
    ["https://ci.example.com:8443/", "ci-example-com-8443-", "CI_EXAMPLE_COM_8443_"],
    ["https://github.example/", "github-example-", "HOOK_GITHUB_EXAMPLE_"],
    ["https://gh.example/", "gh-example-", "HOOK_GH_EXAMPLE_"],
    ["https://actions.example/", "actions-example-", "HOOK_ACTIONS_EXAMPLE_"],
    ["https://runner.example/", "runner-example-", "HOOK_RUNNER_EXAMPLE_"],
    ["https://10.0.0.1/", "10-0-0-1-", "HOOK_10_0_0_1_"],
    ["https://[2001:db8::1]/", "2001-db8-1-", "HOOK_2001_DB8_1_"],
    ["https://none/", "none-", "NONE_"],
  ])("of %s are named %s, %s", async (url, name, variable) => {
    const { secrets } = await imported([url]);
    expect(secrets.map((one) => [one.name, one.variable, one.usedBy])).toEqual([
      [
        expect.stringMatching(`^${name}[0-9a-f]{6}$`),
        expect.stringMatching(`^${variable}[0-9A-F]{6}_SECRET$`),
        ["acme/api #1"],
      ],
    ]);
    expect(isForbiddenEnvironmentName(secrets[0]?.variable ?? "")).toBe(false);
    const { plan } = await importAndPlan(hooksAt([url]));
    expect(plan).toMatchObject({ actions: [], unmanaged: [], assumed: 1 });
  });

  test("of receivers that read alike have names apart, whatever the order and whatever is beside", async () => {
    const urls = [
      "https://a-b.example/",
      "https://a.b.example/",
      "https://a.b.example/hook",
      "https://a.b.example/hook/",
      "https://a.b.example./",
    ];
    const { secrets, text } = await imported(urls);
    expect(new Set(secrets.map(({ name }) => name)).size).toBe(5);
    const turned = hooksAt(urls).map((one) => ({ ...one, hooks: one.hooks.toReversed() }));
    expect((await importConfig(turned, { userOwners: new Set() })).text).toBe(text);
    for (const url of urls)
      expect(secrets.map(({ name }) => name)).toContain((await imported([url])).secrets[0]?.name);
  });

  test("are one for each receiver URL as the file writes it", async () => {
    const at = (id: number, url: string) => liveHook({ id, url, hasSecret: true });
    const { secrets } = await importConfig(
      [
        {
          scope: api,
          hooks: [
            at(1, "https://ci.example.com/api"),
            at(2, "https://ci.example.com/other"),
            at(3, "https://hooks.slack.com/services/T/B/x"),
          ],
        },
        { scope: scope("acme/web"), hooks: [at(4, "https://ci.example.com/web")] },
      ],
      { userOwners: new Set() },
    );
    expect(secrets.map(({ usedBy }) => usedBy).toSorted()).toEqual([
      ["acme/api #1", "acme/web #4"],
      ["acme/api #2"],
      ["acme/api #3"],
    ]);
    expect(secrets.map(({ variable }) => variable)).toContain("ACME_API_HOOKS_SLACK_COM_3_SECRET");
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
    ["userinfo", "https://u:hunter2@a.example/x", "ACME_API_A_EXAMPLE_1_URL", "a.example"],
    ["a query", "https://a.example/x?key=hunter2", "ACME_API_A_EXAMPLE_1_URL", "a.example"],
    ["a bare query", "https://a.example/x?hunter2", "ACME_API_A_EXAMPLE_1_URL", "a.example"],
    ["a fragment", "https://a.example/x#hunter2", "ACME_API_A_EXAMPLE_1_URL", "a.example"],
    ["a token", "https://a.example/0f1e2d3c4b5a69788796", "ACME_API_A_EXAMPLE_1_URL", "a.example"],
    ["its path", "https://a.example/token/hunter2", "ACME_API_A_EXAMPLE_1_URL", "a.example"],
    ["its host", "https://a1b2c3d4e5f6.t.example/x", "ACME_API_T_EXAMPLE_1_URL", "*.t.example"],
    [
      "Slack",
      "https://hooks.slack.com/services/T/B/x",
      "ACME_API_HOOKS_SLACK_COM_1_URL",
      undefined,
    ],
    ["Discord", "https://discord.com/api/webhooks/1/x", "ACME_API_DISCORD_COM_1_URL", undefined],
    [
      "Zapier",
      "https://hooks.zapier.com/hooks/catch/1/x/",
      "ACME_API_HOOKS_ZAPIER_COM_1_URL",
      undefined,
    ],
  ])("by %s stand in the environment", async (_, url, variable, name) => {
    const result = await imported([url], false);
    expect(result.urls).toMatchObject([
      { name: name ?? new URL(url).host, variable, usedBy: ["acme/api #1"] },
    ]);
    const link = "https://github.com/acme/api/settings/hooks/1";
    expect(result.text).toContain(`url: {env: ${variable}} # ${link}\n`);
    expect(JSON.stringify(result)).not.toMatch(/hunter2|0f1e2d3c|a1b2c3d4|\/services|catch/);
    expect((await importAndPlan(hooksAt([url]))).plan).toMatchObject({ actions: [], assumed: 1 });
  });

  test("of an owner whose name a variable must not begin with", async () => {
    const live = [
      {
        scope: { kind: "organization", owner: "github" } as const,
        hooks: [liveHook({ id: 7, url: "https://a.example/?x" })],
      },
    ];
    const { urls } = await importConfig(live, { userOwners: new Set() });
    expect(urls.map(({ variable }) => variable)).toEqual(["HOOK_GITHUB_A_EXAMPLE_7_URL"]);
  });

  test("share a variable where they are the same, named after the first hook", async () => {
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
    expect(urls.map(({ variable, usedBy }) => [variable, usedBy])).toEqual([
      ["ACME_API_A_EXAMPLE_1_URL", ["acme/api #1"]],
      ["ACME_API_A_EXAMPLE_2_URL", ["acme/api #2", "acme/web #3"]],
    ]);
    expect(text).toMatch(
      / {2}a-example-[0-9a-f]{6}:\n {4}url: \{env: ACME_API_A_EXAMPLE_2_URL\} # \S+\/hooks\/2 and 1 more\n/,
    );
  });

  test("that leave nothing to hide stand in the file", async () => {
    const { text, urls } = await imported(["https://discord.com/hooks/x", "https://slack.com/x"]);
    expect(urls).toEqual([]);
    expect(text).toContain("url: https://discord.com/hooks/x\n");
  });
});
