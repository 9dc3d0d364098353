import { expect, test } from "vitest";
import { proveSecret } from "../../src/apply/prove-secret.ts";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import { Secret } from "../../src/model/secret.ts";
import { secretSourceKey } from "../../src/model/secret-reference.ts";
import type { Verdict } from "../../src/model/verification.ts";
import { desiredHook, liveHook, managed } from "../support/build.ts";
import { planSingle } from "../support/plan-one.ts";

const definition = managed();
const secrets = new Map(
  definition.kind === "managed"
    ? [[secretSourceKey(definition.secret.source), new Secret("x7Qp-kkZt")]]
    : [],
);

/** How an applied action ends once its secret was looked at; `undefined` = the receiver is unknown. */
async function ending(verdict: Verdict, statusCode: number | undefined): Promise<string> {
  const action = planSingle({ hooks: [desiredHook({ secret: definition })], live: [liveHook()] });
  const applied: ActionOutcome = { status: "applied", action, hookId: 1 };
  const outcome = await proveSecret(applied, {
    secrets,
    verifyByPast: undefined,
    verify: async ({ scope, hookId, url, secretRef }) => ({
      ...{ scope, hookId, url, secretRef, verdict, rule: "test", reason: undefined },
      deliveredAt: 0,
      receiver: statusCode === undefined ? undefined : { statusCode, status: "", durationMs: 1 },
    }),
  });
  return outcome.status === "failed" ? outcome.error.code : outcome.status;
}

test.each<[statusCode: number | undefined, ends: string]>([
  [200, "applied"],
  [204, "applied"],
  [301, "receiver-redirects"],
  [302, "receiver-redirects"],
  [307, "receiver-redirects"],
  [308, "receiver-redirects"],
  [400, "applied"],
  [401, "receiver-refuses"],
  [403, "receiver-refuses"],
  [404, "applied"],
  // It may be down, and the signature is right all the same.
  [500, "applied"],
  [0, "applied"],
  [undefined, "applied"],
])("a proved secret whose receiver answers %s has ended as %s", async (statusCode, ends) => {
  expect(await ending("proved", statusCode)).toBe(ends);
});

test.each<Verdict>(["mismatch", "unsigned", "unverifiable", "no-delivery"])(
  "the verdict %s is a failure, whatever the receiver says",
  async (verdict) => {
    expect(await ending(verdict, 200)).toBe("secret-unproved");
    expect(await ending(verdict, undefined)).toBe("secret-unproved");
  },
);
