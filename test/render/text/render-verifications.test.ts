import { expect, test } from "vitest";
import { verificationsDocument } from "../../../src/documents/verification-document.ts";
import { HookUrl } from "../../../src/model/hook-url.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderVerifications } from "../../../src/render/text/render-verifications.ts";

const hook = {
  scope: { kind: "organization", owner: "acme" },
  hookId: 7,
  url: new HookUrl("https://ci.example.com/", { kind: "declared" }),
  secretRef: "ci",
  verdict: "proved",
  reason: undefined,
  rule: "json-plain",
  deliveredAt: 0,
} as const;
const receiver = { statusCode: 0, status: "throttled", durationMs: 0 };

test("a receiver is not blamed for what GitHub held back", () => {
  const options = { palette: createPalette(false) };
  const held = { ...hook, receiver: { ...receiver, throttledAt: 86_400_000 } };
  const text = renderVerifications([held], options);
  expect(text).toContain("GitHub held this delivery back");
  expect(text).toContain("1 of 1 secret proved, 1 throttled by GitHub.");
  expect(text).not.toContain("did not take");
  expect(renderVerifications([{ ...hook, receiver }], options)).toContain("did not take");
  expect(
    verificationsDocument([held], { apiUrl: "https://api.github.com" }).hooks[0],
  ).toMatchObject({
    sound: false,
    receiver: { throttled_at: "1970-01-02T00:00:00.000Z" },
  });
  const taken = { ...held, receiver: { ...held.receiver, statusCode: 200 } };
  expect(renderVerifications([taken], options)).toContain("1 of 1 secret proved.");
});

test("what a redirect means is said once", () => {
  const moved = { ...hook, receiver: { ...receiver, statusCode: 301 } };
  const text = renderVerifications([moved, { ...moved, hookId: 8 }], {
    palette: createPalette(false),
  });
  expect(text.match(/follows no redirect/g)).toHaveLength(1);
  expect(text.match(/its receiver answers with a redirect/g)).toHaveLength(2);
});

test("hooks of one secret that nothing is known of are one entry", () => {
  const palette = createPalette(false);
  const reason = "secret not available: The environment variable `CI` is not set";
  const unknown = ["a", "b", "c", "d", "e"].map((repository, hookId) => ({
    ...({ ...hook, hookId, reason, verdict: "unverifiable" } as const),
    deliveredAt: undefined,
    receiver: undefined,
    scope: { kind: "repository", owner: "acme", repository } as const,
  }));
  const other = { ...hook, secretRef: "other", receiver: { ...receiver, statusCode: 200 } };
  const text = renderVerifications([...unknown, other], { palette });
  expect(text.split("\n\n")).toEqual([
    "acme\n  ✓ proved        https://ci.example.com/  #7  other  200 throttled in 0 ms",
    `  ? unverifiable  5 hooks  ci\n    ${reason}\n    in 5 repositories: acme/a, acme/b, acme/c and 2 more (--verbose lists them)`,
    "1 of 6 secrets proved, 5 unverifiable.",
  ]);
  const all = renderVerifications(unknown, { palette, verbose: true });
  expect(all.match(/#\d/g)).toEqual(["#0", "#1", "#2", "#3", "#4"]);
  const few = renderVerifications(unknown.slice(2), { palette });
  expect(few.match(/#\d/g)).toEqual(["#2", "#3", "#4"]);
  const told = unknown.map((one) => ({ ...one, deliveredAt: 0 }));
  expect(renderVerifications(told, { palette })).toContain("#4");
});
