import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withHooks } from "./cases/case.ts";
import { load } from "./support/load.ts";

const planted = "hunter2";

/** Ways in which a secret gets into a file by mistake. */
const mistakes: readonly (readonly [title: string, text: string])[] = [
  ["a literal secret", withHooks("{ secret: hunter2 }")],
  ["a quoted one", withHooks("{ secret: 'hunter2' }")],
  ["one with a comment behind it", withHooks("{ secret: none } # hunter2")],
  ["a comment on the next line", `${withHooks("{ secret: 1 }")}      # hunter2\n`],
  ["a misspelt key", withHooks("{ secert: hunter2 }")],
  ["a misspelt key over a list", withHooks("{ secerts: [hunter2, { hunter2: hunter2 }] }")],
  ["a list", withHooks("{ secret: [hunter2] }")],
  ["a map", withHooks("{ secret: { value: hunter2 } }")],
  ["a key", withHooks("{ secret: { hunter2 } }")],
  ["a merged map", withHooks("{ secret: { <<: { value: hunter2 } } }")],
  ["a block", withHooks("secret: |\n          hunter2\n          hunter2\n        secert: 1")],
  ["a folded line", withHooks("secret: word\n          hunter2\n        secert: 1")],
  ["an anchor", "version: 1\nx-a: &a hunter2\nlimits: { max_deletes: *a }\nx: *a\n"],
  ["the name of an anchor", "version: 1\nx-a: &hunter2 b\nlimitz: 1\n"],
  ["the name of an alias", "version: 1\nx-a: *hunter2\n"],
  ["a tag", "version: 1\nx-a: !hunter2 b\n"],
  ["a directive", "%HUNTER hunter2\n---\nversion: 1\n"],
  ["an unclosed quote", 'version: 1\nx-a: "hunter2\nlimits: {}\n'],
  ["an unclosed bracket", "version: 1\nx-a: [hunter2\n"],
  ["a colon", withHooks("secret: hunter2: word")],
  ["a value with a colon", withHooks("secret: word: hunter2")],
  ["a wrong escape", 'version: 1\nx-a: "\\hunter2"\n'],
  ["a duplicate key", "version: 1\nx-a: hunter2\nx-a: hunter2\n"],
  ["a duplicate key where a secret belongs", withHooks("{ secret: { hunter2: 1, hunter2: 2 } }")],
  ["a key below one that is not known", "version: 1\nx: { hunter2: 1, hunter2: 2 }\n"],
  ["an entry of secrets", "version: 1\nsecrets: { s: hunter2 }\n"],
  ["an entry's value", "version: 1\nsecrets: { s: { value: hunter2, hunter2: 1, env: 5 } }\n"],
  ["a variable's name", "version: 1\nsecrets: { s: { env: hunter2, file: a } }\n"],
  ["no variable's name", "version: 1\nsecrets: { s: { env: hunter2-x } }\n"],
  ["a date", "version: 1\nsecrets: { s: { env: A, rotated_at: [hunter2] } }\n"],
  ["a word for a date", "version: 1\nsecrets: { s: { env: A, rotated_at: hunter2 } }\n"],
  ["userinfo", withHooks("{ url: 'https://me:hunter2@a.example.com/' }")],
  ["a query", withHooks("{ url: 'http://a.example.com/?token=hunter2' }")],
  ["a fragment", withHooks("{ url: 'http://a.example.com/#hunter2' }")],
  ["a token in a path", withHooks("{ url: 'http://a.example.com/token/hunter2' }")],
  ["no URL", withHooks("{ url: hunter2 }")],
  ["a broken URL", withHooks("{ url: 'https://me:hunter2@a b/' }")],
  ["a URL in place of a variable", withHooks("{ url: { env: 'https://a.example.com/hunter2' } }")],
  ["a URL as a map", withHooks("{ url: { evn: hunter2, hunter2: 1 } }")],
  ["a previous URL", withHooks("{ previous_urls: ['https://me:hunter2@a b/', hunter2] }")],
  ["a parameter", withHooks("{ with: { token: hunter2 }, url: 'https://a.example.com/' }")],
  ["an ignore rule", "version: 1\nignore: ['https://me:hunter2@a.example.com']\nlimitz: 1\n"],
  [
    "a host",
    "version: 1\nsecrets: { s: { env: A, hosts: ['https://me:hunter2@a.example.com'] } }\n",
  ],
  ["a name", "version: 1\norganizations: { 'https://me:hunter2@a.example.com': {} }\n"],
  ["a URL as a key", "version: 1\nusers: { bob: { 'https://me:hunter2@a.example.com': 1 } }\n"],
  ["a template's name", withHooks("{ use: 'https://a.example.com/?token=hunter2' }")],
  ["an event", withHooks("{ events: ['https://a.example.com/?token=hunter2'] }")],
  ["a word for a boolean", withHooks("{ active: hunter2, insecure_ssl: hunter2 }")],
  ["a word for a choice", withHooks("{ content_type: hunter2, state: hunter2 }")],
  ["a word for a number", "version: hunter2\nlimits: { max_deletes: hunter2 }\n"],
  ["a word for a map", "version: 1\ndefaults: hunter2\norganizations: { acme: hunter2 }\n"],
  ["a word for a list", withHooks("{ events: hunter2 }")],
  ["the key of a list item", withHooks("hunter2")],
  ["a free key", "version: 1\nx-note: hunter2\nlimitz: 1\n"],
  ["a second document", "version: 1\n---\nhunter2\n"],
  ["no map", "hunter2\n"],
  ["NUL bytes", "hunter2\0"],
];

