import {
  type HealthState,
  type HookLine,
  healthView,
  type ReceiverView,
} from "../../documents/views/health-view.ts";
import type { FleetHealth } from "../../model/fleet-health.ts";
import { countDeliveries, countNoun } from "../../model/format.ts";
import { sanitize } from "../../redact/sanitize.ts";
import type { Cell } from "./layout.ts";
import type { Palette, Style, Styles, TextOptions } from "./palette.ts";
import { renderTable, type TableColumn, type TableRow } from "./render-table.ts";

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

const marks: Readonly<Record<HealthState, readonly [mark: string, style: keyof Styles]>> = {
  unhealthy: ["✗", "error"],
  failing: ["✗", "error"],
  recovered: ["!", "warning"],
  fine: ["✓", "success"],
  silent: ["·", "muted"],
};

function row(health: HookLine | ReceiverView, name: Cell, palette: Palette): readonly Cell[] {
  const [mark, style] = marks[health.state];
  const errorIf = (is: boolean): Style | undefined => (is ? palette.error : undefined);
  return [
    { text: mark, style: palette[style] },
    name,
    { text: String(health.deliveries) },
    { text: String(health.failures), style: errorIf(health.failures > 0) },
    { text: health.success },
    { text: health.median },
    { text: health.last, style: errorIf(health.hasLastFailed) },
    { text: health.proof, style: health.isUnproved ? palette.error : palette.muted },
  ];
}

function receiverRow(receiver: ReceiverView, palette: Palette): TableRow {
  const { throttled, troubles, complaints } = receiver;
  const name = `${sanitize(receiver.name)}, ${receiver.hookCount}`;
  const notes = [
    ...(throttled === "" ? [] : [palette.muted(throttled)]),
    ...(troubles === "" ? [] : [palette.error(troubles)]),
    ...(complaints === "" ? [] : [palette.error(`unhealthy: ${complaints}`)]),
  ];
  return {
    cells: row(receiver, { text: name, style: palette.strong }, palette),
    below: notes.map((note) => `     ${note}`),
  };
}

function hookRow(hook: HookLine, palette: Palette): TableRow {
  const link: Style = (text) => `  ${palette.link(text.trimStart(), hook.link)}`;
  return { cells: row(hook, { text: `  ${sanitize(hook.name)}`, style: link }, palette) };
}

/**
 * The health of the fleet for people, worst first. No line break at the end.
 *
 * @param options `all`: every hook, also where the line of its receiver says it all
 */
export function renderHealth(
  health: FleetHealth,
  options: TextOptions & { readonly all?: boolean },
): string {
  const { palette, all = false, apiUrl = "" } = options;
  const { since, until, totals, unhealthy, receivers, hint } = healthView(health, { apiUrl });
  const rows = receivers.flatMap((receiver) => [
    receiverRow(receiver, palette),
    ...receiver.hooks
      .filter(({ isTelling }) => all || isTelling)
      .map((hook) => hookRow(hook, palette)),
  ]);
  const counts = `${palette.strong(countNoun(totals.hooks, "hook"))} at ${countNoun(totals.receivers, "receiver")}: ${countDeliveries(totals.deliveries)}, ${totals.failures} failed.`;
  return [
    palette.muted(`Deliveries from ${since} to ${until}`),
    ...(rows.length === 0 ? [] : ["", ...renderTable(columns, rows, options)]),
    ...(hint === "" ? [] : ["", `${palette.strong("→")} ${hint}`]),
    "",
    [counts, ...(unhealthy === "" ? [] : [palette.error(unhealthy)])].join(" "),
  ].join("\n");
}
