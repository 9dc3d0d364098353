import { createPrivateKey, type KeyObject } from "node:crypto";
import { HookfleetError } from "../../model/errors.ts";
import { Secret } from "../../model/secret.ts";

/**
 * Reads the value of `GITHUB_APP_PRIVATE_KEY`: PEM, PEM in one line with `\n` in place of its line
 * breaks, or the path of a file that holds one of these. What the variable holds is never shown: a
 * key that was cut in half would pass for a path.
 */
export function readAppKey(
  value: string,
  readFile: ((path: string) => string) | undefined,
): Secret {
  const pem = value.includes("-----BEGIN") ? value : readKeyFile(value, readFile);
  const key = parseKey(pem.trim().replaceAll("\\n", "\n"));
  if (key?.asymmetricKeyType !== "rsa") throw notAKey();
  return new Secret(key.export({ type: "pkcs8", format: "pem" }).toString());
}

function readKeyFile(path: string, readFile: ((path: string) => string) | undefined): string {
  // No path, but the inside of a key.
  if (readFile === undefined || path.includes("\n") || path.length > 1_000) throw notAKey();
  try {
    return readFile(path);
  } catch {
    throw new HookfleetError(
      "unreadable-app-key",
      "GITHUB_APP_PRIVATE_KEY is neither a private key nor the path of a file that can be read",
      { help: "Set it to the PEM text of the App's private key, or to the path of the .pem file." },
    );
  }
}

function parseKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey(pem);
  } catch {
    // OpenSSL's error says nothing that helps.
    return undefined;
  }
}

function notAKey(): HookfleetError {
  return new HookfleetError(
    "malformed-app-key",
    "GITHUB_APP_PRIVATE_KEY does not hold an RSA private key",
    {
      help: "Generate a private key on the settings page of the App and use the .pem file as it is, without a passphrase. The value is not shown here.",
    },
  );
}
