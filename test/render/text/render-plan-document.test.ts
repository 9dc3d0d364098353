import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../../src/documents/plan-document.ts";
import { createPalette } from "../../../src/render/text/palette.ts";
import { renderPlanDocument } from "../../../src/render/text/render-plan-document.ts";
import { marked, planDocumentOf } from "../arbitrary-document.ts";
import { everyKind } from "../every-kind.ts";
import { expectHarmless } from "../harmless.ts";
import { holds } from "../holds.ts";
import { metaOf } from "../meta.ts";

const palette = createPalette(false);

test("a saved plan reads like the plan that it was saved from", () => {
  const text = renderPlanDocument(planDocument(everyKind, metaOf(everyKind)), { palette });
  expect(text.split("\n").slice(0, 6)).toEqual([
    "acme",
    "  ~ update  https://audit.example.com/github  #77  differs  hookfleet.yaml:31",
    "      events        + *  - push",
    "      active        false → true",
    "      secret        audit, sent again (GitHub would drop it otherwise; not verified to be the one in use)",
    "  - delete  https://old.example.com/***  #9  unmanaged",
  ]);
  expect(text).toContain("  ! blocked  https://chat.example.com/hook  #6  undeclared-secret");
  expect(text.split("\n").at(-1)).toMatch(/^Plan: 1 to create, 1 to update, 2 to config-patch/);
});

test("whatever text it holds, its rendering is harmless", () => {
  holds(
    fc.property(planDocumentOf(marked), (plan) => {
      expectHarmless(renderPlanDocument(plan, { palette }));
    }),
  );
});
