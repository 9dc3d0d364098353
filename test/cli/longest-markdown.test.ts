import { expect, test } from "vitest";
import { formatPlan } from "../../src/cli/output/formats.ts";
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
  const text = formatPlan(document, "markdown");
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestSummary);
  expect(text.length).toBeGreaterThan(longestSummary / 10);
  expect(text.includes("**Not shown here (no room):**")).toBe(true);
  expect(formatPlan(document, "json").length).toBeGreaterThan(longestSummary);
});
