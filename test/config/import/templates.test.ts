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
      templates:
        audit-example-com-1ab6cd:
          url: https://audit.example.com/
          events: ["*"]
          content_type: json
        ci-example-com-hook-6ae2a4:
          url: https://ci.example.com/hook
          events: [push]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: [a, b]
              hooks:
                - use: audit-example-com-1ab6cd
                - use: ci-example-com-hook-6ae2a4
            - name: c
              hooks:
                - use: ci-example-com-hook-6ae2a4
      "
    `);
  });

  test("put the names of repository and owner back into URLs", async () => {
    const file = await written({
      "acme/api": [{ url: "https://ci.example.com/job/acme-api/" }],
      "acme/web": [{ url: "https://ci.example.com/job/acme-web/" }],
      "beta/cli": [{ url: "https://ci.example.com/job/beta-cli/" }],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      templates:
        ci-example-com-job-0113f7:
          url: https://ci.example.com/job/{owner}-{repo}/
          events: [push]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: [api, web]
              hooks:
                - use: ci-example-com-job-0113f7
        beta:
          repositories:
            - name: cli
              hooks:
                - use: ci-example-com-job-0113f7
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
        ci-example-com-hook-6ae2a4:
          url: https://ci.example.com/hook
          events: [push]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: [a, b]
              hooks:
                - use: ci-example-com-hook-6ae2a4
            - name: c
              hooks:
                - use: ci-example-com-hook-6ae2a4
                  events: [issues]
                  active: false
            - name: d
              hooks:
                - use: ci-example-com-hook-6ae2a4
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
        ci-example-com-hook-95ef7c:
          url: https://ci.example.com/hook
          events: [star]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: a
              hooks:
                - use: ci-example-com-hook-95ef7c
                  events: [push]
                  active: false
            - name: b
              hooks:
                - use: ci-example-com-hook-95ef7c
                  events: [issues]
                  insecure_ssl: true
            - name: c
              hooks:
                - use: ci-example-com-hook-95ef7c
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
      # GitHub shows that a hook has a secret, never which one. There is one entry for each receiver
      # URL; split it where its hooks have several secrets. An apply stops before it writes anything
      # where a variable that it needs is not set.
      secrets:
        # Signs 2 hooks: acme/a #1, acme/b #2.
        # https://github.com/acme/a/settings/hooks/1
        ci-example-com-hook-32cd04:
          env: CI_EXAMPLE_COM_HOOK_32CD04_SECRET
          hosts: [ci.example.com]

      templates:
        ci-example-com-hook-5776c8:
          url: https://ci.example.com/hook
          events: [issues]
          content_type: json

      organizations:
        acme:
          repositories:
            - name: a
              hooks:
                - use: ci-example-com-hook-5776c8
                  events: [push]
                  secret: ci-example-com-hook-32cd04
            - name: b
              hooks:
                - use: ci-example-com-hook-5776c8
                  events: [push]
                  active: false
                  secret: ci-example-com-hook-32cd04
            - name: c
              hooks:
                - use: ci-example-com-hook-5776c8
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
    expect(file).toMatch(
      /- use: ci-example-com-hook-\w{6}\n {12}secret: ci-example-com-hook-\w{6}\n/,
    );
  });

  test("are made for two repositories at least", async () => {
    const at = (path: string) => [{ url: `https://ci.example.com/${path}` }];
    const file = await written({
      "acme/web": at("web/api"),
      "acme/docs": at("docs/api"),
      "acme/cli": at("api/cli"),
    });
    expect(file).toMatch(/ {2}ci-example-com-api-\w{6}:\n {4}url: \S+\/\{repo\}\/api\n/);
    expect(file).toContain("      - name: [docs, web]\n");
    expect(file).toContain("          - url: https://ci.example.com/api/cli\n");
  });

  test("take the very same URL before one with a name in it", async () => {
    const file = await written({
      "acme/api": [{ url: "https://ci.example.com/api" }],
      "acme/web": [{ url: "https://ci.example.com/api" }, { url: "https://ci.example.com/web" }],
    });
    expect(file).toMatch(/ {2}ci-example-com-api-\w{6}:\n {4}url: https:\/\/ci.example.com\/api\n/);
    expect(file).toMatch(/- use: ci-example-com-api-\w{6}\n/);
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
    expect(templates.match(/^ {2}[^ #].*(?=-\w{6}:$)/gm)?.map((line) => line.trim())).toEqual([
      "b-example-com-x",
      "ci-example-com-build-issues-star",
      "ci-example-com-build-push",
      "ci-example-com-lint",
      "ci-example-com-lint",
      "ci-example-com-lint-push",
    ]);
  });

  test("do not mix up events with commas in their names", async () => {
    const drawn = (path: string, events: readonly string[]) => ({
      ...{ url: `https://ci.example.com/${path}`, events },
    });
    const file = await written({
      "acme/a": [drawn("1", ["a,b"]), drawn("2", ["a", "b"])],
      "acme/b": [drawn("1", ["a", "b"]), drawn("2", ["a,b"])],
    });
    expect(file.match(/events: \["a,b"\]/g)).toHaveLength(2);
  });

  test("leave long lists of events and names on lines of their own", async () => {
    const events = Array.from({ length: 30 }, (_, index) => `event_${index}`).toSorted();
    const hooks = Array.from({ length: 20 }, (_, index) => [`acme/service-${index}`, [hook]]);
    const long = { url: "https://ci.example.com/x", events };
    const file = await written({ ...Object.fromEntries(hooks), acme: [long] });
    expect(file).toContain("        events:\n          - event_0\n");
    expect(file).toContain("      - name:\n          - service-0\n          - service-1\n");
    expect(Math.max(...file.split("\n").map((line) => line.length))).toBeLessThan(100);
  });
});
