import { showTime } from "../../documents/format.ts";
import { groupByScope } from "../../documents/group-by-scope.ts";
import {
  compareHookRefs,
  planDiagnostics,
  planSummary,
  rotationDocument,
} from "../../documents/plan-document.ts";
import { planNotes } from "../../documents/words/action-words.ts";
import { rotationWords } from "../../documents/words/secret-words.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type Rotation, rotationsOf } from "../../model/managed-secrets.ts";
import type { Action, HookRef, Plan } from "../../model/plan.ts";
import { type ActionOrigin, type PlanSummary, reviewCodes } from "../../model/plan-document.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { clampWidth, displayWidth, padCell, wrapProse } from "./layout.ts";
import type { Palette, Style } from "./palette.ts";
import { renderActions, renderOrigins } from "./render-actions.ts";
import { type RenderDiagnosticsOptions, renderDiagnostics } from "./render-diagnostics.ts";

/**
 * The last line of a text plan. Its first sentence always has the same four counts, for scripts that
 * look for it; what else there is follows where it is not zero.
 */
export function renderClosingLine(summary: PlanSummary, palette: Palette): string {
  const kind = (count: number, words: string, style: Style): string =>
    count === 0 ? `${count} ${words}` : style(`${count} ${words}`);
  const kinds = [
    kind(summary.create, "to create", palette.create),
    kind(summary.update, "to update", palette.update),
    kind(summary.config_patch, "to config-patch", palette.patch),
    kind(summary.delete, "to delete", palette.remove),
  ];
  const others = [
    summary.blocked === 0 ? undefined : palette.blocked(`${summary.blocked} blocked`),
    ...(["unchanged", "unmanaged", "ignored", "assumed"] as const).map((name) =>
      summary[name] === 0 ? undefined : `${summary[name]} ${name}`,
    ),
  ].filter((text) => text !== undefined);
  const sentence = `${palette.strong("Plan:")} ${kinds.join(", ")}.`;
  return others.length === 0 ? sentence : `${sentence} ${others.join(", ")}.`;
}

/** Hooks that nothing happens to, by scope, in a voice lower than that of actions. */
export function renderHookList(
  title: string,
  hooks: readonly (HookRef & { readonly counted?: boolean })[],
  options: { readonly palette: Palette; readonly showUrls: boolean },
): string {
  if (hooks.length === 0) return "";
  const groups = groupByScope(hooks.toSorted(compareHookRefs));
  const lines = groups.flatMap(({ name, items }) => [
    `  ${sanitize(name)}`,
    ...items.map(({ url, hookId, counted }) => {
      const kept = counted === false ? "  (unmanaged: keep)" : "";
      const id = hookId > 0 ? `  #${hookId}` : "";
      return `    ${sanitize(url.show(options.showUrls))}${id}${kept}`;
    }),
  ]);
  return [title, ...lines].map((line) => options.palette.muted(line)).join("\n");
}

/** What is true of the whole plan, between its warnings and its closing line. */
export function renderPlanNotes(
  plan: Plan & { readonly offline?: boolean | undefined },
  options: { readonly palette: Palette; readonly width: number },
): string {
  const { palette, width } = options;
  const { offline, incomplete, assumed, nothingToDo } = planNotes(plan, plan.assumed);
  const wrap = (sentence: string | undefined): readonly string[] =>
    sentence === undefined ? [] : wrapProse(sentence, { first: "", rest: "", width });
  return [
    ...wrap(offline).map(palette.muted),
    ...wrap(incomplete).map(palette.warning),
    ...wrap(assumed).map(palette.muted),
    ...wrap(nothingToDo).map(palette.strong),
  ].join("\n");
}

/** What a reviewer must not miss, errors first; empty where there is nothing. */
export function renderReview(
  diagnostics: readonly Diagnostic[],
  options: RenderDiagnosticsOptions,
): string {
  if (diagnostics.length === 0) return "";
  const sorted = diagnostics.toSorted(
    (left, right) => Number(right.severity === "error") - Number(left.severity === "error"),
  );
  const heading = options.palette.strong("── Look at this first");
  return `${heading}\n\n${renderDiagnostics(sorted, options)}`;
}

interface RenderRotationsOptions {
  readonly palette: Palette;
  readonly showUrls: boolean;
  readonly width: number;
  readonly detail: "short" | "normal" | "full";
}

/** Enough to see that a run goes on where the last one stopped; the document has them all. */
const fewest = 5;

/** How far each rotation is; of one that is under way, the hooks that will not be touched again. */
export function renderRotations(plan: Plan, options: RenderRotationsOptions): string {
  return rotationsOf(plan)
    .flatMap((rotation) => renderOne(rotation, options))
    .join("\n");
}

function renderOne(rotation: Rotation, options: RenderRotationsOptions): readonly string[] {
  const { palette, width, detail } = options;
  const isOver = rotation.due.length === 0 && rotation.blocked.length === 0;
  const since = rotation.due.map(({ updatedAt }) => showTime(updatedAt));
  const sentence = rotationWords(rotationDocument(rotation, options), since);
  const lines = wrapProse(sentence, { first: "", rest: "  ", width }).map(
    isOver ? palette.muted : palette.strong,
  );
  if (detail === "short" || (isOver && detail !== "full")) return lines;
  return [...lines, ...listDone(rotation, options)];
}

function listDone({ done }: Rotation, options: RenderRotationsOptions): readonly string[] {
  const { palette, showUrls, detail } = options;
  const shown = done.toSorted(compareHookRefs).slice(0, detail === "full" ? done.length : fewest);
  const more = done.length - shown.length;
  const rows = shown.map((hook) => ({
    ...hook,
    name: sanitize(scopeName(hook.scope)),
    shown: sanitize(hook.url.show(showUrls)),
  }));
  const widest = (of: "name" | "shown"): number =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[of])), 0);
  const [name, url] = [widest("name"), widest("shown")];
  return [
    ...rows.map((row) =>
      [
        `  done  ${padCell(row.name, name)}`,
        padCell(row.shown, url),
        `#${row.hookId}`,
        `updated ${showTime(row.updatedAt)}`,
      ].join("  "),
    ),
    ...(more === 0 ? [] : [`  done  and ${more} more`]),
  ].map(palette.muted);
}

/** How a plan is shown to people. */
export interface RenderPlanOptions {
  readonly palette: Palette;
  /** Lifts every mask but that of URLs from the environment. */
  readonly showUrls?: boolean;
  /** The columns of the terminal, to wrap sentences and lists at; URLs are never broken. Default 80. */
  readonly width?: number | undefined;
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
