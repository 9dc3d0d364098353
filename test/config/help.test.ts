import { describe, expect, test } from "vitest";
import { desiredState } from "../../src/config/desired-state.ts";
import { hookAt, plain, withHooks } from "./cases/case.ts";
import { load, loadFine } from "./support/load.ts";

const told = (text: string): string =>
  load(text)
    .diagnostics.map(({ code, message, help }) => `${code}: ${message}. ${help ?? ""}`)
    .join("\n");

describe("a message says what to write", () => {
  test.each([
    [withHooks(hookAt("https://a.example.com/a|b")), "Write `https://a.example.com/a%7Cb`."],
    [
      withHooks(hookAt("https://b\u00fccher.example/{owner}/a b")),
      "Write `https://xn--bcher-kva.example/{owner}/a%20b`.",
    ],
    [
      withHooks(
        `{ url: "https://a.example.com/", previous_urls: ["https://a.example.com/<"], ${plain} }`,
      ),
      "Write `https://a.example.com/%3C`.",
    ],
    ['version: 1\nprotect: ["audit.example.com/**"]\n', "Write `https://audit.example.com/**`."],
    ['version: 1\nignore: ["https://a.example.com"]\n', "Write `https://a.example.com/**`."],
    ['version: 1\nignore: ["**.example.com"]\n', "Write `**.example.com/**`."],
  ])("%s", (text, help) => {
    expect(told(text)).toContain(help);
  });

  test.each([
    withHooks(hookAt("https://a.example.com/hooks/0123456789abcdef0123|")),
    withHooks(hookAt("https://a.example.com/?token=0123456789abcdef0123|")),
    withHooks(hookAt("https://me:0123456789abcdef0123@a.example.com/|")),
    'version: 1\nprotect: ["a.example.com/hooks/0123456789abcdef0123/**"]\n',
    'version: 1\nprotect: ["https:/me:0123456789abcdef0123@a.example.com/**"]\n',
  ])("but repeats no credential: %s", (text) => {
    expect(told(text)).toMatch(/^bad-(?:url|glob)/);
    expect(told(text)).not.toContain("0123456789");
  });

  test("nor anything of a URL that a variable holds", () => {
    const text = withHooks("{ url: { env: U }, events: [push], content_type: json }");
    for (const value of ["https://a.example.com/hunter2|", `https://h/hunter2${"a".repeat(300)}`]) {
      const { state, diagnostics } = desiredState(loadFine(text), {
        repositories: new Map(),
        targets: [],
        environment: { U: value },
      });
      const said = JSON.stringify([diagnostics, state.unreadable.map((one) => one.diagnostic)]);
      expect(said).toMatch(/url-invalid|long-url/);
      expect(said).not.toMatch(/hunter2|a\.example|%7C|\|"/);
    }
  });
});
