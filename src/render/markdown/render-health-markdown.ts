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
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FleetHealth, HookHealth, ReceiverHealth } from "../../model/fleet-health.ts";
import { scopeName } from "../../model/scope.ts";
import { codeSpan, prose } from "./inline.ts";

/** A bar ends a cell of a table even within a code span. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|");
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.map(cell).join(" | ")} |`;
}

const titles = tableRow([
  "",
  "receiver, hook",
  "deliveries",
  "failed",
  "success",
  "median",
  "last delivery (UTC)",
  "secret",
]);
const alignment = "|---|---|--:|--:|--:|--:|---|---|";

function mark({ complaints, statistics }: HookHealth | ReceiverHealth): string {
  if (complaints.length > 0 || statistics.last?.failed === true) return "❌";
  if (statistics.last === undefined) return "";
  return statistics.failures > 0 ? "⚠️" : "✅";
}

function row(health: HookHealth | ReceiverHealth, name: string, proof: string): string {
  const { statistics } = health;
  return tableRow([
    mark(health),
    name,
    String(statistics.deliveries),
    String(statistics.failures),
    percent(statistics.successShare),
    showResponseTime(statistics.medianMs),
    codeSpan(lastWords(statistics)),
    proof,
  ]);
}

function receiverRows(receiver: ReceiverHealth): readonly string[] {
  const { hooks } = receiver;
  const name = `**${codeSpan(receiver.receiver)}**, ${countNoun(hooks.length, "hook")}`;
  return [
    row(receiver, name, proofWords(hooks)),
    ...shownHooks(receiver).map((hook) => {
      const { scope, hookId } = hook.hook;
      return row(hook, `&emsp;${codeSpan(`${scopeName(scope)} #${hookId}`)}`, hook.proof);
    }),
  ];
}

function notes(health: FleetHealth): readonly string[] {
  return health.receivers.flatMap(({ receiver, statistics, complaints }) => {
    const unhealthy = complaintWords(complaints, health.thresholds);
    const said = [
      ...receiverNotes(statistics),
      ...(unhealthy === "" ? [] : [unhealthy]),
      throttledWords(statistics) ?? [],
    ].flat();
    return said.length === 0 ? [] : [`- ${codeSpan(receiver)}: ${said.join("; ")}`];
  });
}

/** The health of the fleet for a job summary or an issue. */
export function renderHealthMarkdown(
  health: FleetHealth,
  { problems }: { readonly problems: readonly Diagnostic[] },
): string {
  const totals = healthTotals(health);
  const unhealthy =
    totals.unhealthyHooks === 0
      ? ""
      : ` **Unhealthy: ${countNoun(totals.unhealthyHooks, "hook")} at ${countNoun(totals.unhealthyReceivers, "receiver")}.**`;
  const noted = notes(health);
  return `${[
    "## Webhook deliveries",
    "",
    `${countNoun(totals.hooks, "hook")} at ${countNoun(totals.receivers, "receiver")}, from ${showTime(health.since)} to ${showTime(health.until)}: ${countDeliveries(totals.deliveries)}, ${totals.failures} failed.${unhealthy}`,
    ...(noted.length === 0 ? [] : ["", ...noted]),
    ...(health.receivers.length === 0 ? [] : ["", titles, alignment]),
    ...health.receivers.flatMap(receiverRows),
    ...(problems.length === 0 ? [] : ["", "Not everything could be read:", ""]),
    ...problems.map(({ code, message }) => `- ${codeSpan(code)}: ${prose(message)}`),
  ].join("\n")}\n`;
}
