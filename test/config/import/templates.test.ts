import { describe, expect, test } from "vitest";
import { written } from "./support/written.ts";

const hook = { url: "https://ci.example.com/hook" };

describe("templates", () => {
  test("hold what several repositories have; those with the same set are one entry", async () => {
    const audit = { url: "https://audit.example.com/", events: ["*"] };
    const file = await written({
      "acme/b": [hook, audit],
      "acme/a": [audit, hook],
      "acme/c": [hook],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      defaults:
        hook:
          content_type: json

      templates:
        audit-example-com:
          url: https://audit.example.com/
          events: ["*"]
        ci-example-com:
          url: https://ci.example.com/hook
          events: [push]

      organizations:
        acme:
          repositories:
            - name: [a, b]
              hooks:
                - use: audit-example-com
                - use: ci-example-com
            - name: c
              hooks:
                - use: ci-example-com
      "
    `);
  });

  test("put the names of repository and owner back into URLs", async () => {
    const file = await written({
      "acme/api": [{ url: "https://ci.example.com/api/acme-api/" }],
      "acme/web": [{ url: "https://ci.example.com/api/acme-web/" }],
      "beta/api": [{ url: "https://ci.example.com/api/beta-api/" }],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      templates:
        ci-example-com:
          url: https://ci.example.com/api/{owner}-{repo}/
          events: [push]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: [api, web]
              hooks:
                - use: ci-example-com
        beta:
          repositories:
            - name: api
              hooks:
                - use: ci-example-com
      "
    `);
  });

  test("are used with what differs, where a single hook has their URL", async () => {
    const file = await written({
      "acme/a": [hook],
      "acme/b": [hook],
      "acme/c": [{ ...hook, events: ["issues"], active: false }],
      "acme/d": [{ ...hook, contentType: "form" }],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      templates:
        ci-example-com:
          url: https://ci.example.com/hook
          events: [push]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: [a, b]
              hooks:
                - use: ci-example-com
            - name: c
              hooks:
                - use: ci-example-com
                  events: [issues]
                  active: false
            - name: d
              hooks:
                - use: ci-example-com
                  content_type: form
      "
    `);
  });

  test("hold a URL that several have with different fields, and rather those that are active", async () => {
    const file = await written({
      "acme/a": [{ ...hook, active: false }],
      "acme/b": [{ ...hook, events: ["issues"], insecureSsl: true }],
      "acme/c": [{ ...hook, events: ["star"] }],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      templates:
        ci-example-com:
          url: https://ci.example.com/hook
          events: [star]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: a
              hooks:
                - use: ci-example-com
                  events: [push]
                  active: false
            - name: b
              hooks:
                - use: ci-example-com
                  events: [issues]
                  insecure_ssl: true
            - name: c
              hooks:
                - use: ci-example-com
      "
    `);
  });

  test("leave the secret to the hooks that have one, where not all do", async () => {
    const file = await written({
      "acme/a": [{ ...hook, hasSecret: true }],
      "acme/b": [{ ...hook, hasSecret: true, active: false }],
      "acme/c": [{ ...hook, events: ["issues"] }],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      # GitHub shows that a hook has a secret, never which one. Without a variable that it needs, an
      # apply stops before it writes anything.
      secrets:
        # Signs 2 hooks: acme/a #1, acme/b #2. Fill it in before the first apply that touches one of
        # them.
        # One entry for all hooks of this host; split it where their secrets differ.
        ci-example-com:
          env: CI_EXAMPLE_COM_WEBHOOK_SECRET
          hosts: [ci.example.com]

      templates:
        ci-example-com:
          url: https://ci.example.com/hook
          events: [issues]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: a
              hooks:
                - use: ci-example-com
                  events: [push]
                  secret: ci-example-com
            - name: b
              hooks:
                - use: ci-example-com
                  events: [push]
                  active: false
                  secret: ci-example-com
            - name: c
              hooks:
                - use: ci-example-com
      "
    `);
  });

  test("with a secret are not used by hooks without", async () => {
    const file = await written({
      "acme/a": [{ ...hook, hasSecret: true }],
      "acme/b": [{ ...hook, hasSecret: true }],
      "acme/c": [hook],
    });
    expect(file).toContain(
      "      - name: c\n        hooks:\n          - url: https://ci.example.com/hook\n",
    );
  });

  test("without a secret are used by hooks with one", async () => {
    const file = await written({
      "acme/a": [hook],
      "acme/b": [hook],
      "acme/c": [{ ...hook, hasSecret: true }],
    });
    expect(file).toContain("- use: ci-example-com\n            secret: ci-example-com\n");
  });

  test("are made for two repositories at least, also where one would fit in two ways", async () => {
    const at = (path: string) => [{ url: `https://ci.example.com/${path}` }];
    const file = await written({
      "acme/api": at("api/api"),
      "acme/web": at("web/api"),
      "acme/docs": at("docs/api"),
      "acme/cli": at("api/cli"),
    });
    expect(file).toContain("  ci-example-com:\n    url: https://ci.example.com/{repo}/api\n");
    expect(file).toContain("      - name: [api, docs, web]\n");
    expect(file).toContain("          - url: https://ci.example.com/api/cli\n");
  });

  test("take the very same URL before one with a name in it", async () => {
    const file = await written({
      "acme/api": [{ url: "https://ci.example.com/api" }],
      "acme/web": [{ url: "https://ci.example.com/api" }, { url: "https://ci.example.com/web" }],
    });
    expect(file).toContain("  ci-example-com:\n    url: https://ci.example.com/api\n");
    expect(file).toContain("- use: ci-example-com\n");
    expect(file).toContain("- url: https://ci.example.com/web\n");
  });

  test("have names that say what they are for", async () => {
    const at = (path: string, events: readonly string[]) => ({
      url: `https://ci.example.com/${path}`,
      events,
    });
    const hooks = [
      at("build/", ["push"]),
      at("build/", ["issues", "star"]),
      { url: "https://b.example.com/x", events: ["*"] },
      at("lint", ["push"]),
      at("lint", ["a", "b", "c"]),
      at("lint", ["d", "e", "f"]),
    ];
    const file = await written({ "acme/a": hooks, "acme/b": hooks });
    const templates = file.replace(/\norganizations:[\s\S]*/, "");
    expect(templates.match(/^ {2}[^ #].*(?=:$)/gm)?.map((line) => line.trim())).toEqual([
      "hook",
      "b-example-com",
      "ci-example-com-build-issues-star",
      "ci-example-com-build-push",
      "ci-example-com-lint",
      "ci-example-com-lint-2",
      "ci-example-com-lint-push",
    ]);
  });
});
