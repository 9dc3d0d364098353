import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHook } from "../../src/github/operations/hook-json.ts";
import { parseProperties, parseRepository } from "../../src/github/operations/repositories.ts";
import { GitHubError } from "../../src/model/errors.ts";
import { hookJson } from "./support/fake-github.ts";

const hookLike = fc
  .record({ key: fc.constantFrom(...Object.keys(hookJson(1))), value: fc.anything() })
  .map(({ key, value }) => hookJson(1, { [key]: value }));

test.each([
  ["parseHook", parseHook],
  ["parseRepository", parseRepository],
  ["parseProperties", parseProperties],
])("%s reads anything, or says that it is malformed", (_, parse: (value: unknown) => unknown) => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), hookLike), (value) => {
      try {
        expect(parse(value)).toBeDefined();
      } catch (error) {
        if (!(error instanceof GitHubError)) throw error;
        expect(error.code).toBe("malformed-answer");
      }
    }),
  );
});

const { HOOKFLEET_RECORDINGS: folder } = process.env;

interface Recording {
  readonly source: string;
  readonly fidelity: string;
  readonly path: string;
  readonly status: number;
  readonly response_body: unknown;
}

function recordings(): readonly Recording[] {
  const text = readFileSync(join(folder ?? "", "recorded-hooks.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Recording);
}

describe.skipIf(folder === undefined)("recorded traffic of 2012 to 2024", () => {
  test("has no hook that cannot be read", () => {
    const hooks = recordings()
      .filter(({ path, status }) => status < 300 && /\/hooks(?:\/\d+)?(?:\?.*)?$/.test(path))
      .flatMap(({ response_body }) => response_body ?? []);
    expect(hooks.length).toBeGreaterThan(20);
    for (const hook of hooks) expect(parseHook(hook).id).toBeGreaterThan(0);
  });
});
