import * as fc from "fast-check";
import { expect, test } from "vitest";
import { sanitize, sanitizeLines, sanitizeProse } from "../../src/redact/sanitize.ts";
import { renderJson } from "../../src/render/render-json.ts";
import { expectHarmless, hostileText } from "../render/harmless.ts";
import { holds } from "../render/holds.ts";

test.each([
  ["plain https://a.example/x?y=1#z", "plain https://a.example/x?y=1#z"],
  ["Grüße, 世界 😀", "Grüße, 世界 😀"],
  ["\u001b[2J", "\\u{1b}[2J"],
  ["\u009b31m", "\\u{9b}31m"],
  ["a\nb\r\tc\u007f", "a\\u{a}b\\u{d}\\u{9}c\\u{7f}"],
  ["\u202egpj.exe\u202c", "\\u{202e}gpj.exe\\u{202c}"],
  ["\u2066\u2069\u200e\u200f\u061c", "\\u{2066}\\u{2069}\\u{200e}\\u{200f}\\u{61c}"],
  ["a\u200bb\ufeffc\u00add", "a\\u{200b}b\\u{feff}c\\u{ad}d"],
  ["\ud83d", "\\u{d83d}"],
  ["\u{e0041}", "\\u{e0041}"],
  ["::error::x", ":\\u{3a}error::x"],
  ["a  ::error::x", "a  :\\u{3a}error::x"],
  ["http://[::1]/ a::b", "http://[::1]/ a::b"],
  ["x##[add-mask]y", "x#\\u{23}[add-mask]y"],
])("%j", (text, expected) => {
  expect(sanitize(text)).toBe(expected);
});

test("whatever the text, what comes out is harmless, and sanitising again changes nothing", () => {
  holds(
    fc.property(hostileText, (text) => {
      const once = sanitize(text);
      expectHarmless(once);
      expect(once).not.toContain("\n");
      expect(sanitize(once)).toBe(once);
    }),
    { numRuns: 1000 },
  );
});

test("prose comes out on one line, lines keep their number", () => {
  expect(sanitizeProse(" Invalid request.\n\nFor 'events',\tnil\r\nis wrong. ")).toBe(
    "Invalid request. For 'events', nil is wrong.",
  );
  expect(sanitizeLines("a:\n\tb\u001b\r\n  c  ")).toEqual(["a:", " b\\u{1b}", "  c"]);
  holds(
    fc.property(hostileText, (text) => {
      expectHarmless(sanitizeProse(text));
      expect(sanitizeProse(text)).not.toContain("\n");
      expectHarmless(sanitizeLines(text).join("\n"));
    }),
  );
});

test("JSON text is harmless as it stands and means the same", () => {
  expect(renderJson({ a: "\u202e\u009b\u007f" })).toBe('{\n  "a": "\\u202e\\u009b\\u007f"\n}');
  expect(renderJson({ a: "plain", b: [1, "ü"] })).toBe(
    JSON.stringify({ a: "plain", b: [1, "ü"] }, null, 2),
  );
  holds(
    fc.property(fc.array(hostileText), fc.dictionary(hostileText, hostileText), (list, map) => {
      const value = { list, map: Object.entries(map) };
      expectHarmless(renderJson(value));
      expect(JSON.parse(renderJson(value))).toEqual(value);
    }),
  );
});
