import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderPlan, renderPlanDocument } from "../../../src/render/text/render-report.ts";
import { marked, planDocumentOf } from "../arbitrary-document.ts";
import { everyKind } from "../every-kind.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";
import { metaOf } from "../meta.ts";

const palette = createPalette(false);

test("a saved plan reads like the plan that it was saved from, but for what it does not keep", () => {
  const saved = renderPlanDocument(planDocument(everyKind, metaOf(everyKind)), { palette });
  const fresh = renderPlan(everyKind, { palette });
  const text = fresh.replaceAll(/\s+/g, " ");
  expect(text).toContain("(1 unmanaged: keep)");
  expect(saved.replaceAll(/\s+/g, " ")).toBe(text.replace(" (1 unmanaged: keep)", ""));
});

test("whatever text it holds, its rendering is harmless", () => {
  holds(
    fc.property(planDocumentOf(marked), (plan) => {
      expectHarmless(renderPlanDocument(plan, { palette }));
    }),
  );
});
