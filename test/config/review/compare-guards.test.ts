import { describe, expect, test } from "vitest";
import { compareGuards, covers } from "../../../src/config/review/compare-guards.ts";
import { loadFine } from "../support/load.ts";

const hooks = (secret: string) => `organizations:
  acme:
    hooks: [{ url: "https://ci.example.com/x", events: [push], content_type: json, secret: ${secret} }]
`;

/** What is said of a change of these lines. */
function compare(before: string, after: string): readonly string[] {
  const found = compareGuards(loadFine(before), loadFine(after));
  for (const { severity, code } of found) {
    expect([severity, code]).toEqual(["warning", "guard-lowered"]);
  }
  return found.map(({ message, position }) => `${position?.line ?? "-"} ${message}`);
}

describe("globs and limits", () => {
  test.each([
    ["protect gone", "protect: ['https://a.example/**']", "", ["- protect no longer"]],
    [
      "protect narrowed",
      "protect: ['https://a.example/**']",
      "protect: ['https://a.example/x']",
      ["- protect no longer"],
    ],
    [
      "protect widened",
      "protect: ['https://a.example/x/**']",
      "protect: ['https://a.example/**']",
      [],
    ],
    [
      "protect spelt otherwise",
      "protect: ['https://a.example/x']",
      "protect: ['HTTPS://A.example:443/x']",
      [],
    ],
    ["protect added", "", "protect: ['**']", []],
    ["ignore gone", "ignore: ['https://a.example/**']", "", ["- ignore no longer"]],
    ["ignore added", "", "ignore: ['https://a.example/**']", ["2 ignore now"]],
    [
      "ignore widened",
      "ignore: ['https://a.example/x']",
      "ignore: ['https://a.example/**']",
      ["2 ignore now"],
    ],
    [
      "max_deletes raised",
      "limits: { max_deletes: 3 }",
      "limits: { max_deletes: 4 }",
      ["- limits.max_deletes is"],
    ],
    [
      "max_deletes left to the built-in one",
      "limits: { max_deletes: 3 }",
      "",
      ["- limits.max_deletes is"],
    ],
    ["max_deletes lowered", "", "limits: { max_deletes: 3 }", []],
    ["max_changes gone", "limits: { max_changes: 3 }", "", ["- limits.max_changes, which"]],
    [
      "max_changes raised",
      "limits: { max_changes: 3 }",
      "limits: { max_changes: 5 }",
      ["- limits.max_changes is"],
    ],
    ["max_changes set", "", "limits: { max_changes: 3 }", []],
  ])("%s", (_, before, after, expected) => {
    const found = compare(`version: 1\n${before}\n`, `version: 1\n${after}\n`);
    const words = found.map((line) =>
      line.replace("this change lowers a guard: ", "").replaceAll("`", ""),
    );
    expect(words.map((line, index) => line.startsWith(expected[index] ?? "\0"))).toEqual(
      expected.map(() => true),
    );
    expect(words).toHaveLength(expected.length);
  });

  test("a credential in a glob is masked, and the place on the base told in words", () => {
    const url = "https://hooks.example.com/services/x9YkH1ddenQ7rTz4WvN2";
    const [found] = compare(`version: 1\nprotect: ["${url}"]\n`, "version: 1\n");
    expect(found).toContain("https://hooks.example.com/services/***");
    expect(found).toContain("(f.yaml:2 on the base)");
  });
});

describe("secrets", () => {
  const secret = (fields: string, name = "s") =>
    `version: 1\nsecrets: { ${name}: { env: S, ${fields} } }\n${hooks(name)}`;
  const narrow = "hosts: [ci.example.com]";

  test.each([
    ["hosts gone", secret(narrow), secret(""), 1],
    ["hosts widened", secret(narrow), secret("hosts: ['*.example.com']"), 1],
    ["a host more", secret(narrow), secret("hosts: [ci.example.com, b.example.com]"), 1],
    ["hosts narrowed", secret("hosts: ['*.example.com']"), secret(narrow), 0],
    [
      "hosts reordered",
      secret("hosts: [b.example.com, ci.example.com]"),
      secret("hosts: [CI.example.com, b.example.com]"),
      0,
    ],
    ["the same under another name", secret(narrow), secret(narrow, "t"), 0],
    ["without hosts under another name", secret(narrow), secret("", "t"), 1],
    ["written in place", secret(narrow), `version: 1\n${hooks("{ env: S }")}`, 1],
    ["not used any more", secret(narrow), "version: 1\n", 0],
    ["a rotation withdrawn", secret("rotated_at: 2026-04-14T15:00:00Z"), secret(""), 1],
    [
      "a rotation moved back",
      secret("rotated_at: 2026-04-14T15:00:00Z"),
      secret("rotated_at: 2026-04-13T15:00:00Z"),
      1,
    ],
    [
      "a new rotation",
      secret("rotated_at: 2026-04-14T15:00:00Z"),
      secret("rotated_at: 2026-04-15T15:00:00Z"),
      0,
    ],
  ])("%s", (_, before, after, expected) => {
    expect(compare(before, after)).toHaveLength(expected);
  });
});

test.each([
  ["**", "https://a.example/x", true],
  ["https://a.example/**", "https://a.example/**", true],
  ["https://a.example/**", "https://a.example/x/*", true],
  ["https://a.example/*", "https://a.example/x", false],
  ["https://a**", "https://a.example/x", false],
  ["https://*.example/**", "https://a.example/x", false],
  ["https://a.example/x**", "https://a.example/y", false],
])("%s covers %s: %s", (wide, narrow, expected) => {
  expect(covers([wide], narrow)).toBe(expected);
});
