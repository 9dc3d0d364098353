import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { readSecret } from "../../src/config/read-secret.ts";
import { isForbiddenEnvironmentName } from "../../src/config/secrets/resolve-secrets.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import type { SecretSource } from "../../src/model/secret-reference.ts";
import { secretReadingCases } from "./cases/secret-reading-cases.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

describe("the value of a secret", () => {
  test.each(secretReadingCases)("$title", async ({ kind, name = "NAME", content, code, value }) => {
    const isFile = kind === "file" && content !== undefined;
    const folder = await temporaryFolder(isFile ? { [name]: content } : {});
    const source: SecretSource =
      kind === "env" ? { kind, name } : { kind, path: join(folder, name), shown: name };
    const isSet = kind === "env" && content !== undefined;
    const environment = isSet ? { [name]: content as string } : {};
    const result = await readSecret(source, environment).catch((error: unknown) => error);
    if (code === undefined) {
      expect(result).toMatchObject({ reveal: expect.any(Function) });
      expect((result as { reveal: () => string }).reveal()).toBe(value);
    } else {
      expect(result).toBeInstanceOf(HookfleetError);
      expect((result as HookfleetError).code).toBe(code);
    }
    const shown = `${String(result)} ${inspect(result, { showHidden: true })} ${JSON.stringify(result)}`;
    expect(shown).not.toContain("hunter2");
    expect(shown).not.toContain("s3cr3t");
  });
});

test.each([
  ["GITHUB_TOKEN", true],
  ["github_x", true],
  ["GH_TOKEN", true],
  ["ACTIONS_ID_TOKEN_REQUEST_TOKEN", true],
  ["RUNNER_TEMP", true],
  ["MY_GITHUB_TOKEN", false],
  ["GITHUB", false],
  ["GHX_TOKEN", false],
  ["CI_WEBHOOK_SECRET", false],
])("whether %s is GitHub's: %s", (name, forbidden) => {
  expect(isForbiddenEnvironmentName(name)).toBe(forbidden);
});
