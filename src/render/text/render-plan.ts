import { countNoun } from "../../documents/format.ts";
import { planNotes } from "../../documents/messages/action-messages.ts";
import { describeRotation } from "../../documents/messages/secret-messages.ts";
import type { PlanContentOptions } from "../../documents/plan-document.ts";
import type { EntryView, FieldView } from "../../documents/views/document-view.ts";
import { actionEntry } from "../../documents/views/entry-view.ts";
import {
  freshPlan,
  planSections,
  type ShownPlan,
  savedPlan,
} from "../../documents/views/plan-view.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Plan } from "../../model/plan.ts";
import {
  type PlanDocument,
  type PlanSummary,
  type RotationDocument,
  reviewCodes,
} from "../../model/plan-document.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { clampWidth, displayWidth, padCell, type Row, textRow, wrapProse } from "./layout.ts";
import type { Palette, Style, TextOptions } from "./palette.ts";
import { diagnosticOf, renderDiagnostics } from "./render-diagnostics.ts";
import { type EntryLook, listRow, renderEntries, type TextSettings } from "./render-entries.ts";

/** A plan that was just made. See {@link renderPlanDocument}. */
export function renderPlan(
  plan: Plan,
  options: TextOptions & Pick<Partial<PlanContentOptions>, "offline" | "origin">,
): string {
  return render(freshPlan(plan, { ...options, apiUrl: options.apiUrl ?? "" }), options);
}

/**
 * A plan for people: what a reviewer must not miss, actions by scope, the unmanaged hooks that stay,
 * rotations, warnings, errors, and last the closing line with the counts. No line break at the end.
 */
export function renderPlanDocument(plan: PlanDocument, options: TextOptions): string {
  return render(savedPlan(plan), options);
}