test.each(mistakes)("what could be a secret is never shown: %s", (_title, text) => {
  expect(text).toContain(planted);
  const { diagnostics } = load(text);
  expect(diagnostics.length).toBeGreaterThan(0);
  expect(diagnostics.every((diagnostic) => diagnostic.frame !== undefined)).toBe(true);
  expect(JSON.stringify(diagnostics)).not.toContain(planted);
});

test("what could be a secret is never shown: files that contradict each other", () => {
  const text = (value: number) =>
    `version: 1\nlimits: { x-a: { hunter2: ${value} } }\ndefaults: { x-b: { hunter2: ${value} }, hook: { x-c: { hunter2: ${value} } } }\n`;
  const { diagnostics } = load({ a: text(1), b: text(2) });
  expect(diagnostics.filter(({ code }) => code === "contradicting-value")).toHaveLength(3);
  expect(JSON.stringify(diagnostics.map(({ frame: _frame, ...rest }) => rest))).not.toContain(
    planted,
  );
});

test("a suggestion names the entry, never what was written", () => {
  const { diagnostics } = load(
    withHooks("{ secret: hunter3 }").replace(
      "version: 1",
      "version: 1\nsecrets: { hunter: { env: A } }",
    ),
  );
  const found = diagnostics.find(({ code }) => code === "unknown-secret");
  expect(found?.help).toContain("`hunter`");
  expect(JSON.stringify(diagnostics)).not.toContain("hunter3");
});

