import { generateKeyPairSync } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { redactTokens } from "../../src/redact/redact-tokens.ts";
import { holds } from "../render/holds.ts";
import { anyToken, writings } from "../support/tokens.ts";

/** Behind these a token has nothing that belongs to its form. */
const after = fc.constantFrom("", " ", '"', ", then", "\n", "'", "<b>", ")");
const before = fc.constantFrom("", " ", '"', "/", "=", "'", "(", "x: ");

const pieces = (text: string): readonly string[] =>
  Array.from({ length: Math.floor(text.length / 12) }, (_, index) =>
    text.slice(index * 12, index * 12 + 12),
  );

test.each(Object.entries(writings))("a token of any shape is taken out: %s", (_, write) => {
  holds(
    fc.property(anyToken, before, after, (token, start, end) => {
      const left = redactTokens(`${start}${write(token)}${end}`);
      expect(left).toContain("[secret]");
      // The words around it belong to the place, not to the token.
      const words =
        /https:\/\/|\.?ci\.example\.com|\.example\.com|\/in\/|token=|&more|my-|\.yaml|\/x\?a=b/g;
      for (const form of [token, write(token).replace(words, "")])
        expect(pieces(form).filter((piece) => left.includes(piece))).toEqual([]);
    }),
    { numRuns: 30 },
  );
});

test("a token of an installation on an old server is taken out", () => {
  expect(redactTokens(`bad v1.${"0123abcd".repeat(5)}, then`)).toBe("bad [secret], then");
});

test("a token that is cut short is taken out", () => {
  holds(
    fc.property(anyToken, fc.integer({ min: 22, max: 200 }), (token, length) => {
      const cut = token.slice(0, length);
      // A piece without a capital or a digit cannot be told from a name.
      fc.pre(/[A-Z0-9].{4}/.test(cut.replace(/^github_pat_|^gh._|^eyJ/, "")));
      const left = redactTokens(`${cut}…`);
      expect(left).toMatch(/^\[secret\][.-]*…$/);
    }),
  );
});

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = {
  "PKCS#1": privateKey.export({ type: "pkcs1", format: "pem" }).toString(),
  "PKCS#8": privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
  encrypted: privateKey
    .export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
    .toString(),
};

test.each(Object.entries(pem))("a private key is taken out: %s", (_, key) => {
  const body = key.split("\n").filter((line) => /^[\w+/=]{60,}$/.test(line));
  for (const text of [
    key,
    key.replaceAll("\n", "\\n"),
    key.replaceAll("\n", " "),
    JSON.stringify({ key }),
    key.slice(0, 700),
    Buffer.from(key).toString("base64"),
    encodeURIComponent(key),
    // Without its first line, an encrypted one looks like anything else.
    ...(key.includes("ENCRYPTED")
      ? []
      : [key.replace(/-----[^-]*-----\n/g, "").replaceAll("\n", "")]),
  ]) {
    const left = redactTokens(`before ${text} after`);
    expect(left).toContain("[secret]");
    for (const line of body) expect(left).not.toContain(line.slice(0, 30));
  }
  const json = redactTokens(JSON.stringify({ key, more: "stays", another: key }));
  expect(JSON.parse(json)).toEqual({
    key: expect.anything(),
    more: "stays",
    another: expect.anything(),
  });
});

test.each([
  "acme/laughs_at_it",
  "ghs_tools_for_everything",
  "the token, ghp_",
  "GHS_WEBHOOK_SECRET",
  "sha256:0f343b0931126a20f133d67c2b018a3b0f343b0931126a20f133d67c2b018a3b",
  "https://ci.example.com/github-webhook/?a=%2Fb%20c",
  "eyJ",
  "internationalisation-of-everything-2026",
  "docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api",
])("%s stays", (text) => {
  expect(redactTokens(text)).toBe(text);
});

test("a long text takes no long time", () => {
  const parts = ["ghp_", "-----BEGIN A-----", "eyJ", "MII", "a".repeat(50), "%41", "ghs_a.", "_"];
  for (const part of parts) {
    const started = process.cpuUsage().user;
    redactTokens(part.repeat(200_000 / part.length));
    expect(process.cpuUsage().user - started).toBeLessThan(5_000_000);
  }
});
