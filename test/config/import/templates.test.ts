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

  test("are not used by a hook that differs", async () => {
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
                - url: https://ci.example.com/hook
                  events: [issues]
                  content_type: json
                  active: false
            - name: d
              hooks:
                - url: https://ci.example.com/hook
                  events: [push]
                  content_type: form
      "
    `);
  });

  test("have the hooks of one URL, where one secret belongs to all of them", async () => {
    const at = (name: string, events: readonly string[]) => [
      { url: `https://ci.example.com/${name}`, events, hasSecret: true },
    ];
    const file = await written({
      "acme/a": at("a", ["push"]),
      "acme/b": at("b", ["issues"]),
      "acme/c": at("c", ["push"]),
    });
    expect(file.match(/secret: ci-example-com-repo-\w{6}\n/g)).toHaveLength(2);
    expect(file).toContain("          - url: https://ci.example.com/{repo}\n");
    expect(file).toContain("# Signs 3 hooks");
  });

  test("are for hooks that all have a secret, or have none", async () => {
    const file = await written({
      "acme/a": [{ ...hook, hasSecret: true }],
      "acme/b": [{ ...hook, hasSecret: true }],
      "acme/c": [hook],
    });
    expect(file).toContain(
      "      - name: c\n        hooks:\n          - url: https://ci.example.com/hook\n",
    );
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
