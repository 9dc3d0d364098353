import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FleetHealth, HookHealth, ReceiverHealth } from "../../model/fleet-health.ts";
import { scopeName } from "../../model/scope.ts";
import { showResponseTime } from "../delivery/show-response-time.ts";
import { escapeHtml } from "../html/escape-html.ts";
import { renderPage } from "../html/page.ts";
import { countNoun } from "../text/count-noun.ts";
import { sanitiseProse } from "../text/sanitise-prose.ts";
import { showTime } from "../text/show-time.ts";
import { deliveryChart } from "./delivery-chart.ts";
import { healthStyles } from "./health-styles.ts";
import { healthTotals } from "./health-totals.ts";
import {
  complaintWords,
  lastWords,
  percent,
  proofWords,
  receiverNotes,
  throttledWords,
} from "./health-words.ts";

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
  const way = help === undefined ? "" : `<p class="muted">${escapeHtml(sanitiseProse(help))}</p>`;
  return `<div class="note ${style}"><p><span class="label">${escapeHtml(code)}</span> ${escapeHtml(sanitiseProse(message))}</p>${way}</div>`;
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
