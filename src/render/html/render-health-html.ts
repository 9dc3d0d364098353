import { countNoun, showResponseTime, showShortTime, showTime } from "../../documents/format.ts";
import { healthTotals } from "../../documents/health-document.ts";
import {
  complaintWords,
  countDeliveries,
  lastWords,
  percent,
  proofWords,
  receiverNotes,
  throttledWords,
} from "../../documents/words/health-words.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type {
  DeliveryBucket,
  FleetHealth,
  HookHealth,
  ReceiverHealth,
} from "../../model/fleet-health.ts";
import { scopeName } from "../../model/scope.ts";
import { sanitizeProse } from "../../redact/sanitize.ts";
import { escapeHtml, renderPage } from "./page.ts";

/** Over those that all pages share. */
export const healthStyles = `
.receiver { margin: 1rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-left: .35rem solid var(--create); border-radius: .5rem; background: var(--raised); }
.receiver.down { border-left-color: var(--remove); }
.receiver.shaky { border-left-color: var(--warning); }
.receiver.silent { border-left-color: var(--line); }
.receiver h2 { margin: 0; font-size: 1.05rem; overflow-wrap: anywhere; }
.top { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; justify-content: space-between; }
.top > div { flex: 1 1 20rem; min-width: 0; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .4rem 0 0; }
.facts div { min-width: 4.5rem; }
.facts dt { color: var(--muted); font-size: .8rem; }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; }
.said { margin: .5rem 0 0; color: var(--remove); font-weight: 600; }
.chart { display: block; max-width: 100%; height: auto; }
.chart line { stroke: var(--muted); stroke-width: 1; }
.chart .good { fill: var(--create); } .chart .bad { fill: var(--remove); }
.receiver details { margin-top: .6rem; }
.receiver summary { cursor: pointer; color: var(--muted); }
.receiver td:nth-child(2) { width: 40%; }
.legend { margin-top: .25rem; }
`;

const barWidth = 8;
const gap = 2;
/** Of each half: what succeeded stands above the line, what failed hangs below it. */
const half = 22;

function bar({ start, deliveries, failures }: DeliveryBucket, x: number, most: number): string {
  if (deliveries === 0) return "";
  const successes = deliveries - failures;
  // However few they are beside the others, they can be seen.
  const height = (count: number): number =>
    count === 0 ? 0 : Math.max(2, Math.round((count / most) * (half - 2)));
  const rectangle = (name: string, y: number, tall: number): string =>
    tall === 0
      ? ""
      : `<rect class="${name}" x="${x}" y="${y}" width="${barWidth}" height="${tall}" rx="1"/>`;
  const [up, down] = [height(successes), height(failures)];
  const words = `from ${showShortTime(start)}: ${successes} succeeded, ${failures} failed`;
  return `<g><title>${escapeHtml(words)}</title>${rectangle("good", half - up - 1, up)}${rectangle("bad", half + 1, down)}</g>`;
}

/**
 * Success over time as inline SVG. Direction tells success from failure as well as colour does, and
 * each bar has its numbers as a title.
 */
export function deliveryChart(buckets: readonly DeliveryBucket[]): string {
  const total = buckets.reduce((sum, { deliveries }) => sum + deliveries, 0);
  const failures = buckets.reduce((sum, bucket) => sum + bucket.failures, 0);
  const most = buckets.reduce(
    (highest, bucket) => Math.max(highest, bucket.failures, bucket.deliveries - bucket.failures),
    1,
  );
  const width = buckets.length * (barWidth + gap) - gap;
  const label = `${countDeliveries(total)} over time, ${failures} failed`;
  return [
    `<svg class="chart" role="img" aria-label="${escapeHtml(label)}" viewBox="0 0 ${width} ${half * 2}" width="${width}" height="${half * 2}">`,
    `<line x1="0" y1="${half}" x2="${width}" y2="${half}"/>`,
    ...buckets.map((bucket, index) => bar(bucket, index * (barWidth + gap), most)),
    "</svg>",
  ].join("");
}

export interface RenderHealthHtmlOptions {
  readonly problems: readonly Diagnostic[];
  readonly showUrls: boolean;
}

/** The state as a word, for those who do not see the colour. */
function stateOf({ complaints, statistics }: HookHealth | ReceiverHealth): {
  readonly name: string;
  readonly word: string;
  readonly badge: string;
} {
  if (complaints.length > 0) return { name: "down", word: "unhealthy", badge: "remove" };
  if (statistics.last === undefined) return { name: "silent", word: "silent", badge: "muted" };
  if (statistics.last.failed) return { name: "down", word: "failing", badge: "remove" };
  return statistics.failures > 0
    ? { name: "shaky", word: "recovered", badge: "warning" }
    : { name: "fine", word: "fine", badge: "create" };
}

