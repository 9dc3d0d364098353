import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderPlan, renderPlanDocument } from "../../../src/render/text/render-plan.ts";
import { marked, planDocumentOf } from "../arbitrary-document.ts";
import { everyKind } from "../every-kind.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";
import { metaOf } from "../meta.ts";

const palette = createPalette(false);

test("a saved plan reads like the plan that it was saved from, but for what it does not keep", () => {
  const saved = renderPlanDocument(planDocument(everyKind, metaOf(everyKind)), { palette });
  const fresh = renderPlan(everyKind, { palette });
  expect(saved.replaceAll(/\s+/g, " ")).toBe(
    fresh
      .replaceAll(/\s+/g, " ")
      .replace(", before 2026-04-14T15:00:00Z)", ")")
      .replace(" (unmanaged: keep)", ""),
  );
});

test("whatever text it holds, its rendering is harmless", () => {
  holds(
    fc.property(planDocumentOf(marked), (plan) => {
      expectHarmless(renderPlanDocument(plan, { palette }));
    }),
  );
});
