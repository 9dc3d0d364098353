import type { Metric } from "../documents/metrics.ts";
import { sanitize } from "../redact/sanitize.ts";

/**
 * Metrics in Prometheus' text format, as a textfile collector or a push gateway takes it. Every number
 * is that of one run and may fall, so that all are gauges. Ends with a line break.
 * https://prometheus.io/docs/instrumenting/exposition_formats/
 */
export function renderPrometheus(metrics: readonly Metric[]): string {
  return metrics
    .flatMap(({ name, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} gauge`,
      ...samples.map(({ labels, value }) => {
        const pairs = Object.entries(labels).map(([label, text]) => `${label}="${escaped(text)}"`);
        return `${name}{${pairs.join(",")}} ${value}`;
      }),
    ])
    .map((line) => `${line}\n`)
    .join("");
}

function escaped(text: string): string {
  return sanitize(text).replaceAll("\\", "\\\\").replaceAll('"', '\\"');
}
