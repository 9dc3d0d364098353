import { actionEntry } from "../../documents/views/plan-view.ts";
import type { EntryView, FieldView } from "../../documents/views/report-view.ts";
import { rotationWords } from "../../documents/words/secret-words.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ActionDocument, PlanDocument } from "../../model/plan-document.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { padCell } from "./layout.ts";
import type { Palette } from "./palette.ts";
import { renderClosingLine } from "./render-plan.ts";

function fieldLine(view: FieldView, entry: EntryView, palette: Palette): string {
  return `      ${palette.muted(padCell(sanitize(view.field), 12))}  ${fieldWords(view, entry)}`;
}

function fieldWords(view: FieldView, { verb }: EntryView): string {
  if (view.kind === "words") return sanitize(view.text);
  const [removed, added] = [view.removed.map(sanitize), view.added.map(sanitize)];
  if (verb === "create") return added.join(", ") || "none";
  if (view.field === "events")
    return [...added.map((event) => `+ ${event}`), ...removed.map((event) => `- ${event}`)].join(
      "  ",
    );
  return `${removed.join(", ")} → ${added.join(", ")}`;
}

function actionLines(action: ActionDocument, palette: Palette): readonly string[] {
  const entry = actionEntry(action);
  const verb = entry.blocked === null ? entry.verb : "blocked";
  const opening = [
    `  ${palette[entry.tone](`${entry.sign} ${verb}`)}`,
    sanitize(entry.url),
    ...(entry.hookId === null ? [] : [`#${entry.hookId}`]),
    sanitize(entry.blocked?.reason ?? action.reason),
    ...(entry.place === "" ? [] : [palette.muted(sanitize(entry.place))]),
  ].join("  ");
  if (action.kind === "delete") return [opening];
  return [opening, ...entry.fields.map((view) => fieldLine(view, entry, palette))];
}

/** How far rotations are and what the reader is warned of: everything that stands before the counts. */
function notes(plan: PlanDocument, palette: Palette): readonly string[] {
  const problems = plan.diagnostics.map((problem) => {
    const { severity, code, message, scope } = problem;
    const where = scope === undefined ? "" : `${sanitize(scope)}: `;
    return `${where}${palette[severity](`${severity} ${sanitize(code)}:`)} ${sanitizeProse(message)}`;
  });
  // A plan file of an earlier version has no rotations.
  const rotations = (plan.rotations ?? []).map((rotation) => rotationWords(rotation));
  return [rotations, problems].filter((lines) => lines.length > 0).map((lines) => lines.join("\n"));
}

/**
 * A saved plan for people: its actions by scope, rotations, warnings and errors, and last the closing
 * line. No line break at the end.
 */
export function renderPlanDocument(
  plan: PlanDocument,
  options: { readonly palette: Palette },
): string {
  const { palette } = options;
  const scopes = [...groupBy(plan.actions, ({ scope }) => scope)].map(([scope, actions]) =>
    [
      palette.scope(sanitize(scope)),
      ...actions.flatMap((action) => actionLines(action, palette)),
    ].join("\n"),
  );
  return [...scopes, ...notes(plan, palette), renderClosingLine(plan.summary, palette)].join(
    "\n\n",
  );
}
