import { describe, expect, test } from "vitest";
import { importConfig } from "../../../src/config/import/import-config.ts";
import { liveHook, scope } from "../../support/build.ts";
import { importAndPlan, type LiveScope } from "./support/import-and-plan.ts";

const ci = (id: number, name: string, over = {}) =>
  liveHook({ id, url: `https://ci.example.com/${name}/github-webhook/`, hasSecret: true, ...over });
const chat = (id: number) =>
  liveHook({ id, url: "https://hooks.slack.com/services/T1/B1/zq8", events: ["issues"] });

const fleet: readonly LiveScope[] = [
  {
    scope: scope("acme"),
    hooks: [
      liveHook({ id: 1, url: "https://audit.example.com/", events: ["*"], hasSecret: true }),
      liveHook({ id: 2, name: "cli" }),
    ],
  },
  { scope: scope("acme/api"), hooks: [ci(3, "api"), chat(4)] },
  { scope: scope("acme/web"), hooks: [chat(5), ci(6, "web")] },
  {
    scope: scope("acme/docs"),
    hooks: [
      ci(7, "docs", { events: ["push", "pull_request"] }),
      liveHook({ id: 8, url: "http://old.example.com/in", contentType: "form", active: false }),
    ],
  },
  { scope: scope("acme/empty"), hooks: [] },
  { scope: scope("acme/service"), hooks: [liveHook({ id: 9, name: "travis", url: "" })] },
  { scope: scope("octocat/hello"), hooks: [ci(10, "hello")] },
];

