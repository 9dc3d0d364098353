import fc from "fast-check";
import { expect, test } from "vitest";
import { replaceRepeatsOf } from "../../src/redact/repeats-of.ts";

const utf8 = (text: string): Buffer => Buffer.from(text);

/** How programs write a value of somebody else's. */
const writings: Readonly<Record<string, (value: string) => string>> = {
  "as it is": (value) => value,
  "in capitals": (value) => value.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
  "in small letters": (value) => value.replace(/[A-Z]/g, (letter) => letter.toLowerCase()),
  "as JSON": (value) => JSON.stringify(value),
  "as JSON in JSON": (value) => JSON.stringify(JSON.stringify(value)),
  "in a URL": encodeURIComponent,
  "in a URL, in small letters": (value) => encodeURIComponent(value).toLowerCase(),
  "in a form": (value) => new URLSearchParams({ value }).toString(),
  "in a URL in a URL": (value) => encodeURIComponent(encodeURIComponent(value)),
  "percent-encoded as a whole": (value) => utf8(value).toString("hex").replace(/../g, "%$&"),
  "as hex": (value) => utf8(value).toString("hex"),
  "as Base64": (value) => utf8(value).toString("base64"),
  "as Base64 for URLs": (value) => utf8(value).toString("base64url"),
  "behind a user, as Base64": (value) => utf8(`me:${value}`).toString("base64"),
  "between others, as Base64": (value) => utf8(`user=${value};`).toString("base64"),
};

test.each(Object.entries(writings))("a value is found %s", (_, write) => {
  // The last ones are other letters in small or in capitals, of which they are not the only form.
  const unit = fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }) },
    fc.constantFrom(..."\u212A\u017F\u212B\u2126\u00B5\u00DF\u0130\u0131\u01C5-/"),
  );
  const value = fc.string({ unit, minLength: 8, maxLength: 40 });
  fc.assert(
    fc.property(value, (text) => {
      const left = replaceRepeatsOf(text)(`(${write(text)})`, "…");
      expect(left).toContain("…");
      // What Base64 shares with its neighbours may stay: less than a letter at each end.
      expect(left.replace(/value=/, "").length).toBeLessThanOrEqual(16);
    }),
  );
});

test.each([
  ["<a>'&\"", "&lt;a&gt;'&amp;&quot;"],
  ["<a>'&\"", "&lt;a&gt;&#39;&amp;&quot;"],
  ["<a>'&\"", "&#60;a&#62;&#39;&amp;&#34;"],
  ["grün", String.raw`gr\u00FCn`],
  [".*", "a.*b"],
  ['\u212A     "  ', '(\u212A     "  )'],
  ["\u212Aelvin-1234", "kelvin-1234"],
  ["a-b/c", "A-B/C"],
])("%j is found in %j", (value, text) => {
  expect(replaceRepeatsOf(value)(text, "…")).toContain("…");
});

test.each(["a1B2", "a1B2c", "12345678", "123456789", "1234567890"])(
  "nothing of %j as Base64 stays",
  (value) => {
    for (const encoding of ["base64", "base64url"] as const) {
      const code = utf8(value).toString(encoding);
      expect(replaceRepeatsOf(value)(`(${code})`, "…")).toBe("(…)");
      expect(replaceRepeatsOf(value)(`x=${code}&y`, "…")).toBe("x=…&y");
    }
  },
);

test.each(Object.entries(writings))("a value of 64 KiB is found %s", (_, write) => {
  const value = "-----BEGIN KEY-----\n+/3Jx\u00e9ABC==\n".repeat(2_000).slice(0, 60_000);
  const text = `<$& ${write(value)} and ${write(value)}>`;
  const left = replaceRepeatsOf(value)(text, "$&");
  expect(left.split("$&")).toHaveLength(4);
  expect(left.length).toBeLessThanOrEqual(60);
});

test.each([
  ["hunter2", "hunter 2"],
  [".*", "anything"],
  ["half \ud800 of a pair", "nothing"],
])("%j is not found in %j", (value, text) => {
  expect(replaceRepeatsOf(value)(text, "…")).toBe(text);
});

test("a long value is replaced wherever it comes, however often", () => {
  const value = "ab3$".repeat(251);
  const text = `${value}é `.repeat(12_000);
  expect(replaceRepeatsOf(value)(text, "[x]")).toBe("[x]é ".repeat(12_000));
});
