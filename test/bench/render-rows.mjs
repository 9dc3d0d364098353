import { renderMarkdown } from "./render-markdown.mjs";
import { renderTable } from "./render-table.mjs";

export function seconds(ms) {
  return `${(ms / 1_000).toFixed(2)} s`;
}

function megabytes(mb) {
  return `${Math.round(mb)} MB`;
}

const shown = {
  wallMs: ({ atMost }) => `≤ ${seconds(atMost)}`,
  cpuMs: ({ atMost }) => `≤ ${seconds(atMost)} CPU`,
  memoryMb: ({ atMost }) => `≤ ${megabytes(atMost)}`,
  cpuRatio: ({ atMost }) => `≤ ${atMost} ×`,
  ratio: ({ atMost }) => `≤ ${atMost} ×`,
  askingRatio: ({ atMost }) => `asking ≤ ${atMost} ×`,
};

/** Bounds, and whether they are met. */
function targetCell(row) {
  return row.targets
    .map((target) => `${shown[target.measure](target)} ${target.isMet ? "✓" : "✗"}`)
    .join(", ");
}

const columns = {
  "": ({ name }) => name,
  latency: ({ latency }) => (latency === undefined ? "" : `${latency} ms`),
  requests: ({ reads, writes, unmodified }) =>
    reads === undefined
      ? ""
      : `${reads}${unmodified > 0 ? ` (${unmodified} × 304)` : ""}${writes > 0 ? ` + ${writes} w` : ""}`,
  // Without latency every answer is there before the next request arrives.
  "in flight": ({ latency, readsInFlight, writesInFlight }) =>
    readsInFlight === undefined || latency === 0
      ? ""
      : writesInFlight > 0
        ? `${readsInFlight} + ${writesInFlight} w`
        : String(readsInFlight),
  limit: ({ limitMs }) => (limitMs === undefined ? "" : seconds(limitMs)),
  wall: ({ wallMs }) => seconds(wallMs),
  best: ({ bestMs, runs }) => (runs === 1 ? "" : seconds(bestMs)),
  ratio: ({ ratio }) => (ratio === undefined ? "" : `${ratio.toFixed(2)} ×`),
  asking: ({ spanMs }) => (spanMs === undefined ? "" : seconds(spanMs)),
  "by the loop": ({ loopSpanMs }) => (loopSpanMs === undefined ? "" : seconds(loopSpanMs)),
  "asking ratio": ({ askingRatio }) =>
    askingRatio === undefined ? "" : `${askingRatio.toFixed(2)} ×`,
  "CPU a request": ({ requestMs }) => (requestMs === undefined ? "" : `${requestMs.toFixed(2)} ms`),
  "CPU ratio": ({ cpuRatio }) => (cpuRatio === undefined ? "" : `${cpuRatio.toFixed(2)} ×`),
  CPU: ({ cpuMs }) => seconds(cpuMs),
  memory: ({ memoryMb }) => megabytes(memoryMb),
  target: targetCell,
};

function hasContent(column, rows) {
  return rows.some((row) => columns[column](row) !== "");
}

/** One part's rows as a table with the columns that say something, and what was left out below. */
export function renderRows(rows, { markdown }) {
  const measured = rows.filter(({ skipped }) => skipped === undefined);
  const notes = rows
    .filter(({ skipped }) => skipped !== undefined)
    .map(({ name, latency, skipped }) =>
      latency === undefined ? `${name}: ${skipped}` : `${name}, ${latency} ms: ${skipped}`,
    );
  if (measured.length === 0) return notes.join("\n");
  const kept = Object.keys(columns).filter(
    (column) => column === "" || hasContent(column, measured),
  );
  const cells = measured.map((row) => kept.map((column) => columns[column](row)));
  const table = markdown ? renderMarkdown(kept, cells) : renderTable(kept, cells);
  return [table, ...notes].join("\n\n");
}