function badge(health: HookHealth | ReceiverHealth): string {
  const { word, badge: style } = stateOf(health);
  return `<span class="badge ${style}">${word}</span>`;
}

function hookRow(hook: HookHealth, showUrls: boolean): string {
  const { statistics, proof } = hook;
  const { scope, hookId, url, active } = hook.hook;
  const number = (text: string): string => `<td class="number">${escapeHtml(text)}</td>`;
  const name = escapeHtml(`${scopeName(scope)} #${hookId}${active ? "" : " (inactive)"}`);
  return [
    `<tr><td>${badge(hook)}</td>`,
    `<td class="code">${name}<br><span class="muted">${escapeHtml(url.show(showUrls))}</span></td>`,
    number(String(statistics.deliveries)),
    number(String(statistics.failures)),
    number(percent(statistics.successShare)),
    number(showResponseTime(statistics.medianMs)),
    `<td>${escapeHtml(lastWords(statistics))}</td>`,
    `<td>${escapeHtml(proof)}</td></tr>`,
  ].join("");
}

const hookTitles = `<tr><th><span class="hidden-text">State</span></th><th>Hook</th><th class="number">Deliveries</th><th class="number">Failed</th><th class="number">Success</th><th class="number">Median</th><th>Last (UTC)</th><th>Secret</th></tr>`;

function receiverHtml(
  receiver: ReceiverHealth,
  health: FleetHealth,
  { showUrls }: RenderHealthHtmlOptions,
): string {
  const { statistics, hooks, buckets, complaints } = receiver;
  const unhealthy = complaintWords(complaints, health.thresholds);
  const said = [
    ...receiverNotes(statistics),
    ...(unhealthy === "" ? [] : [unhealthy]),
    throttledWords(statistics) ?? [],
  ].flat();
  const fact = (name: string, text: string): string =>
    `<div><dt>${name}</dt><dd>${escapeHtml(text)}</dd></div>`;
  return [
    `<section class="receiver entry ${stateOf(receiver).name}">`,
    `<div class="top"><div><h2><span class="code">${escapeHtml(receiver.receiver)}</span> ${badge(receiver)}</h2>`,
    ...(said.length === 0 ? [] : [`<p class="said">${escapeHtml(said.join("; "))}</p>`]),
    "</div>",
    deliveryChart(buckets),
    "</div>",
    '<dl class="facts">',
    fact("Hooks", String(hooks.length)),
    fact("Deliveries", String(statistics.deliveries)),
    fact("Failed", String(statistics.failures)),
    fact("Success", percent(statistics.successShare)),
    fact("Median", showResponseTime(statistics.medianMs)),
    fact("Last delivery (UTC)", lastWords(statistics)),
    fact("Secret", proofWords(hooks)),
    "</dl>",
    `<details><summary>${countNoun(hooks.length, "hook")}</summary><div class="scroll"><table>`,
    `<thead>${hookTitles}</thead><tbody>`,
    ...hooks.map((hook) => hookRow(hook, showUrls)),
    "</tbody></table></div></details>",
    "</section>",
  ].join("\n");
}

function problemHtml({ severity, code, message, help }: Diagnostic): string {
  const style = severity === "error" ? "remove" : "warning";
  const way = help === undefined ? "" : `<p class="muted">${escapeHtml(sanitizeProse(help))}</p>`;
  return `<div class="note ${style}"><p><span class="label">${escapeHtml(code)}</span> ${escapeHtml(sanitizeProse(message))}</p>${way}</div>`;
}

/** The health of the fleet as a page that needs nothing but itself. */
export function renderHealthHtml(health: FleetHealth, options: RenderHealthHtmlOptions): string {
  const totals = healthTotals(health);
  const count = (number: number, one: string, words: string, style = ""): string =>
    `<li${number > 0 && style !== "" ? ` class="${style}"` : ""}><b>${number}</b> ${number === 1 ? one : words}</li>`;
  const title = "Webhook health";
  const body = [
    `<h1>${title}</h1>`,
    `<p class="muted">Deliveries from ${showTime(health.since)} to ${showTime(health.until)}</p>`,
    '<ul class="counts">',
    count(totals.receivers, "receiver", "receivers"),
    count(totals.hooks, "hook", "hooks"),
    count(totals.deliveries, "delivery", "deliveries"),
    count(totals.failures, "failed", "failed", "remove"),
    count(totals.missed, "event missed", "events missed", "remove"),
    count(totals.unhealthyHooks, "hook unhealthy", "hooks unhealthy", "remove"),
    "</ul>",
    ...options.problems.map(problemHtml),
    '<p class="muted legend">In the charts, time runs to the right; what succeeded stands above the line, what failed hangs below it.</p>',
    ...health.receivers.map((receiver) => receiverHtml(receiver, health, options)),
  ];
  return renderPage({ title, styles: healthStyles, body: body.join("\n") });
}
