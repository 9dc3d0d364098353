import { createPrivateKey } from "node:crypto";
import { describe, expect, test } from "vitest";
import { readCredentials } from "../../src/github/http/credentials.ts";
import { everythingPrinted } from "./support/expect-error.ts";
import { olderKey, privateKey, publicKey } from "./support/fake-app.ts";

const inOneLine = privateKey.replaceAll("\n", "\\n");
const files: Readonly<Record<string, string>> = {
  "/keys/app.pem": privateKey,
  "/keys/older.pem": `${olderKey}\n`,
  "/keys/one-line.pem": inOneLine,
  "/keys/other": "no key",
};

function readFile(path: string): string {
  const text = files[path];
  if (text === undefined) throw new Error(`ENOENT: ${path}`);
  return text;
}

function codeOf(environment: Readonly<Record<string, string>>, read = readFile): unknown {
  try {
    readCredentials(environment, read);
    return undefined;
  } catch (error) {
    const printed = everythingPrinted(error);
    for (const value of Object.values(environment))
      if (value.length > 20) expect(printed).not.toContain(value.slice(10, 60));
    return (error as { readonly code?: unknown }).code;
  }
}

describe("the credentials of a GitHub App", () => {
  test.each([
    ["the text of the key", privateKey],
    ["an older form of it", olderKey],
    ["one line", inOneLine],
    ["one line with a line break", `${inOneLine}\n`],
    ["the path of a file", "/keys/app.pem"],
    ["the path of a file of the older form", "/keys/older.pem"],
    ["the path of a file of one line", "/keys/one-line.pem"],
  ])("with %s", (_, key) => {
    const environment = { GITHUB_APP_ID: " 12345\n", GITHUB_APP_PRIVATE_KEY: key };
    const credentials = readCredentials(environment, readFile);
    if (credentials.kind !== "app") throw new Error("these are not an App's");
    expect(credentials.appId).toBe("12345");
    expect(credentials.privateKey.reveal()).toBe(privateKey);
    expect(everythingPrinted(credentials)).not.toContain("PRIVATE KEY");
  });

  const forms: Readonly<Record<string, (pem: string) => string>> = {
    "as it is": (pem) => pem,
    "with \\n": (pem) => pem.replaceAll("\n", "\\n"),
    "with \\\\n": (pem) => pem.replaceAll("\n", "\\\\n"),
    "with \\r\\n": (pem) => pem.replaceAll("\n", "\\r\\n"),
    "with line breaks of Windows": (pem) => pem.replaceAll("\n", "\r\n"),
    "with line breaks of an old Mac": (pem) => pem.replaceAll("\n", "\r"),
    "with blanks for line breaks": (pem) => pem.replaceAll("\n", " "),
    "without line breaks": (pem) => pem.replaceAll("\n", ""),
    indented: (pem) => pem.replaceAll("\n", "\n    "),
    "behind a byte order mark": (pem) => `\uFEFF${pem}`,
    "behind words": (pem) => `Bag Attributes\n  friendlyName: app\n${pem}`,
    "beside a certificate": (pem) =>
      `${pem}${pem.replaceAll(/[A-Z ]*PRIVATE KEY/g, "CERTIFICATE")}`,
    "the inside alone": (pem) => pem.replace(/-----[^-]+-----\n/g, ""),
    "the inside in one line": (pem) => pem.replace(/-----[^-]+-----\n/g, "").replaceAll("\n", ""),
  };
  const wraps: Readonly<Record<string, (text: string) => string>> = {
    "": (text) => text,
    "in double quotes": (text) => `"${text}"`,
    "in single quotes": (text) => `'${text}'`,
    "in Base64": (text) => Buffer.from(text).toString("base64"),
    "in Base64 for URLs": (text) => Buffer.from(text).toString("base64url"),
    "in lines of Base64": (text) =>
      (
        Buffer.from(text)
          .toString("base64")
          .match(/.{1,76}/g) ?? []
      ).join("\n"),
    "in Base64 twice": (text) => btoa(Buffer.from(text).toString("base64")),
    "in Base64 in quotes": (text) => `"${Buffer.from(text).toString("base64")}"`,
  };

  describe.each([
    ["PKCS#8", privateKey],
    ["PKCS#1", olderKey],
  ])("a key in %s", (_, pem) => {
    test.each(Object.entries(forms))("%s is understood, wrapped in anything", (_form, form) => {
      for (const [name, wrap] of Object.entries(wraps)) {
        const value = wrap(form(pem));
        for (const key of [value, ` ${value}\n`, "/keys/given"]) {
          const read = (path: string) => (path === "/keys/given" ? value : readFile(path));
          const environment = { GITHUB_APP_ID: "1", GITHUB_APP_PRIVATE_KEY: key };
          const credentials = readCredentials(environment, read);
          const found = credentials.kind === "app" ? credentials.privateKey.reveal() : undefined;
          expect(found, name).toBe(privateKey);
        }
      }
    });
  });

  const encrypted = (type: "pkcs1" | "pkcs8") =>
    createPrivateKey(privateKey)
      .export({ type, format: "pem", cipher: "aes-256-cbc", passphrase: "x" })
      .toString();
  test.each([
    ["an encrypted PKCS#8 key", encrypted("pkcs8"), "encrypted with a passphrase"],
    ["an encrypted PKCS#1 key", encrypted("pkcs1"), "encrypted with a passphrase"],
    ["a public key", publicKey, "a public key"],
    ["a certificate", publicKey.replaceAll("PUBLIC KEY", "CERTIFICATE"), "a certificate"],
    ["two keys", privateKey + olderKey, "several private keys"],
    ["the beginning of a key", privateKey.slice(0, 500), "cut off"],
    ["the end of a key", privateKey.slice(500), "cut off"],
    ["a damaged key", privateKey.replace(/\n.{64}\n/, "\n"), "damaged"],
    ["a key for SSH", privateKey.replaceAll("PRIVATE KEY", "OPENSSH PRIVATE KEY"), "for SSH"],
    ["a token", "ghs_123456_eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiIxMiJ9.c2ln", "a token"],
    ["a client secret", "0123456789abcdef0123456789abcdef01234567", "a client secret"],
    ["a fingerprint", "SHA256:0123456789abcdefghijklmnopqrstuvwxyzABCDEFG=", "fingerprint"],
    ["JSON", '{"private_key": "0123456789 0123456789"}', "JSON"],
  ])("%s is refused as what it looks like", (_, text, words) => {
    for (const wrap of Object.values(wraps))
      for (const form of [
        forms["as it is"],
        forms["with \\n"],
        forms["with blanks for line breaks"],
      ]) {
        const value = wrap?.(form?.(text) ?? "") ?? "";
        // Of short texts, Base64 is a word like others.
        if (text.length < 100 && !value.includes(text.slice(0, 5))) continue;
        for (const [key, name] of [
          [value, "GITHUB_APP_PRIVATE_KEY holds"],
          ["/keys/given", "the file that GITHUB_APP_PRIVATE_KEY names holds"],
        ] as const) {
          const error = errorOf(half(key), () => value);
          expect(error).toMatchObject({ code: "malformed-app-key" });
          expect(error.message).toContain(words);
          expect(error.message).toContain(name);
          const printed = everythingPrinted(error);
          for (const part of text.match(/[\w+/]{20}/g) ?? []) expect(printed).not.toContain(part);
        }
      }
  });

  test("go before a token, and a blank one does not count", () => {
    const app = { GITHUB_APP_ID: "Iv1.0a", GITHUB_APP_PRIVATE_KEY: privateKey };
    expect(readCredentials({ ...app, GITHUB_TOKEN: "ghp_x" }).kind).toBe("app");
    const blank = { GITHUB_APP_ID: " ", GITHUB_APP_PRIVATE_KEY: "", GH_TOKEN: "ghp_x" };
    expect(readCredentials(blank).kind).toBe("token");
  });

  test.each([
    ["no key", { GITHUB_APP_ID: "1" }, "incomplete-app-credentials"],
    ["no key but a token", { GITHUB_APP_ID: "1", GH_TOKEN: "x" }, "incomplete-app-credentials"],
    ["no id", { GITHUB_APP_PRIVATE_KEY: privateKey }, "incomplete-app-credentials"],
    [
      "a strange id",
      { GITHUB_APP_ID: "my app", GITHUB_APP_PRIVATE_KEY: privateKey },
      "malformed-app-id",
    ],
    ["half a key", half(privateKey.slice(0, 400)), "malformed-app-key"],
    [
      "the inside of a key",
      half(privateKey.split("\n").slice(1, 4).join("\n")),
      "malformed-app-key",
    ],
    ["the first line of a key", half(privateKey.split("\n")[1] ?? ""), "malformed-app-key"],
    ["another line of a key", half(privateKey.split("\n")[2] ?? ""), "unreadable-app-key"],
    ["no such file", half("/keys/missing.pem"), "unreadable-app-key"],
    ["a file of something else", half("/keys/other"), "malformed-app-key"],
  ])("%s", (_, environment, code) => {
    expect(codeOf(environment)).toBe(code);
  });

  test.each(["C:\\keys\\new\\r.pem", '"/keys/app.pem"', "'/keys/app.pem'"])(
    "a path: %s",
    (path) => {
      const read = (asked: string): string => {
        expect(asked).toBe(path.replace(/["']/g, ""));
        return privateKey;
      };
      expect(readCredentials(half(path), read).kind).toBe("app");
    },
  );

  test("are no path where nobody can read files", () => {
    expect(() => readCredentials(half("/keys/app.pem"))).toThrow(
      expect.objectContaining({ code: "malformed-app-key" }),
    );
  });

  test.each(["ec", "ed25519"] as const)("are not of the kind %s", async (kind) => {
    const { generateKeyPairSync } = await import("node:crypto");
    const pair =
      kind === "ec"
        ? generateKeyPairSync("ec", { namedCurve: "P-256" })
        : generateKeyPairSync(kind);
    const pem = pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    expect(codeOf(half(pem))).toBe("malformed-app-key");
  });
});

function errorOf(environment: Readonly<Record<string, string>>, read = readFile): Error {
  try {
    readCredentials(environment, read);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("nothing was refused");
}

function half(key: string) {
  return { GITHUB_APP_ID: "12345", GITHUB_APP_PRIVATE_KEY: key };
}