describe("frames", () => {
  const frameOf = (text: string, code: string) =>
    load(text).diagnostics.find((diagnostic) => diagnostic.code === code)?.frame;

  test("show the lines around, and what is harmless of them", () => {
    const text = withHooks(
      'url: "https://a.example.com/?a=b" # note\n        secert: hunter2\n        events: [push, "*"]',
    );
    expect(frameOf(text, "unknown-key")).toBe(
      [
        "5 |       - url: https://a.example.com/?a=*** # …",
        "6 |         secert: …",
        "  |         ^",
        '7 |         events: [push, "*"]',
      ].join("\n"),
    );
  });

  test("put the caret under what is meant, behind masked text too", () => {
    expect(
      frameOf("version: 1\nx-a: { b: hunter2 }\nlimits: { max: hunter2, mx: 1 }\n", "unknown-key"),
    ).toBe(["2 | x-a: { …: … }", "3 | limits: { max: …, mx: … }", "  |           ^"].join("\n"));
  });

  test("put the caret behind masked text that ends the line", () => {
    const file = "version: 1\norganizations:\n  acme:\n    hooks:\n      - &hunter2\n";
    expect(frameOf(file, "empty-value")).toBe(
      ["4 |     hooks:", "5 |       - &…", "  |           ^"].join("\n"),
    );
  });

  test("of broken YAML show nothing but its shape", () => {
    expect(frameOf("version: 1\nx-a:\n  b: hunter2: c\nlimits: 1\n", "yaml-syntax")).toBe(
      ["2 | …", "3 |   …", "  |    ^", "4 | …"].join("\n"),
    );
  });

  test("cut a long line around the caret", () => {
    const frame = frameOf(
      `{ version: 1, ${"x-aaaa: 1, ".repeat(1000)}limitz: hunter2 }`,
      "unknown-key",
    );
    const [line = "", caret = ""] = (frame ?? "").split("\n");
    expect(line.length).toBeLessThan(200);
    expect(line.slice(caret.indexOf("^"))).toMatch(/^limitz: … \}/);
  });

  test("and messages hold no terminal escapes, bidi characters or lone surrogates", () => {
    const evil = "\u001b[31m\u202E\u200B\uD800";
    const { diagnostics } = load(
      `version: 1\n"key${evil}": 1\norganizations: { "a${evil}": { hooks: [{ url: "https://a.example.com/" }], repositories: [{ hooks: [{ url: "https://a.example.com/", events: [push], content_type: json }, { url: "https://a.example.com/${evil.slice(6)}" }] }] } }\nusers: { bob: { repositories: [{ name: "n${evil}", hooks: [{ use: "t${evil}", events: ["e${evil}"] }] }] } }\n`,
    );
    expect(diagnostics.length).toBeGreaterThan(4);
    const shown = diagnostics.map((one) => `${one.message}${one.help}${one.frame}`).join("");
    expect(shown.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\u202E\u200B]/u);
    expect(() => encodeURIComponent(shown)).not.toThrow();
  });
});

test("random text never throws and never shows a planted value", () => {
  const pieces = fc.constantFrom(
    ..."version: 1|\n|  |    |- |: |secret: |url: |hooks:|[|]|{|}|&a |*a|<<: |\"|'|#|!|%|---|...|x-a|,|?|>|\t|\r|@|events: ".split(
      "|",
    ),
  );
  const noise = fc.oneof(
    { weight: 4, arbitrary: pieces },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 3 }) },
    { weight: 1, arbitrary: fc.constant("secret: hunter2\n") },
  );
  fc.assert(
    fc.property(fc.array(noise, { maxLength: 30 }), (parts) => {
      const { diagnostics } = load(parts.join(""));
      const shown = diagnostics.map(({ help, frame }) => `${help}${frame}`).join("\n");
      // A key is shown where it is unknown; a key that holds the planted word is not a secret.
      expect(shown.replace(/[^\n]*hunter2[^\n:]*:[^\n]*/g, "")).not.toContain(planted);
    }),
    { numRuns: 400 },
  );
});

test("a planted value is never shown, whichever key it stands behind", () => {
  const key = fc.constantFrom(
    "secret",
    "secert",
    "token",
    "active",
    "content_type",
    "x-a",
    "state",
    "url",
    "foo",
  );
  const style = fc.constantFrom(
    "hunter2",
    "'hunter2'",
    '"hunter2"',
    "|\n            hunter2",
    "[hunter2]",
    "{ a: hunter2 }",
  );
  fc.assert(
    fc.property(fc.uniqueArray(key, { minLength: 1 }), style, (keys, value) => {
      const text = withHooks(keys.map((one) => `${one}: ${value}`).join("\n        "));
      expect(JSON.stringify(load(text).diagnostics)).not.toContain(planted);
    }),
    { numRuns: 200 },
  );
});
