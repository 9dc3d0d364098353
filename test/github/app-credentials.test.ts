import { describe, expect, test } from "vitest";
import { readCredentials } from "../../src/github/wire/credentials.ts";
import { everythingPrinted } from "./support/expect-error.ts";
import { olderKey, privateKey } from "./support/fake-app.ts";

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
    ["one line of a key", half(privateKey.split("\n")[1] ?? ""), "unreadable-app-key"],
    ["no such file", half("/keys/missing.pem"), "unreadable-app-key"],
    ["a file of something else", half("/keys/other"), "malformed-app-key"],
  ])("%s", (_, environment, code) => {
    expect(codeOf(environment)).toBe(code);
  });

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

function half(key: string) {
  return { GITHUB_APP_ID: "12345", GITHUB_APP_PRIVATE_KEY: key };
}
