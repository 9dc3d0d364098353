import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { inspectSecrets, judgeSecret } from "../../../src/config/secrets/inspect-secrets.ts";
import { HookfleetError } from "../../../src/model/errors.ts";
import { Secret } from "../../../src/model/secret.ts";
import type { SecretDefinition } from "../../../src/model/secret-reference.ts";

const judge = (value: string): readonly string[] => judgeSecret(new Secret(value));

describe("a value", () => {
  test.each<[value: string, weaknesses: readonly string[]]>([
    ["a", ["short"]],
    ["x7Qp-0192-kkZt-4410", ["short"]],
    ["x7Qp-0192-kkZt-4410-", []],
    ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", ["low-entropy"]],
    ["abcdefghijklmnopqrstuvwxyz0123456789", ["low-entropy"]],
    ["s7Fq2x".repeat(10), ["low-entropy"]],
    ["0110100110010110100101100110100110010110", ["low-entropy"]],
    ["changeme", ["short", "placeholder"]],
    ["secret", ["short", "placeholder"]],
    ["your-webhook-secret-here-please-1234567890", []],
    ["replace_me_with_your_webhook_secret", ["placeholder"]],
    ["$CI_WEBHOOK_SECRET_FOR_ACME", ["placeholder"]],
    [`\${{ secrets.CI_WEBHOOK_SECRET }}`, ["placeholder"]],
    ["<insert the secret of ci.example.com here>", ["placeholder"]],
    ["It's a Secret to Everybody", ["placeholder"]],
    ["my-webhook-secret-for-github", ["placeholder"]],
    ["op://vault/ci-webhook/password", ["placeholder"]],
    ["arn:aws:secretsmanager:eu-central-1:123456789012:secret:ci", ["placeholder"]],
    ["ENC[AES256_GCM,data:q2Vx,iv:c2,tag:Zx,type:str]", ["placeholder"]],
    ["correct horse battery staple", []],
    ["Ωμέγα-Ψηφίο-κλειδί-δοκιμή-αλφάβητο", []],
  ])("%j is %j", (value, weaknesses) => {
    expect(judge(value)).toEqual(weaknesses);
  });

  test("that a generator made is fine", () => {
    // Of 24 random digits few look like a pattern, but some do.
    const bytes = fc.noBias(fc.uint8Array({ minLength: 32, maxLength: 32 }));
    fc.assert(
      fc.property(bytes, (random) => {
        const value = Buffer.from(random);
        expect(judge(value.subarray(0, 20).toString("hex"))).toEqual([]);
        expect(judge(value.subarray(0, 24).toString("base64"))).toEqual([]);
        expect(judge([...value].map((byte) => byte % 10).join(""))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test("of any length is judged at once", () => {
    expect(judge("secretsecret".repeat(5_000))).toEqual(["low-entropy", "placeholder"]);
    const random = createHash("shake256", { outputLength: 24_000 }).update("seed").digest("hex");
    expect(judge(random)).toEqual([]);
  });
});

const position = { file: "hookfleet.yaml", line: 3, column: 3 };

function definition(ref: string, name: string): SecretDefinition {
  return { ref, source: { kind: "env", name }, hosts: undefined, rotatedAt: undefined, position };
}

async function inspect(
  definitions: readonly SecretDefinition[],
  values: Readonly<Record<string, string | HookfleetError>>,
) {
  return inspectSecrets(definitions, async (source) => {
    const value = source.kind === "env" ? values[source.name] : undefined;
    if (typeof value === "string") return new Secret(value);
    throw value ?? new HookfleetError("secret-unset", "not set");
  });
}

describe("secrets looked at together", () => {
  const good = "f3b1c07e94d25a6811bd40e7c98d3f2a5506ab1e";

  test("come once each, sorted, with what is wrong", async () => {
    const found = await inspect(
      [definition("c", "C"), definition("a", "A"), definition("b", "B"), definition("a", "A")],
      { A: good, C: new HookfleetError("secret-mask", "a mask") },
    );
    expect(
      found.map(({ definition: { ref }, status, problem }) => [ref, status, problem?.code]),
    ).toEqual([
      ["a", "set", undefined],
      ["b", "missing", "secret-unset"],
      ["c", "refused", "secret-mask"],
    ]);
  });

  test("share a value only where it comes from different sources", async () => {
    const found = await inspect(
      [definition("a", "A"), definition("env:A", "A"), definition("b", "B"), definition("c", "C")],
      { A: good, B: good, C: `${good}!` },
    );
    expect(found.map(({ weaknesses, sharedWith }) => [weaknesses, sharedWith])).toEqual([
      [["shared"], ["b"]],
      [["shared"], ["a", "env:A"]],
      [[], []],
      [["shared"], ["b"]],
    ]);
  });

  test("whose reading fails by a bug of ours are not told to be missing", async () => {
    const attempt = inspectSecrets([definition("a", "A")], async () => {
      throw new TypeError("a bug");
    });
    await expect(attempt).rejects.toThrow(TypeError);
  });
});
