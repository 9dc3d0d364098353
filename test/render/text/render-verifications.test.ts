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
  expect(text).toContain("The one secret is proved, 1 throttled by GitHub.");
  expect(text).not.toContain("did not take");
  expect(renderVerifications([{ ...hook, receiver }], options)).toContain("did not take");
  expect(
    verificationsDocument([held], { apiUrl: "https://api.github.com" }).hooks[0],
  ).toMatchObject({
    sound: false,
    receiver: { throttled_at: "1970-01-02T00:00:00.000Z" },
  });
  const taken = { ...held, receiver: { ...held.receiver, statusCode: 200 } };
  expect(renderVerifications([taken], options)).toContain("The one secret is proved.");
});
