import { describe, expect, test } from "vitest";
import { written } from "./support/written.ts";

const hook = { url: "https://ci.example.com/hook" };

describe("defaults", () => {
  const drawn = (path: string, over = {}) => ({ url: `https://ci.example.com/${path}`, ...over });

  test("hold the content type and the events of most hooks, and nothing that is unsafe", async () => {
    const off = { active: false, insecureSsl: true };
    const file = await written({
      "acme/a": [drawn("1", off), drawn("2", off), drawn("3", { ...off, contentType: "form" })],
      acme: [drawn("4", { events: ["fork"] })],
    });
    expect(file).toMatchInlineSnapshot(`
      "
      defaults:
        hook:
          events: [push]
          content_type: json

      organizations:
        acme:
          hooks:
            - url: https://ci.example.com/4
              events: [fork]
          repositories:
            - name: a
              hooks:
                - url: https://ci.example.com/1
                  insecure_ssl: true
                  active: false
                - url: https://ci.example.com/2
                  insecure_ssl: true
                  active: false
                - url: https://ci.example.com/3
                  content_type: form
                  insecure_ssl: true
                  active: false
      "
    `);
  });

  test("hold nothing that half of the hooks do not have", async () => {
    const file = await written({ acme: [drawn("1"), drawn("2", { contentType: "form" })] });
    expect(file).not.toContain("defaults:");
    expect(await written({ acme: [drawn("1")] })).not.toContain("defaults:");
    const forms = ["3", "4"].map((path) => drawn(path, { contentType: "form" }));
    expect(await written({ acme: [drawn("1"), drawn("2"), ...forms] })).not.toContain(
      "\n    content_type:",
    );
  });

  test("do not mix up events with commas in their names", async () => {
    const file = await written({
      "acme/a": [drawn("1", { events: ["a,b"] }), drawn("2", { events: ["a", "b"] })],
      "acme/b": [drawn("1", { events: ["a", "b"] }), drawn("2", { events: ["a,b"] })],
    });
    expect(file.match(/events: \["a,b"\]/g)).toHaveLength(2);
  });

  test("leave long lists of events and names on lines of their own", async () => {
    const events = Array.from({ length: 30 }, (_, index) => `event_${index}`).toSorted();
    const hooks = Array.from({ length: 20 }, (_, index) => [`acme/service-${index}`, [hook]]);
    const file = await written({ ...Object.fromEntries(hooks), acme: [drawn("x", { events })] });
    expect(file).toContain("        events:\n          - event_0\n");
    expect(file).toContain("      - name:\n          - service-0\n          - service-1\n");
    expect(Math.max(...file.split("\n").map((line) => line.length))).toBeLessThan(100);
  });
});
