import { createPrivateKey, type KeyObject } from "node:crypto";
import { HookfleetError } from "../../model/errors.ts";
import { Secret } from "../../model/secret.ts";

const variable = "GITHUB_APP_PRIVATE_KEY";

/**
 * Reads the value of `GITHUB_APP_PRIVATE_KEY`: an RSA key as PEM or the path of a file that holds one.
 * Secret stores and shells change PEM on the way, so it may be in quotes or in Base64, and its line
 * breaks may be `\n`, `\r\n` or blanks. What is refused is said to look like something, and no part
 * of it is shown: a key that was cut in half would be taken as a path.
 *
 * @param readFile undefined where no file can be read
 * @throws HookfleetError `malformed-app-key`, `unreadable-app-key`
 */
export function readAppKey(
  value: string,
  readFile: ((path: string) => string) | undefined,
): Secret {
  const given = unwrap(value);
  // What holds a key, or should; anything else is the path of a file.
  const isText = given.includes("-----") || given.includes("\n") || given.length > 1_000;
  if (isText || readFile === undefined) return keyOf(given, variable);
  return keyOf(unwrap(readKeyFile(given, readFile)), `the file that ${variable} names`);
}

/** The text without what was put around it: quotes, escapes, Base64. */
function unwrap(value: string): string {
  const plain = value
    .replace(/^(?:\uFEFF|\u00EF\u00BB\u00BF)/, "")
    .trim()
    .replace(/^(["'`])([\s\S]*)\1$/, "$2")
    .trim();
  const text = plain.replace(/\\+[rn]/g, "\n");
  if (text.includes("-----")) return text;
  // A path of Windows may have `\n` in it, too.
  if (!/^[\w+/=\s-]{100,}$/.test(text)) return plain;
  const bytes = Buffer.from(text, "base64");
  const decoded = bytes.toString("latin1");
  if (/^(?:\u00EF\u00BB\u00BF)?[\t\n\r -~]+$/.test(decoded)) return unwrap(decoded);
  // The inside of a PEM file, in full, says itself what it is.
  for (const type of ["pkcs8", "pkcs1"] as const) {
    const key = parseKey(() => createPrivateKey({ key: bytes, format: "der", type }));
    if (key !== undefined) return key.export({ type: "pkcs8", format: "pem" }).toString();
  }
  return text;
}

/** The blocks of a PEM text, with their line breaks in place again. */
function blocksOf(text: string): readonly { readonly label: string; readonly pem: string }[] {
  const blocks = text.matchAll(/-----BEGIN ([A-Z0-9 ]+?)-----([\s\S]*?)-----END \1-----/g);
  return [...blocks].map(([, label = "", body = ""]) => {
    const lines = body.replace(/\s+/g, "").match(/.{1,64}/g) ?? [];
    return {
      label,
      pem: [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`].join("\n"),
    };
  });
}

function keyOf(text: string, where: string): Secret {
  const keys = blocksOf(text).filter(({ label }) => /PRIVATE KEY$/.test(label));
  const [first] = keys;
  if (keys.length !== 1 || first === undefined || isEncrypted(text)) throw notAKey(text, where);
  const key = parseKey(() => createPrivateKey(first.pem));
  if (key?.asymmetricKeyType !== "rsa") throw notAKey(text, where, key?.asymmetricKeyType);
  return new Secret(key.export({ type: "pkcs8", format: "pem" }).toString());
}

function isEncrypted(text: string): boolean {
  return /BEGIN ENCRYPTED PRIVATE KEY|Proc-Type:\s*4,\s*ENCRYPTED/.test(text);
}

function parseKey(parse: () => KeyObject): KeyObject | undefined {
  try {
    return parse();
  } catch {
    // OpenSSL's error says nothing that helps.
    return undefined;
  }
}

/** What a text looks like that holds no key for a GitHub App. */
function looksLike(text: string, type: string | undefined): string {
  const labels = blocksOf(text).map(({ label }) => label);
  const has = (pattern: RegExp): boolean => labels.some((label) => pattern.test(label));
  if (isEncrypted(text)) return "a private key that is encrypted with a passphrase";
  if (has(/OPENSSH PRIVATE KEY/)) return "a key for SSH";
  if (type !== undefined || has(/EC PRIVATE KEY/))
    return `a private key of the type ${type ?? "ec"}`;
  if (labels.filter((label) => /PRIVATE KEY$/.test(label)).length > 1)
    return "several private keys";
  if (has(/PRIVATE KEY$/)) return "a private key that is damaged";
  if (has(/PUBLIC KEY$/)) return "a public key";
  if (has(/CERTIFICATE/)) return "a certificate";
  if (/-----(?:BEGIN|END) [A-Z ]*PRIVATE KEY|^MII/.test(text))
    return "a private key that is cut off";
  if (/^(?:gh[a-z]|github_pat)_/.test(text)) return "a token";
  if (/^[0-9a-f]{40}$/i.test(text)) return "a client secret";
  if (/^SHA256:/.test(text)) return "the fingerprint of a key";
  if (/^[{[]/.test(text)) return "JSON";
  return text === "" ? "nothing" : "no private key";
}

const generate =
  "Generate a private key on the settings page of the App and use the .pem file as it is, or its text.";

function notAKey(text: string, where: string, type?: string): HookfleetError {
  const holds = looksLike(text, type);
  const help = isEncrypted(text)
    ? `GitHub hands keys out without one. ${generate} Or remove the passphrase: openssl rsa -in KEY -out NEW.pem`
    : generate;
  return new HookfleetError(
    "malformed-app-key",
    `${where} holds ${holds}, and not the RSA private key of a GitHub App`,
    { help: `${help} The value is not shown here.` },
  );
}

function readKeyFile(path: string, readFile: (path: string) => string): string {
  const shape = looksLike(path, undefined);
  if (shape !== "no private key") throw notAKey(path, variable);
  try {
    return readFile(path);
  } catch {
    throw new HookfleetError(
      "unreadable-app-key",
      `${variable} is neither a private key nor the path of a file that can be read`,
      {
        help: `Set it to the text of the App's private key (PEM), or to the path of the .pem file: a regular file of at most 64 KiB. The value is not shown here.`,
      },
    );
  }
}