describe("importConfig", () => {
  test("writes a file that explains itself", async () => {
    const { text, ...rest } = await importConfig(fleet, { userOwners: new Set(["octocat"]) });
    expect(text).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://raw.githubusercontent.com/hookfleet/hookfleet/main/schemas/hookfleet.schema.json
      #
      # Written by \`hookfleet import\`: 8 webhooks in 5 scopes, as they are on GitHub. With it
      # \`hookfleet plan\` finds no difference.
      #
      # What to do next:
      # 1. 1 URL is a credential: set the variable of each \`url: {env: …}\`, as \`import --write-env
      #    FILE\` does, and pass that file with \`--env-file\`.
      # 2. \`hookfleet validate\` checks this file without a token.
      # 3. \`hookfleet plan\` compares it with GitHub and writes nothing.
      # 4. Fill in the 2 secrets, before the first \`hookfleet apply\` that touches a hook with one:
      #    the variables stand under \`secrets\`.
      # 5. \`hookfleet verify --no-ping\` proves them by what GitHub has sent; without \`--no-ping\` it
      #    pings each hook first.

      version: 1

      # GitHub shows that a hook has a secret, never which one. There is one entry for each receiver
      # URL; split it where its hooks have several secrets. An apply stops before it writes anything
      # where a variable that it needs is not set.
      secrets:
        # Signs 1 hook: acme #1.
        # https://github.com/organizations/acme/settings/hooks/1
        audit-example-com-bd8bc4:
          env: AUDIT_EXAMPLE_COM_BD8BC4_SECRET
          hosts: [audit.example.com]
        # Signs 4 hooks: acme/api #3, acme/docs #7, acme/web #6, octocat/hello #10.
        # https://github.com/acme/api/settings/hooks/3
        ci-example-com-repo-github-webhook-2b4fde:
          env: CI_EXAMPLE_COM_REPO_GITHUB_WEBHOOK_2B4FDE_SECRET
          hosts: [ci.example.com]

      templates:
        ci-example-com-github-webhook-c69b24:
          url: https://ci.example.com/{repo}/github-webhook/
          events: [push]
          content_type: json
          secret: ci-example-com-repo-github-webhook-2b4fde
        hooks-slack-com-5ba4d8:
          url: {env: ACME_API_HOOKS_SLACK_COM_4_URL} # https://github.com/acme/api/settings/hooks/4 and 1 more
          events: [issues]
          content_type: json

      organizations:
        # 2 repositories have no webhooks and are left out.
        # 2 hooks are not webhooks (an old service, \`gh webhook forward\`) and are skipped: acme,
        #   acme/service.
        acme:
          hooks:
            - url: https://audit.example.com/
              events: ["*"]
              content_type: json
              secret: audit-example-com-bd8bc4
          repositories:
            - name: [api, web]
              hooks:
                - use: hooks-slack-com-5ba4d8
                - use: ci-example-com-github-webhook-c69b24
            - name: docs
              hooks:
                - url: http://old.example.com/in
                  events: [push]
                  content_type: form
                  active: false
                - use: ci-example-com-github-webhook-c69b24
                  events: [pull_request, push]

      users:
        octocat:
          repositories:
            - name: hello
              hooks:
                - use: ci-example-com-github-webhook-c69b24
      "
    `);
    expect(JSON.parse(JSON.stringify(rest))).toMatchObject({
      secrets: [
        { usedBy: ["acme #1"], link: "https://github.com/organizations/acme/settings/hooks/1" },
        { usedBy: ["acme/api #3", "acme/docs #7", "acme/web #6", "octocat/hello #10"] },
      ],
      urls: [
        {
          name: "hooks.slack.com",
          variable: "ACME_API_HOOKS_SLACK_COM_4_URL",
          usedBy: ["acme/api #4", "acme/web #5"],
          link: "https://github.com/acme/api/settings/hooks/4",
          url: "env:ACME_API_HOOKS_SLACK_COM_4_URL",
        },
      ],
      notes: [],
      hooks: 8,
      skipped: 2,
      ignored: 0,
    });
  });

  test("leaves out what is to be ignored, and says so", async () => {
    const ignore = ["https://hooks.slack.com/**", "http://old.example.com/**"];
    const result = await importConfig(fleet, { userOwners: new Set(["octocat"]), ignore });
    expect(result).toMatchObject({ urls: [], hooks: 5, skipped: 2, ignored: 3 });
    expect(result.text).toContain(
      "\nignore: [https://hooks.slack.com/**, http://old.example.com/**]\n",
    );
    expect(result.text).toContain("# - 3 hooks that `ignore` leaves alone.\n");
    const { plan } = await importAndPlan(fleet, ["octocat"], ignore);
    expect(plan).toMatchObject({ actions: [], unmanaged: [] });
    expect(plan.ignored.map(({ hookId }) => hookId)).toEqual([2, 4, 8, 5]);
  });

  test("whose plan finds nothing to do and nothing left over", async () => {
    const { plan, diagnostics } = await importAndPlan(fleet, ["octocat"]);
    expect(plan).toMatchObject({ actions: [], unmanaged: [], complete: true, assumed: 5 });
    expect(plan.unchanged).toHaveLength(8);
    expect(plan.ignored.map(({ hookId }) => hookId)).toEqual([2]);
    expect(new Set(diagnostics.map(({ code }) => code))).toEqual(
      new Set(["insecure-url", "no-secret"]),
    );
  });

  test("writes the same again, byte for byte", async () => {
    const first = await importAndPlan(fleet, ["octocat"]);
    const second = await importAndPlan(fleet.toReversed(), ["octocat"]);
    expect(second.imported).toEqual(first.imported);
  });

  test("of nothing is a valid file", async () => {
    const { imported, plan, diagnostics } = await importAndPlan([]);
    expect(imported).toMatchObject({ secrets: [], urls: [], notes: [], hooks: 0, skipped: 0 });
    expect(imported.text).toMatch(/\nversion: 1\n$/);
    expect([diagnostics, plan.scopes]).toEqual([[], []]);
  });

  test("declares an organization without hooks, and leaves out repositories without", async () => {
    const empty = [
      { scope: scope("acme"), hooks: [] },
      { scope: scope("acme/api"), hooks: [] },
      { scope: scope("octocat/a"), hooks: [] },
      { scope: scope("octocat/b"), hooks: [] },
    ];
    const { imported, plan } = await importAndPlan(empty, ["octocat"]);
    expect(imported.text).toContain("\norganizations:\n  # 1 repository has no webhooks");
    expect(imported.text).toMatch(/\n {2}acme:\n {4}hooks: \[\]\n$/);
    expect(imported.text).toContain("# - octocat: 2 repositories have no webhooks");
    expect(plan.scopes).toEqual([scope("acme")]);
  });

  test("does not speak of an organization that was not imported", async () => {
    const { plan } = await importAndPlan([{ scope: scope("acme/api"), hooks: [chat(1)] }]);
    expect(plan.scopes).toEqual([scope("acme/api")]);
  });
});
