import { expect, test } from "vitest";
import { HookUrl } from "../../src/model/hook-url.ts";
import { Secret } from "../../src/model/secret.ts";
import { foreignValue, foreignWords } from "../../src/redact/foreign-text.ts";

const value = 'k"7Rz&<q>9 xWmT2vLp';
const known = [
  new Secret(value),
  new HookUrl("https://chat.example.com/services/T00/aB3xYz", { kind: "env", name: "CHAT_URL" }),
];
const each = (write: (code: string) => string): string =>
  [...value].map((letter) => write(letter.charCodeAt(0).toString(16).padStart(2, "0"))).join("");

test.each([
  [
    "as Rails and Go write JSON",
    value.replace(/[<>&]/g, (mark) => `\\u00${mark === "&" ? "26" : mark === "<" ? "3c" : "3E"}`),
  ],
  ["as JSON that escapes every letter", each((code) => `\\u00${code}`)],
  ["as JSON in JSON that escapes every letter", each((code) => `\\\\u00${code}`)],
  ["in a string of C's", each((code) => `\\x${code}`)],
  ["as numbers of HTML", [...value].map((letter) => `&#${letter.charCodeAt(0)};`).join("")],
  ["as numbers of HTML in hex", each((code) => `&#x${code};`)],
])("a secret is taken out %s", (_, text) => {
  expect(foreignWords(`the value ${text} is bad`, known)).toBe("the value [secret] is bad");
});

test("an escape of what nobody can see stays one", () => {
  expect(foreignWords("bad \\u0007 and \\u00e9 and &#7;", known)).toBe(
    "bad \\u0007 and \\u00e9 and &#7;",
  );
});

test.each([
  ["push", "push"],
  ["*", "*"],
  ["application/json", "application/json"],
  ["json\n", "json\n"],
  ["0b989ba4-242f-11e5-81e1-c7b6966d2516", "0b989ba4-242f-11e5-81e1-c7b6966d2516"],
  [`json ${value}`, "json [secret]"],
  ["sent https://chat.example.com/services/T00/aB3xYz", "sent env:CHAT_URL"],
])("the value %j is shown and compared as %j", (text, shown) => {
  expect(foreignValue(text, [...known, new Secret("push")])).toBe(shown);
});
