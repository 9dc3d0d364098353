import type { ShowOptions } from "../../documents/plan-document.ts";
import { alerts } from "../../documents/views/alerts.ts";
import type { AlertView, ChartView } from "../../documents/views/document-view.ts";
import {
  type HealthState,
  type HookLine,
  healthView,
  type ReceiverView,
} from "../../documents/views/health-view.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DeliveryBucket, FleetHealth } from "../../model/fleet-health.ts";
import { countDeliveries, showShortTime } from "../../model/format.ts";
import { chartStyles, chartSvg } from "./chart.ts";
import { escapeHtml, linkHtml, proseHtml, renderPage } from "./page.ts";

/** Over those that all pages share. */
const healthStyles = `
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
${chartStyles}.receiver details { margin-top: .6rem; }
.receiver summary { cursor: pointer; color: var(--muted); }
.receiver td:nth-child(2) { width: 40%; }
.legend { margin-top: .25rem; }
`;

/** The class of a receiver, and the badge that says its state to those who do not see the color. */
const states: Readonly<Record<HealthState, readonly [name: string, badge: string]>> = {
  unhealthy: ["down", "remove"],
  failing: ["down", "remove"],
  recovered: ["shaky", "warning"],
  fine: ["fine", "create"],
  silent: ["silent", "muted"],
};

function badge({ state }: HookLine | ReceiverView): string {
  return `<span class="badge ${states[state][1]}">${state}</span>`;
}

function hookRow(hook: HookLine): string {
  const numbers = [String(hook.deliveries), String(hook.failures), hook.success, hook.median];
  return [
    `<tr><td>${badge(hook)}</td>`,
    `<td class="code">${linkHtml(hook.name, hook.link)}<br><span class="muted">${escapeHtml(hook.url)}</span></td>`,
    ...numbers.map((text) => `<td class="number">${escapeHtml(text)}</td>`),
    `<td>${escapeHtml(hook.last)}</td>`,
    `<td>${escapeHtml(hook.proof)}</td></tr>`,
  ].join("");
}

const hookTitles = `<tr><th><span class="hidden-text">State</span></th><th>Hook</th><th class="number">Deliveries</th><th class="number">Failed</th><th class="number">Success</th><th class="number">Median</th><th>Last (UTC)</th><th>Secret</th></tr>`;

function receiverHtml(receiver: ReceiverView): string {
  const { hooks, remarks } = receiver;
  const facts = [
    ["Hooks", String(hooks.length)],
    ["Deliveries", String(receiver.deliveries)],
    ["Failed", String(receiver.failures)],
    ["Success", receiver.success],
    ["Median", receiver.median],
    ["Last delivery (UTC)", receiver.last],
    ["Secret", receiver.proof],
  ] as const;
  return [
    `<section class="receiver entry ${states[receiver.state][0]}">`,
    `<div class="top"><div><h2><span class="code">${escapeHtml(receiver.name)}</span> ${badge(receiver)}</h2>`,
    ...(remarks === "" ? [] : [`<p class="said">${escapeHtml(remarks)}</p>`]),
    "</div>",
    chartSvg(deliveryChart(receiver.chart)),
    "</div>",
    '<dl class="facts">',
    ...facts.map(([name, text]) => `<div><dt>${name}</dt><dd>${escapeHtml(text)}</dd></div>`),
    "</dl>",
    `<details><summary>${receiver.hookCount}</summary><div class="scroll"><table>`,
    `<thead>${hookTitles}</thead><tbody>`,
    ...hooks.map(hookRow),
    "</tbody></table></div></details>",
    "</section>",
  ].join("\n");
}

function deliveryChart(buckets: readonly DeliveryBucket[]): ChartView {
  const total = buckets.reduce((sum, { deliveries }) => sum + deliveries, 0);
  const failures = buckets.reduce((sum, bucket) => sum + bucket.failures, 0);
  return {
    label: `${countDeliveries(total)} over time, ${failures} failed`,
    bars: buckets.map(({ start, deliveries, failures: bad }) => {
      const good = deliveries - bad;
      return { label: `from ${showShortTime(start)}: ${good} succeeded, ${bad} failed`, good, bad };
    }),
  };
}

function problemHtml({ level, code, where, message, help }: AlertView): string {
  const style = level === "caution" ? "remove" : "warning";
  const place = where === "" ? "" : ` <code>${escapeHtml(where)}</code>`;
  const way = help === "" ? "" : `<p class="muted">${proseHtml(help)}</p>`;
  return `<div class="note ${style}"><p><span class="label">${escapeHtml(code)}</span>${place} ${proseHtml(message)}</p>${way}</div>`;
}

/** The health of the fleet as a page that needs nothing but itself. */
export function renderHealthHtml(
  health: FleetHealth,
  { problems, ...options }: ShowOptions & { readonly problems: readonly Diagnostic[] },
): string {
  const { since, until, totals, receivers, hint } = healthView(health, options);
  const count = (number: number, one: string, many: string, style = ""): string =>
    `<li${number > 0 && style !== "" ? ` class="${style}"` : ""}><b>${number}</b> ${number === 1 ? one : many}</li>`;
  const title = "Webhook health";
  const body = [
    `<h1>${title}</h1>`,
    `<p class="muted">Deliveries from ${since} to ${until}</p>`,
    '<ul class="counts">',
    count(totals.receivers, "receiver", "receivers"),
    count(totals.hooks, "hook", "hooks"),
    count(totals.deliveries, "delivery", "deliveries"),
    count(totals.failures, "failed", "failed", "remove"),
    count(totals.missed, "event missed", "events missed", "remove"),
    count(totals.unhealthy_hooks, "hook unhealthy", "hooks unhealthy", "remove"),
    "</ul>",
    ...alerts(problems).map(problemHtml),
    '<p class="muted legend">In the charts, time runs to the right; what succeeded stands above the line, what failed hangs below it.</p>',
    ...(hint === "" ? [] : [`<p>${proseHtml(hint)}</p>`]),
    ...receivers.map(receiverHtml),
  ];
  return renderPage({ title, styles: healthStyles, body: body.join("\n") });
}
