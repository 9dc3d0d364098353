import type { Action, Plan } from "../../model/plan.ts";
import type { ActionOrigin } from "../../model/plan-document.ts";
import { reviewCodes } from "../../model/review-codes.ts";
import { renderDiagnostics } from "../diagnostics/render-diagnostics.ts";
import { planDiagnostics } from "../documents/plan-diagnostics.ts";
import { planSummary } from "../documents/plan-summary.ts";
import { clampWidth } from "../text/clamp-width.ts";
import type { Palette } from "../text/palette.ts";
import { renderActions } from "./render-actions.ts";
import { renderClosingLine } from "./render-closing-line.ts";
import { renderHookList } from "./render-hook-list.ts";
import { renderOrigins } from "./render-origins.ts";
import { renderPlanNotes } from "./render-plan-notes.ts";
import { renderReview } from "./render-review.ts";
import { renderRotations } from "./render-rotations.ts";

/** How a plan is shown to people. */
export interface RenderPlanOptions {
  readonly palette: Palette;
  /** Lifts every mask but that of URLs from the environment. */
  readonly showUrls?: boolean;
  /** The columns of the terminal, to wrap sentences and lists at; URLs are never broken. Default 80. */
  readonly width?: number;
  /**
   * `short` leaves out fields and hooks that stay; `full` adds the requests of each action and lists
   * the hooks that are unchanged or ignored, too.
   */
  readonly detail?: "short" | "normal" | "full";
  /** Who asks for each action, where the plan was compared with a base. */
  readonly origin?: ReadonlyMap<Action, ActionOrigin> | undefined;
  /** The plan was made from two files alone. */
  readonly offline?: boolean;
}

/**
 * A plan for people: what a reviewer must not miss, actions by scope, the unmanaged hooks that stay, warnings, errors, and last the
 * closing line with the counts. No line break at the end.
 */
export function renderPlan(plan: Plan, options: RenderPlanOptions): string {
  const settings = {
    palette: options.palette,
    showUrls: options.showUrls ?? false,
    width: clampWidth(options.width),
    detail: options.detail ?? "normal",
  };
  const { palette, width, origin, offline } = options;
  const all = planDiagnostics(plan);
  const review = all.filter(({ code }) => reviewCodes.has(code));
  const diagnostics = all.filter(({ code }) => !reviewCodes.has(code));
  const warnings = diagnostics.filter(({ severity }) => severity === "warning");
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const lists =
    settings.detail === "short"
      ? []
      : [
          renderHookList(
            "Unmanaged: on GitHub, not in the file. They stay.",
            plan.unmanaged,
            settings,
          ),
          ...(settings.detail === "full"
            ? [
                renderHookList("Ignored.", plan.ignored, settings),
                renderHookList("Unchanged.", plan.unchanged, settings),
              ]
            : []),
        ];
  return [
    renderReview(review, { palette, width }),
    origin === undefined ? renderActions(plan, settings) : renderOrigins(plan, origin, settings),
    ...lists,
    offline === true ? "" : renderRotations(plan, settings),
    renderDiagnostics(warnings, { palette, width }),
    renderDiagnostics(errors, { palette, width }),
    renderPlanNotes({ ...plan, offline }, settings),
    renderClosingLine(planSummary(plan), palette),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}
