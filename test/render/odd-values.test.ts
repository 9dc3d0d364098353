import { expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import type { Plan } from "../../src/model/plan.ts";
import { renderPlanHtml } from "../../src/render/html/report-page.ts";
import { renderPlanMarkdown } from "../../src/render/markdown/render-report-markdown.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderDrift, renderPlan } from "../../src/render/text/render-report.ts";
import { driftOf } from "./drift-meta.ts";
import { deleteAction, handMadePlan, liveHook, patchAction } from "./hand-made.ts";
import { metaOf } from "./meta.ts";

const palette = createPalette(false);
const odd = handMadePlan({
  actions: [
    patchAction({ changes: [{ field: "insecure_ssl", before: "false", after: false }] }),
    deleteAction({ live: liveHook({ active: "yes" }) }),
  ],
});
const document = planDocument(odd, metaOf(odd));

test.each<[string, (plan: Plan) => string, RegExp]>([
  [
    "text",
    (plan) => renderPlan(plan, { palette }),
    /active +"yes"[\s\S]*insecure_ssl +"false" → false/,
  ],
  ["drift", (plan) => renderDrift(driftOf(plan), { palette }), /insecure_ssl +"false" → false/],
  [
    "markdown",
    () => renderPlanMarkdown(document),
    /- +insecure_ssl +"false"\n\+ +insecure_ssl +false/,
  ],
  ["HTML", () => renderPlanHtml(document), /&quot;yes&quot;[\s\S]*&quot;false&quot;/],
])("%s shows a switch that is neither on nor off in quotes", (_, render, words) => {
  expect(render(odd)).toMatch(words);
});

test("JSON holds it as text", () => {
  expect(document.actions[0]?.changes).toEqual([
    { field: "insecure_ssl", before: "false", after: false },
  ]);
});
