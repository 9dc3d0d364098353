import { type Environment, variableOf } from "../model/environment.ts";
import { HookfleetError } from "../model/errors.ts";
import { Secret, secretFault } from "../model/secret.ts";
import type { SecretSource } from "../model/secret-reference.ts";
import { quoted } from "./frames/quoted.ts";
import { readSecretFile } from "./read.ts";
import { isForbiddenEnvironmentName } from "./secrets/resolve-secrets.ts";

/**
 * Reads the value of a secret: a variable, or a file of at most 64 KiB without its last line break.
 *
 * @param source where it is, as the actions of a plan name it
 * @param environment the variables, such as `process.env`
 * @throws HookfleetError whose message never holds any of the value: `forbidden-env-name`,
 *   `secret-unset`, `secret-file-missing`, `secret-file-unreadable`, `secret-file-not-regular`,
 *   `secret-file-too-large`, `secret-not-text`, `secret-blank`, `secret-mask`,
 *   `secret-byte-order-mark`, `secret-padded`
 */
export async function readSecret(source: SecretSource, environment: Environment): Promise<Secret> {
  if (source.kind === "file") {
    const text = await readSecretFile(source);
    // Editors and `echo` end a file with a line break; it is not meant to be part of the secret.
    return check(text.replace(/\r?\n$/, ""), `The file ${quoted(source.shown)}`);
  }
  const name = quoted(source.name);
  if (isForbiddenEnvironmentName(source.name)) {
    throw new HookfleetError(
      "forbidden-env-name",
      `The variable ${name} belongs to GitHub or its runners and is not sent to receivers`,
    );
  }
  const value = variableOf(environment, source.name);
  if (value === undefined) {
    throw new HookfleetError("secret-unset", `The environment variable ${name} is not set`, {
      help: "Set it where hookfleet runs, for example from the secrets of the workflow, or in a file for --env-file, with no # before it.",
    });
  }
  return check(value, `The environment variable ${name}`);
}

function check(value: string, where: string): Secret {
  const fault = secretFault(value);
  if (fault !== undefined)
    throw new HookfleetError(fault.code, `${where} ${fault.why}`, { help: fault.help });
  return new Secret(value);
}
