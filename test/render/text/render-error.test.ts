import { expect, test } from "vitest";
import { errorDiagnostic, GitHubError, HookfleetError } from "../../../src/model/errors.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderError } from "../../../src/render/text/render-error.ts";
import { expectHarmless } from "../harmless.ts";

const palette = createPalette(false);

test("an error of ours: code, message, help", () => {
  const error = new HookfleetError(
    "secrets-missing",
    "These secrets have no value:\n  ci\n  audit",
    {
      help: "Set CI_WEBHOOK_SECRET.",
    },
  );
  expect(renderError(error, { palette })).toBe(
    [
      "error secrets-missing: These secrets have no value:",
      "    ci",
      "    audit",
      "  help: Set CI_WEBHOOK_SECRET.",
    ].join("\n"),
  );
  const bare = new GitHubError("bad-credentials", "Bad credentials", { status: 401 });
  expect(renderError(bare, { palette, verbose: true })).toBe(
    "error bad-credentials: Bad credentials",
  );
});

test("a token in place of an argument is not repeated", () => {
  const token = `ghp_${"a1B2".repeat(9)}`;
  const error = new HookfleetError("plan-unreadable", `the plan file ${token} cannot be read`);
  expect(renderError(error, { palette })).toBe(
    "error plan-unreadable: the plan file [secret] cannot be read",
  );
  expect(errorDiagnostic(error).message).toBe("the plan file [secret] cannot be read");
});

test("a bug: what it is, where to report it, and the stack only when asked for", () => {
  const error = new TypeError("x is not a function");
  const text = renderError(error, { palette });
  expect(text.split("\n")).toHaveLength(2);
  expect(text).toContain("error internal: TypeError: x is not a function");
  expect(text).toContain("https://github.com/hookfleet/hookfleet/issues");
  const verbose = renderError(error, { palette, verbose: true });
  expect(verbose).toContain("render-error.test.ts");
  expect(verbose.match(/x is not a function/g)).toHaveLength(1);
});

test.each([
  ["text", "error internal: string thrown: text"],
  [undefined, "error internal: undefined thrown: undefined"],
  [
    { token: "ghp_0123456789abcdef0123456789abcdef0123" },
    "error internal: object thrown: [not shown]",
  ],
])("what is thrown without being an error: %j", (thrown, first) => {
  expect(renderError(thrown, { palette }).split("\n")[0]).toBe(first);
});

test("errors from outside are harmless", () => {
  const message = "a\u001b[2Jb\u202ec\n::error::d\n##[add-mask]e";
  expectHarmless(renderError(new Error(message), { palette, verbose: true }));
  expectHarmless(renderError(new HookfleetError("x", message, { help: message }), { palette }));
});

test.each([
  [
    "Failed to parse URL from https://user:pw@hooks.example.com/services/T0/B0/abc",
    "Failed to parse URL from https://***@hooks.example.com/***",
  ],
  ['fetch("https://a.example/x?token=y") failed', 'fetch("https://a.example/***") failed'],
  ["bad ghp_0123456789abcdefghijABCDEFGHIJ012345", "bad [secret]"],
  ["bad github_pat_11ABCDEFG0_abcdef", "bad [secret]"],
  ["authorization: token 0123456789abcdef", "authorization: token [secret]"],
  ["Authorization: Bearer abc.def-ghi_jkl", "Authorization: Bearer [secret]"],
  ["-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\nx", "[secret]\nx"],
  ["-----BEGIN PRIVATE KEY-----\nMIIE cut off", "[secret]"],
  ["Cannot read properties of undefined", "Cannot read properties of undefined"],
])("%j is redacted", (text, expected) => {
  const first = renderError(new Error(text), { palette }).split("\n  help:")[0];
  expect(first?.replace("error internal: Error: ", "").replace(/\n */g, "\n")).toBe(expected);
});
