import type { ActionDocument, ChangeDocument, PlanDocument } from "../model/plan-document.ts";
import { padCell } from "./pad-cell.ts";
import type { Palette } from "./palette.ts";
import { renderClosingLine } from "./render-closing-line.ts";
import { sanitise } from "./sanitise.ts";

const signs = {
  create: ["+", "create"],
  update: ["~", "update"],
  "config-patch": ["~", "patch"],
  delete: ["-", "remove"],
} as const;

function shown(value: ChangeDocument["before"]): string {
  if (value === null) return "nothing";
  return sanitise(typeof value === "object" ? value.join(", ") || "none" : String(value));
}

/** Events as a set: what comes and what goes. */
function eventWords(before: readonly string[], after: readonly string[]): string {
  const added = after.filter((event) => !before.includes(event)).map((event) => `+ ${event}`);
  const removed = before.filter((event) => !after.includes(event)).map((event) => `- ${event}`);
  return sanitise([...added, ...removed].join("  "));
}

function changeLine({ field, before, after }: ChangeDocument, palette: Palette): string {
  const words =
    Array.isArray(before) && Array.isArray(after)
      ? eventWords(before, after)
      : before === null
        ? shown(after)
        : `${shown(before)} → ${shown(after)}`;
  return `      ${palette.muted(padCell(field, 12))}  ${words}`;
}

function actionLines(action: ActionDocument, palette: Palette): readonly string[] {
  const [sign, style] = signs[action.kind];
  const verb = action.blocked === null ? action.kind : "blocked";
  const opening = [
    `  ${palette[action.blocked === null ? style : "blocked"](`${action.blocked === null ? sign : "!"} ${verb}`)}`,
    sanitise(action.url),
    ...(action.hook_id === null ? [] : [`#${action.hook_id}`]),
    sanitise(action.blocked ?? action.reason),
    ...(action.source === null
      ? []
      : [palette.muted(sanitise(`${action.source.file}:${action.source.line}`))]),
  ].join("  ");
  if (action.kind === "delete") return [opening];
  const changes = action.changes.filter(({ field, before }) => field !== "url" || before !== null);
  const secret = action.secret === "none" || action.secret === "keep" ? [] : [action.secret];
  return [
    opening,
    ...changes.map((change) => changeLine(change, palette)),
    ...secret.map((word) => {
      const ref = action.secret_ref === null ? "" : `${sanitise(action.secret_ref)}: `;
      return `      ${palette.muted(padCell("secret", 12))}  ${ref}${word}`;
    }),
  ];
}

/** A saved plan for people: its actions by scope, and last the closing line. No line break at the end. */
export function renderPlanDocument(
  plan: PlanDocument,
  options: { readonly palette: Palette },
): string {
  const { palette } = options;
  const lines: string[] = [];
  let scope: string | undefined;
  for (const action of plan.actions) {
    if (action.scope !== scope) {
      if (scope !== undefined) lines.push("");
      lines.push(palette.scope(sanitise(action.scope)));
      scope = action.scope;
    }
    lines.push(...actionLines(action, palette));
  }
  if (lines.length > 0) lines.push("");
  return [...lines, renderClosingLine(plan.summary, palette)].join("\n");
}
