import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { compileHostGlob } from "../../src/config/globs.ts";
import { parseTimestamp } from "../../src/config/secrets/resolve-secrets.ts";
import { createSuggest } from "../../src/config/suggest.ts";
import {
  bindUrlTemplate,
  fillUrlTemplate,
  parseUrlTemplate,
} from "../../src/config/urls/url-template.ts";

describe("host patterns", () => {
  test.each([
    ["ci.example.com", "ci.example.com", true],
    ["CI.example.com", "ci.EXAMPLE.com", true],
    ["ci.example.com", "xci.example.com", false],
    ["ci.example.com", "cixexample.com", false],
    ["ci.example.com", "ci.example.com.evil.org", false],
    ["ci.example.com", "ci.example.com:8443", true],
    ["ci.example.com:8443", "ci.example.com:8443", true],
    ["ci.example.com:8443", "ci.example.com", false],
    ["ci.example.com:8443", "ci.example.com:844", false],
    ["ci.example.com:443", "ci.example.com:443", true],
    ["ci.example.com:443", "ci.example.com:80", false],
    ["*.example.com", "ci.example.com", true],
    ["*.example.com", "a.ci.example.com", false],
    ["*.example.com", "example.com", false],
    ["ci-*.example.com", "ci-1.example.com", true],
    ["**.example.com", "a.ci.example.com", true],
    ["**.example.com", "example.com", false],
    ["*", "localhost", true],
    ["127.0.0.1", "127.0.0.1:3000", true],
    ["[::1]", "[::1]:3000", true],
  ])("%s and %s: %s", (pattern, host, fits) => {
    expect(compileHostGlob(pattern)?.(host)).toBe(fits);
  });
});

describe("dates", () => {
  test.each([
    ["2026-04-14T15:00:00Z", Date.UTC(2026, 3, 14, 15)],
    ["2026-04-14t15:00:00.250z", Date.UTC(2026, 3, 14, 15, 0, 0, 250)],
    ["2026-04-14T15:00:00+05:30", Date.UTC(2026, 3, 14, 9, 30)],
    ["2024-02-29T00:00:00-00:00", Date.UTC(2024, 1, 29)],
    ["2100-02-29T00:00:00Z", undefined],
    ["2026-04-31T00:00:00Z", undefined],
    ["2026-13-01T00:00:00Z", undefined],
    ["2026-04-14T24:00:00Z", undefined],
    ["2026-04-14T15:60:00Z", undefined],
    ["2026-04-14T15:00:00+24:00", undefined],
    ["2026-04-14 15:00:00Z", undefined],
    ["2026-04-14T15:00Z", undefined],
    ["26-04-14T15:00:00Z", undefined],
    ["", undefined],
  ])("%s", (text, time) => {
    expect(parseTimestamp(text)).toBe(time);
  });
});

describe("suggestions", () => {
  test.each([
    ["secert", ["secret", "secrets", "url"], "secret"],
    ["pul_request", ["push", "pull_request"], "pull_request"],
    ["PUSH", ["push", "pull_request"], "push"],
    ["psuh", ["push", "pull_request"], "push"],
    ["xyz", ["push", "pull_request"], undefined],
    ["ab", ["ci"], undefined],
    ["bat", ["cat", "bar"], "bar"],
  ])("%s among %j: %s", (word, candidates, suggestion) => {
    expect(createSuggest()(word, candidates)).toBe(suggestion);
  });

  test("end where a file would become slow to check", () => {
    const suggest = createSuggest();
    const candidates = Array.from({ length: 1000 }, (_, index) => `name-${index}`);
    for (let index = 0; index < 1000; index += 1) suggest(`nam-${index}`, candidates);
    expect(suggest("name-x", candidates)).toBe(undefined);
    expect(suggest("nam-7", candidates)).toBe("name-7");
  });
});

describe("URL templates", () => {
  test.each([
    ["https://x.example.com/{a}/{a}?q={b}", "https://x.example.com/A%2F1/A%2F1?q=B%261"],
    ["https://{h}.example.com/{h}", "https://h.example.com/h"],
    ["https://x.example.com", "https://x.example.com"],
  ])("%s", (text, url) => {
    const values = new Map([
      ["a", "A/1"],
      ["b", "B&1"],
      ["h", "h"],
    ]);
    const template = parseUrlTemplate(text);
    expect(fillUrlTemplate(template, (name) => values.get(name) ?? "")).toBe(url);
    expect(fillUrlTemplate(bindUrlTemplate(template, values), () => "")).toBe(url);
  });

  test("turn into text only masked", () => {
    const template = parseUrlTemplate("https://me:hunter2@{h}.example.com/in/{a}?key=hunter2");
    const shown = "https://***@{h}.example.com/in/{a}?key=***";
    expect([`${template}`, JSON.parse(JSON.stringify(template))]).toEqual([shown, shown]);
    expect(inspect({ template }, { depth: 9, showHidden: true })).toBe(`{ template: ${shown} }`);
    expect(inspect(template, { customInspect: false })).not.toContain("hunter2");
  });
});
