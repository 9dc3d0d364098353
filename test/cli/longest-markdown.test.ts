import { expect, test } from "vitest";
import { planFormats } from "../../src/cli/output/formats.ts";
import { planDocument } from "../../src/documents/plan-document.ts";
import { longestSummary } from "../../src/model/github-limits.ts";
import { createAction, handMadePlan } from "../render/hand-made.ts";
import { metaOf } from "../render/meta.ts";
import { desiredHook } from "../support/build.ts";

test("what GitHub would show nothing of is cut before it is printed or saved", () => {
  const plan = handMadePlan({
    actions: Array.from({ length: 4_000 }, (_, index) =>
      createAction({
        desired: desiredHook({
          url: `https://ci.example.com/${"long-path/".repeat(30)}${index}`,
        }),
      }),
    ),
  });
  const document = planDocument(plan, metaOf(plan));
  const { json, markdown } = planFormats(() => document);
  const text = String(markdown({ showUrls: false }));
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestSummary);
  expect(text.length).toBeGreaterThan(longestSummary / 10);
  expect(text.includes("**Not shown here (no room):**")).toBe(true);
  expect(JSON.stringify(json({ showUrls: false })).length).toBeGreaterThan(longestSummary);
});