function render(plan: ShownPlan, { palette, width }: TextOptions): string {
  const settings = { palette, width: clampWidth(width) };
  const all = plan.diagnostics.map(diagnosticOf);
  const review = all.filter(({ code }) => reviewCodes.has(code));
  const rest = all.filter(({ code }) => !reviewCodes.has(code));
  const of = (severity: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] =>
    diagnostics.filter((diagnostic) => diagnostic.severity === severity);
  const tell = (diagnostics: readonly Diagnostic[]): string =>
    renderDiagnostics(diagnostics, { palette, width });
  return [
    review.length === 0 ? "" : palette.strong("── Review first"),
    tell([...of("error", review), ...of("warning", review)]),
    ...renderActions(plan, settings),
    renderUnmanaged(plan, palette),
    plan.rotations.flatMap((rotation) => renderRotation(rotation, plan, settings)).join("\n"),
    tell(of("warning", rest)),
    tell(of("error", rest)),
    renderNotes(plan, settings),
    renderClosingLine(plan.summary, palette),
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** Actions in the order of the plan; of one that was compared, what the change does apart from the rest. */
function renderActions(plan: ShownPlan, settings: TextSettings): readonly string[] {
  const { palette } = settings;
  const entries = plan.actions.map(actionEntry);
  const look = planLook(entries, palette);
  if (!plan.isCompared) return renderEntries(entries, look, settings);
  return planSections.flatMap(({ origin, name }) => {
    const part = entries.filter((entry) => (entry.origin ?? "change") === origin);
    if (part.length === 0 && origin === "drift") return [];
    const count = part.length === 0 ? "nothing to do" : countNoun(part.length, "action");
    return [palette.strong(`── ${name}: ${count}`), ...renderEntries(part, look, settings)];
  });
}

/** What a plan made offline calls a selector, as which no repository can be called. */
const selector = /^[^/]+\/.*[^\w.-]/;

function planLook(entries: readonly EntryView[], palette: Palette): EntryLook {
  const verbOf = ({ verb, blocked }: EntryView): string => (blocked === null ? verb : "blocked");
  const verbWidth = Math.max(0, ...new Set(entries.map((entry) => verbOf(entry).length)));
  return {
    heading: (scope) =>
      palette.scope(sanitize(scope)) +
      (selector.test(scope) ? palette.muted("  every repository that it selects") : ""),
    lead: (entry) => {
      const lead = palette[entry.tone](`${entry.sign} ${padCell(verbOf(entry), verbWidth)}`);
      return `  ${lead}  `;
    },
    leadWidth: verbWidth + 6,
    note: ({ verb, note, blocked }) =>
      [...(blocked === null ? [] : [verb]), ...(verb === "delete" ? [note] : [])].join(", "),
    rows: (field, entry) => planRows(field, entry, palette),
  };
}

/** Events as added and removed, everything else as before → after. */
function planRows(view: FieldView, { verb, isWhole }: EntryView, palette: Palette): readonly Row[] {
  const { field } = view;
  if (view.kind === "words")
    return [textRow(field, sanitize(view.text), view.tone && palette[view.tone])];
  const { removed, added } = view;
  if (isWhole) {
    // What else a hook has that goes is in the document.
    const isTold = verb === "create" || field === "events" || field === "active";
    return isTold ? [listRow(field, [...removed, ...added])] : [];
  }
  const signed = (sign: string, items: readonly string[], style: Style) =>
    items.map((item) => ({ text: `${sign} ${sanitize(item)}`, style }));
  if (field === "events") {
    const cells = [...signed("+", added, palette.create), ...signed("-", removed, palette.remove)];
    return [{ label: field, cells, gap: "  " }];
  }
  const [before = "", after = ""] = [removed, added].map((items) => items.map(sanitize).join(", "));
  return [{ label: field, cells: [{ text: before }, { text: `→ ${after}` }], gap: " " }];
}

/** Hooks that nothing happens to, in a voice lower than that of actions. */
function renderUnmanaged({ unmanaged }: ShownPlan, palette: Palette): string {
  if (unmanaged.length === 0) return "";
  const scopes = [...groupBy(unmanaged, ({ scope }) => scope.toLowerCase()).values()];
  const lines = scopes.flatMap((hooks) => [
    `  ${sanitize(hooks[0]?.scope ?? "")}`,
    ...hooks.map(({ url, hook_id: id, isKept }) => {
      const kept = isKept === true ? "  (unmanaged: keep)" : "";
      return `    ${sanitize(url)}${id > 0 ? `  #${id}` : ""}${kept}`;
    }),
  ]);
  return ["Unmanaged: on GitHub, not in the file. They stay.", ...lines]
    .map(palette.muted)
    .join("\n");
}

/** Enough to see that a run goes on where the last one stopped; the document has them all. */
const fewest = 5;

/** How far a rotation is; of one that is under way, the hooks that will not be touched again. */
function renderRotation(
  rotation: RotationDocument,
  { actions }: ShownPlan,
  { palette, width }: TextSettings,
): readonly string[] {
  const isOver = rotation.due === 0 && rotation.blocked === 0;
  const since = actions
    .filter(({ secret_ref: ref, blocked }) => ref === rotation.secret_ref && blocked === null)
    .flatMap(({ updated_at: time }) => time ?? []);
  const lines = wrapProse(describeRotation(rotation, since), { first: "", rest: "  ", width });
  return isOver
    ? lines.map(palette.muted)
    : [...lines.map(palette.strong), ...listDone(rotation).map(palette.muted)];
}

function listDone({ done }: RotationDocument): readonly string[] {
  const rows = done.slice(0, fewest).map(({ scope, url, hook_id: id, updated_at: time }) => ({
    scope: sanitize(scope),
    url: sanitize(url),
    rest: `#${id}  updated ${sanitize(time)}`,
  }));
  const widest = (of: "scope" | "url"): number =>
    rows.reduce((most, row) => Math.max(most, displayWidth(row[of])), 0);
  const [scope, url] = [widest("scope"), widest("url")];
  return [
    ...rows.map(
      (row) => `  done  ${padCell(row.scope, scope)}  ${padCell(row.url, url)}  ${row.rest}`,
    ),
    ...(done.length > fewest ? [`  done  and ${done.length - fewest} more`] : []),
  ];
}

/** What is true of the whole plan, between its warnings and its closing line. */
function renderNotes(plan: ShownPlan, { palette, width }: TextSettings): string {
  const { offline, incomplete, assumed, nothingToDo } = planNotes(plan, plan.summary.assumed);
  const wrap = (sentence: string | undefined): readonly string[] =>
    sentence === undefined ? [] : wrapProse(sentence, { first: "", rest: "", width });
  return [
    ...wrap(offline).map(palette.muted),
    ...wrap(incomplete).map(palette.warning),
    ...wrap(assumed).map(palette.muted),
    ...wrap(nothingToDo).map(palette.strong),
  ].join("\n");
}

/**
 * The last line of a text plan. Its first sentence always has the same four counts, for scripts that
 * look for it; what else there is follows where it is not zero.
 */
function renderClosingLine(summary: PlanSummary, palette: Palette): string {
  const kinds = [
    ["create", "to create", palette.create],
    ["update", "to update", palette.update],
    ["config_patch", "to config-patch", palette.patch],
    ["delete", "to delete", palette.remove],
  ] as const;
  const counts = kinds.map(([kind, words, style]) => {
    const text = `${summary[kind]} ${words}`;
    return summary[kind] === 0 ? text : style(text);
  });
  const others = (["blocked", "unchanged", "unmanaged", "ignored", "assumed"] as const)
    .filter((name) => summary[name] > 0)
    .map((name) => {
      const text = `${summary[name]} ${name}`;
      return name === "blocked" ? palette.blocked(text) : text;
    });
  const sentence = `${palette.strong("Plan:")} ${counts.join(", ")}.`;
  return others.length === 0 ? sentence : `${sentence} ${others.join(", ")}.`;
}
