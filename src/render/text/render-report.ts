import type { PlanContentOptions } from "../../documents/plan-document.ts";
import type {
  AlertView,
  DocumentView,
  EntryView,
  GroupView,
  NoteView,
  Tone,
} from "../../documents/views/document-view.ts";
import { driftView } from "../../documents/views/drift-view.ts";
import {
  closingCounts,
  countByReceiver,
  countHooks,
  describePlaces,
  hookAsides,
} from "../../documents/views/fold.ts";
import { freshPlan, planView, savedPlan } from "../../documents/views/plan-view.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import type { Plan } from "../../model/plan.ts";
import { type PlanDocument, reviewCodes } from "../../model/plan-document.ts";
import { sanitize } from "../../redact/sanitize.ts";
import {
  type Cell,
  clampWidth,
  displayWidth,
  lineWidth,
  padCell,
  wordCells,
  wrapCells,
  wrapProse,
} from "./layout.ts";
import { type TextOptions, unstyled } from "./palette.ts";
import { renderDiagnostics } from "./render-diagnostics.ts";
import { hookCell, renderEntries } from "./render-entries.ts";
import { renderTable } from "./render-table.ts";

/**
 * A plan that was just made, for people: every change by scope, what needs a review, the diagnostics
 * and the counts. No line break at the end. Never throws.
 *
 * @param plan from `planFrom`, or the one that `checkPlan` gives
 * @param options how it is shown, and what it was compared with
 */
export function renderPlan(
  plan: Plan,
  options: TextOptions & Pick<Partial<PlanContentOptions>, "offline" | "origin">,
): string {
  return renderReport(
    planView(freshPlan(plan, { ...options, apiUrl: options.apiUrl ?? "" })),
    options,
  );
}

/** A plan that was read from its file. Shown like one that was just made. */
export function renderPlanDocument(plan: PlanDocument, options: TextOptions): string {
  return renderReport(planView(savedPlan(plan)), options);
}

/** What changed, for people. See {@link renderReport}. */
export function renderDrift(drift: DriftDocument, options: TextOptions): string {
  return renderReport(driftView(drift), options);
}

/**
 * A plan or drift for people: what must be read first, what is blocked, what goes, what changes, the
 * unmanaged hooks that stay, notes, and last the closing line with the counts. What is alike stands
 * there once, with `verbose` every place of it. No line break at the end.
 */
function renderReport(view: DocumentView, options: TextOptions): string {
  const { palette } = options;
  const paint = (text: string, tone: Tone): string =>
    tone === "muted" ? text : palette[tone](text);
  const isReview = ({ code }: AlertView): boolean => reviewCodes.has(code);
  const hasReview = view.alerts.some(isReview);
  const alerts = view.alerts.toSorted(
    (left, right) => Number(isReview(right)) - Number(isReview(left)),
  );
  return [
    hasReview ? palette.strong("── Review first") : "",
    renderDiagnostics(
      alerts.flatMap(({ diagnostics }) => diagnostics),
      options,
    ),
    ...(options.summary === true
      ? [renderCounts(view, options)]
      : view.sections.flatMap(({ heading, groups }) => [
          heading === "" ? "" : palette.strong(`── ${heading}`),
          ...groups.flatMap((group) => renderGroup(group, options)),
        ])),
    ...[true, false].map((isDetailed) =>
      view.notes
        .filter(({ lines }) => (lines !== undefined) === isDetailed)
        .flatMap((note) => renderNote(note, options))
        .join("\n"),
    ),
    `${palette.strong(view.closing.title)} ${closingCounts(view, paint)}`,
  ]
    .filter((block) => block !== "")
    .join("\n\n");
}

/** The hooks of each kind by receiver, for `--summary`. */
function renderCounts(view: DocumentView, options: TextOptions): string {
  const { kinds, rows } = countByReceiver(view);
  if (rows.length === 0) return "";
  const columns = [
    { title: "Receiver", shrinks: 30, clip: "middle" as const },
    ...kinds.map((title) => ({ title, align: "right" as const })),
  ];
  const shown = rows.map(([receiver, ...counts]) => ({
    cells: [sanitize(receiver), ...counts].map((text) => ({ text })),
  }));
  return renderTable(columns, shown, options).join("\n");
}

function renderGroup(group: GroupView, options: TextOptions): readonly string[] {
  const { palette } = options;
  const { heading, lede, tone, entries, weight } = group;
  const [first = "", ...rest] = wrapProse(`${heading}${lede === "" ? "" : `. ${lede}`}`, {
    first: "",
    rest: "  ",
    width: clampWidth(options.width),
  });
  const name = palette.strong(palette[tone](heading.slice(0, first.length)));
  const top = [`${name}${first.slice(heading.length)}`, ...rest];
  if (weight === "quiet")
    return [[...top, ...entries.flatMap((entry) => quietLines(entry, options))].join("\n")];
  const [block = "", ...blocks] = renderEntries(group, options);
  return [[...top, block].join("\n"), ...blocks];
}

/** Hooks that nothing happens to, less prominent than actions. */
function quietLines(entry: EntryView, { palette, width, verbose = false }: TextOptions) {
  const { url, hooks, note } = entry;
  const isAlone = hooks.length === 1;
  const words = (text: string): readonly Cell[] => (text === "" ? [] : wordCells(sanitize(text)));
  const named = hooks.map((hook) => hookCell(hook, palette));
  const cells = [
    { text: `${sanitize(url)} ` },
    ...(isAlone ? named : words(verbose ? countHooks(entry) : describePlaces(entry))),
    ...words(note === "" ? "" : ` (${note})`),
    ...(isAlone && verbose ? words(` ${hooks[0]?.note ?? ""}`) : []),
  ];
  const room = Math.max(20, lineWidth(width) - 4);
  const [first = "", ...rest] = wrapCells(cells, { gap: " ", width: room });
  const asideOf = hookAsides(entry);
  const each = hooks.map((hook) => {
    const { text, style = unstyled } = hookCell(hook, palette);
    return `${style(text)}  ${sanitize(asideOf(hook))}`;
  });
  const below = [...rest, ...(verbose && !isAlone ? each : [])];
  return [`  ${first}`, ...below.map((line) => `    ${line}`)].map((line) =>
    palette.muted(line.trimEnd()),
  );
}

/** A sentence, and below it lines in columns. */
function renderNote({ text, tone, lines }: NoteView, options: TextOptions): readonly string[] {
  const { palette } = options;
  const shown = (lines ?? []).map((cells) => cells.map(sanitize));
  // What ends its line widens no column.
  const widest = (index: number): number =>
    shown.reduce((most, cells) => {
      const cell = index + 1 < cells.length ? (cells[index] ?? "") : "";
      return Math.max(most, displayWidth(cell));
    }, 0);
  const width = clampWidth(options.width);
  const rest = lines === undefined ? "" : "  ";
  return [
    ...wrapProse(sanitize(text), { first: "", rest, width }).map(palette[tone]),
    ...shown.map((cells) => {
      const padded = cells.map((cell, index) => padCell(cell, widest(index)));
      return palette.muted(`  ${padded.join("  ").trimEnd()}`);
    }),
  ];
}
