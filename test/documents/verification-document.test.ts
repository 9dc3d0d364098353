import { expect, test } from "vitest";
import { hasUnverifiable } from "../../src/documents/verification-document.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { Verdict, VerifiedHook } from "../../src/model/verification.ts";

const hook: VerifiedHook = {
  scope: { kind: "organization", owner: "acme" },
  hookId: 7,
  url: new HookUrl("https://ci.example.com/hook", { kind: "declared" }),
  secretRef: "ci",
  verdict: "proved",
  reason: undefined,
  rule: "json",
  deliveredAt: 1,
  receiver: undefined,
};

/** Which proofs failed, and which are open and count under `--strict` alone. */
const cases: readonly (readonly [
  verdict: Verdict,
  given: Partial<VerifiedHook>,
  failed: boolean,
  strict: boolean,
])[] = [
  ["proved", {}, false, false],
  // Drift by themselves.
  ["unsigned", {}, false, false],
  ["mismatch", {}, false, false],
  ["no-delivery", { deliveredAt: undefined }, false, true],
  // A delivery was read, and its bytes are not certain.
  ["unverifiable", {}, false, true],
  // The value or the deliveries could not be read.
  ["unverifiable", { deliveredAt: undefined }, true, true],
  // GitHub has no such hook, which is drift.
  ["no-delivery", { deliveredAt: undefined, hookId: undefined }, false, false],
  ["unverifiable", { deliveredAt: undefined, hookId: undefined }, false, false],
];

test.each(cases)("%s %j: failed %s, open under --strict %s", (verdict, given, failed, strict) => {
  const hooks = [hook, { ...hook, ...given, verdict }];
  expect(hasUnverifiable(hooks)).toBe(failed);
  expect(hasUnverifiable(hooks, true)).toBe(strict);
});
