import { countNoun, showResponseTime, showTime } from "../../documents/format.ts";
import { healthTotals } from "../../documents/health-document.ts";
import {
  complaintWords,
  countDeliveries,
  lastWords,
  percent,
  proofWords,
  receiverNotes,
  shownHooks,
  throttledWords,
} from "../../documents/words/health-words.ts";
import type { FleetHealth, HookHealth, ReceiverHealth } from "../../model/fleet-health.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitize } from "../../redact/sanitize.ts";
import type { Cell } from "./layout.ts";
import type { Palette, Style } from "./palette.ts";
import { renderTable, type TableColumn } from "./render-table.ts";

export interface RenderHealthOptions {
  readonly palette: Palette;
  readonly width?: number | undefined;
  /** Every hook, also where the line of its receiver says it all. */
  readonly all?: boolean;
}

const columns: readonly TableColumn[] = [
  { title: "" },
  { title: "Receiver, hook", shrinks: 36, clip: "middle" },
  { title: "Sent", align: "right" },
  { title: "Failed", align: "right" },
  { title: "Success", align: "right" },
  { title: "Median", align: "right" },
  { title: "Last (UTC)", shrinks: 18 },
  { title: "Secret", shrinks: 8 },
];

interface Line {
  readonly cells: readonly Cell[];
  /** Below the row. */
  readonly notes: readonly Cell[];
}

function mark(
  { complaints, statistics }: HookHealth | ReceiverHealth,
  palette: Palette,
): { readonly text: string; readonly style: Style } {
  if (complaints.length > 0) return { text: "✗", style: palette.error };
  if (statistics.last === undefined) return { text: "·", style: palette.muted };
  if (statistics.last.failed) return { text: "✗", style: palette.error };
  return statistics.failures > 0
    ? { text: "!", style: palette.warning }
    : { text: "✓", style: palette.success };
}

function row(
  health: HookHealth | ReceiverHealth,
  name: Cell,
  hooks: readonly HookHealth[] | undefined,
  palette: Palette,
): readonly Cell[] {
  const { statistics } = health;
  const { deliveries, failures, successShare, medianMs, last } = statistics;
  const proofs = hooks ?? ("proof" in health ? [health] : []);
  const isOdd = proofs.some(({ proof }) => proof === "mismatch" || proof === "unsigned");
  return [
    mark(health, palette),
    name,
    { text: String(deliveries) },
    { text: String(failures), ...(failures > 0 ? { style: palette.error } : {}) },
    { text: percent(successShare) },
    { text: showResponseTime(medianMs) },
    { text: lastWords(statistics), ...(last?.failed === true ? { style: palette.error } : {}) },
    { text: proofWords(proofs), style: isOdd ? palette.error : palette.muted },
  ];
}

function notes(receiver: ReceiverHealth, health: FleetHealth, palette: Palette): readonly Cell[] {
  const { statistics, complaints } = receiver;
  const said = receiverNotes(statistics);
  const unhealthy = complaintWords(complaints, health.thresholds);
  const throttled = throttledWords(statistics);
  return [
    ...(throttled === undefined ? [] : [{ text: throttled, style: palette.muted }]),
    ...(said.length === 0 ? [] : [{ text: said.join("; "), style: palette.error }]),
    ...(unhealthy === "" ? [] : [{ text: `unhealthy: ${unhealthy}`, style: palette.error }]),
  ];
}

function receiverLines(
  receiver: ReceiverHealth,
  health: FleetHealth,
  { palette, all }: RenderHealthOptions,
): readonly Line[] {
  const shown = all === true ? receiver.hooks : shownHooks(receiver);
  const count = countNoun(receiver.hooks.length, "hook");
  const name = { text: `${sanitize(receiver.receiver)}, ${count}`, style: palette.strong };
  const own = row(receiver, name, receiver.hooks, palette);
  return [
    { cells: own, notes: notes(receiver, health, palette) },
    ...shown.map((hook) => {
      const { scope, hookId, active } = hook.hook;
      const text = `  ${sanitize(scopeName(scope))} #${hookId}${active ? "" : " (inactive)"}`;
      return { cells: row(hook, { text }, undefined, palette), notes: [] };
    }),
  ];
}

/** The health of the fleet for people, worst first. No line break at the end. */
export function renderHealth(health: FleetHealth, options: RenderHealthOptions): string {
  const { palette, width } = options;
  const totals = healthTotals(health);
  const lines = health.receivers.flatMap((receiver) => receiverLines(receiver, health, options));
  const [titles = "", ...table] = renderTable(
    columns,
    lines.map(({ cells }) => cells),
    { palette, width },
  );
  const body = lines.flatMap(({ notes: below }, index) => [
    table[index] ?? "",
    ...below.map(({ text, style = (plain: string) => plain }) => `     ${style(text)}`),
  ]);
  const counts = `${palette.strong(countNoun(totals.hooks, "hook"))} at ${countNoun(totals.receivers, "receiver")}: ${countDeliveries(totals.deliveries)}, ${totals.failures} failed.`;
  const verdict =
    totals.unhealthyHooks === 0
      ? []
      : [
          palette.error(
            `Unhealthy: ${countNoun(totals.unhealthyHooks, "hook")} at ${countNoun(totals.unhealthyReceivers, "receiver")}.`,
          ),
        ];
  return [
    palette.muted(`Deliveries from ${showTime(health.since)} to ${showTime(health.until)}`),
    ...(lines.length === 0 ? [] : ["", titles, ...body]),
    "",
    [counts, ...verdict].join(" "),
  ].join("\n");
}
