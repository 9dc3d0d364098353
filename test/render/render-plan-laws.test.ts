import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planSummary } from "../../src/documents/plan-document.ts";
import type { Plan } from "../../src/model/plan.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderPlan } from "../../src/render/text/render-report.ts";
import { hostile, plain, planOf } from "./arbitrary-plan.ts";
import { handMadePlan } from "./hand-made.ts";
import { expectHarmless } from "./harmless.ts";
import { holds } from "./holds.ts";

const width = fc.integer({ min: 0, max: 200 });

function closingLine(plan: Plan): string {
  return (
    renderPlan(plan, { palette: createPalette(false) })
      .split("\n")
      .at(-1) ?? ""
  );
}

test("the closing line has the form that scripts look for, zero or not", () => {
  expect(closingLine(handMadePlan())).toBe(
    "Plan: 0 to create, 0 to update, 0 to config-patch, 0 to delete.",
  );
});

test("the closing line counts what is in the plan, blocked actions under no kind", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const line = closingLine(plan);
      const kinds =
        /^Plan: (\d+) to create, (\d+) to update, (\d+) to config-patch, (\d+) to delete\./.exec(
          line,
        );
      const open = (kind: string): number =>
        plan.actions.filter((action) => action.kind === kind && action.blocked === null).length;
      expect(kinds?.slice(1).map(Number)).toEqual(
        ["create", "update", "config-patch", "delete"].map(open),
      );
      const others: [number, string][] = [
        [plan.actions.filter(({ blocked }) => blocked !== null).length, "blocked"],
        [plan.unchanged.length, "unchanged"],
        [plan.unmanaged.length, "unmanaged"],
        [plan.ignored.length, "ignored"],
        [plan.assumed, "assumed"],
      ];
      const told = others.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
      expect(line.slice(kinds?.[0].length)).toBe(told.length === 0 ? "" : ` ${told.join(", ")}.`);
    }),
  );
});

test("the counts of the kinds and the blocked add up to the actions", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const { create, update, config_patch: patch, delete: remove, blocked } = planSummary(plan);
      expect(create + update + patch + remove + blocked).toBe(plan.actions.length);
    }),
  );
});

test("whatever text a plan holds, its rendering is harmless", () => {
  holds(
    fc.property(
      planOf(hostile),
      fc.boolean(),
      fc.boolean(),
      width,
      (plan, color, showUrls, columns) => {
        expectHarmless(
          renderPlan(plan, {
            palette: createPalette(color),
            showUrls,
            width: columns,
          }),
        );
      },
    ),
    { numRuns: 300 },
  );
});

test("the order in which hooks that stay and diagnostics were found does not matter", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const reversed = {
        ...plan,
        unmanaged: plan.unmanaged.toReversed(),
        diagnostics: plan.diagnostics.toReversed(),
      };
      const options = { palette: createPalette(false) };
      // Diagnostics that differ only in what is not part of their order may trade places.
      fc.pre(new Set(plan.diagnostics.map(orderKey)).size === plan.diagnostics.length);
      fc.pre(new Set(plan.unmanaged.map(({ hookId }) => hookId)).size === plan.unmanaged.length);
      expect(renderPlan(reversed, options)).toBe(renderPlan(plan, options));
    }),
  );
});

function orderKey({
  severity,
  code,
  message,
  position,
  scope,
}: Plan["diagnostics"][number]): string {
  return JSON.stringify([severity, code, message, position, scope]);
}

test("no line ends in blanks", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const text = renderPlan(plan, { palette: createPalette(false) });
      expect(text.split("\n").filter((line) => line !== line.trimEnd())).toEqual([]);
    }),
  );
});
