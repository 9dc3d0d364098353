import { countDeliveries, countNoun } from "../../documents/format.ts";
import {
  type HealthState,
  type HookLine,
  healthView,
  type ReceiverView,
} from "../../documents/views/health-view.ts";
import type { FleetHealth } from "../../model/fleet-health.ts";
import { sanitize } from "../../redact/sanitize.ts";
import type { Cell } from "./layout.ts";
import type { Palette, Styles, TextOptions } from "./palette.ts";
import { renderTable, type TableColumn } from "./render-table.ts";

export interface RenderHealthOptions extends TextOptions {
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

const marks: Readonly<Record<HealthState, readonly [mark: string, style: keyof Styles]>> = {
  unhealthy: ["✗", "error"],
  failing: ["✗", "error"],
  recovered: ["!", "warning"],
  fine: ["✓", "success"],
  silent: ["·", "muted"],
};

function row(health: HookLine | ReceiverView, name: Cell, palette: Palette): readonly Cell[] {
  const { state, deliveries, failures, success, median, last, proof } = health;
  const [mark, style] = marks[state];
  const error = { style: palette.error };
  return [
    { text: mark, style: palette[style] },
    name,
    { text: String(deliveries) },
    { text: String(failures), ...(failures > 0 ? error : {}) },
    { text: success },
    { text: median },
    { text: last, ...(health.hasLastFailed ? error : {}) },
    { text: proof, style: health.isUnproved ? palette.error : palette.muted },
  ];
}

function hookCell({ name, link }: HookLine, palette: Palette): Cell {
  return {
    text: `  ${sanitize(name)}`,
    style: (text) => `  ${palette.link(text.trimStart(), link)}`,
  };
}

/** Below the row of a receiver. */
function notes(receiver: ReceiverView, palette: Palette): readonly string[] {
  const { throttled, troubles, complaints } = receiver;
  return [
    ...(throttled === "" ? [] : [palette.muted(throttled)]),
    ...(troubles.length === 0 ? [] : [palette.error(troubles.join("; "))]),
    ...(complaints === "" ? [] : [palette.error(`unhealthy: ${complaints}`)]),
  ];
}

/** The health of the fleet for people, worst first. No line break at the end. */
export function renderHealth(health: FleetHealth, options: RenderHealthOptions): string {
  const { palette, width, all = false } = options;
  const { since, until, totals, unhealthy, receivers } = healthView(health, {
    apiUrl: options.apiUrl ?? "",
  });
  const lines = receivers.flatMap((receiver) => {
    const name = `${sanitize(receiver.name)}, ${receiver.hookCount}`;
    const own = row(receiver, { text: name, style: palette.strong }, palette);
    const hooks = receiver.hooks.filter(({ isTelling }) => all || isTelling);
    return [
      { cells: own, notes: notes(receiver, palette) },
      ...hooks.map((hook) => ({
        cells: row(hook, hookCell(hook, palette), palette),
        notes: [],
      })),
    ];
  });
  const [titles = "", ...table] = renderTable(
    columns,
    lines.map(({ cells }) => cells),
    { palette, width },
  );
  const body = lines.flatMap(({ notes: below }, index) => [
    table[index] ?? "",
    ...below.map((note) => `     ${note}`),
  ]);
  const counts = `${palette.strong(countNoun(totals.hooks, "hook"))} at ${countNoun(totals.receivers, "receiver")}: ${countDeliveries(totals.deliveries)}, ${totals.failures} failed.`;
  return [
    palette.muted(`Deliveries from ${since} to ${until}`),
    ...(lines.length === 0 ? [] : ["", titles, ...body]),
    "",
    [counts, ...(unhealthy === "" ? [] : [palette.error(unhealthy)])].join(" "),
  ].join("\n");
}
