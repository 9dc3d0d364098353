import * as fc from "fast-check";
import { expect, test } from "vitest";
import { planDocument } from "../../src/documents/plan-document.ts";
import { reportDocument } from "../../src/documents/report-document.ts";
import { HookfleetError } from "../../src/model/errors.ts";
import type { ActionOutcome } from "../../src/model/outcome.ts";
import type { Plan } from "../../src/model/plan.ts";
import { renderJson } from "../../src/render/render-json.ts";
import { createPalette } from "../../src/render/text/palette.ts";
import { renderError } from "../../src/render/text/render-error.ts";
import { renderApplyResult, renderEvent } from "../../src/render/text/render-run.ts";
import { hostile, plain, planOf } from "./arbitrary-plan.ts";
import { expectHarmless, hostileText } from "./harmless.ts";
import { holds } from "./holds.ts";
import { metaOf } from "./meta.ts";

function outcomesOf({ actions }: Plan, said: string): readonly ActionOutcome[] {
  const error = new HookfleetError("github-says-no", said, { help: said });
  return actions.map((action, index): ActionOutcome => {
    if (index % 3 === 0) return { status: "applied", action, hookId: index };
    return index % 3 === 1
      ? { status: "failed", action, error }
      : { status: "not_attempted", action, reason: said };
  });
}

test("whatever GitHub says, what is told of a run is harmless", () => {
  holds(
    fc.property(planOf(hostile), hostileText, fc.boolean(), (plan, said, color) => {
      const outcomes = outcomesOf(plan, said);
      const palette = createPalette(color);
      const total = outcomes.length;
      expectHarmless(renderApplyResult({ outcomes }, { palette }));
      expectHarmless(renderJson(reportDocument({ outcomes }, metaOf(plan))));
      expectHarmless(renderJson(planDocument(plan, metaOf(plan))));
      outcomes.forEach((outcome, index) => {
        const line = renderEvent({ type: "action_finished", index, outcome }, total, { palette });
        expectHarmless(line ?? "");
        expect(line).not.toContain("\n");
        if (outcome.status === "failed") expectHarmless(renderError(outcome.error, { palette }));
      });
    }),
    { numRuns: 200 },
  );
});

test("the last line counts what happened, and everything that went wrong is listed", () => {
  holds(
    fc.property(planOf(plain), (plan) => {
      const outcomes = outcomesOf(plan, "said");
      const lines = renderApplyResult({ outcomes }, { palette: createPalette(false) }).split("\n");
      const count = (status: ActionOutcome["status"]): number =>
        outcomes.filter((outcome) => outcome.status === status).length;
      expect(lines.at(-1)).toBe(
        `Applied ${count("applied")}, failed ${count("failed")}, not attempted ${count("not_attempted")}.`,
      );
      expect(lines.filter((line) => line.startsWith("  ✗ "))).toHaveLength(count("failed"));
      expect(lines.filter((line) => line.startsWith("  - "))).toHaveLength(count("not_attempted"));
    }),
  );
});
