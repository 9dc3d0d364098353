import { alerts } from "../../documents/views/alerts.ts";
import {
  type HealthState,
  type HookLine,
  healthView,
  type ReceiverView,
} from "../../documents/views/health-view.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FleetHealth } from "../../model/fleet-health.ts";
import { countDeliveries, countNoun } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import { codeSpan, linked, tableRow } from "./inline.ts";
import { alertItems } from "./report-pieces.ts";

const titles = [
  "|  | receiver, hook | deliveries | failed | success | median | last delivery (UTC) | secret |",
  "|---|---|--:|--:|--:|--:|---|---|",
];

const marks: Readonly<Record<HealthState, string>> = {
  unhealthy: "❌",
  failing: "❌",
  recovered: "⚠️",
  fine: "✅",
  silent: "",
};

function row(line: HookLine | ReceiverView, name: string): string {
  const { state, deliveries, failures, success, median, last, proof } = line;
  const counts = [String(deliveries), String(failures), success, median];
  return tableRow([marks[state], name, ...counts, codeSpan(last), proof]);
}

/** The health of the fleet for a job summary or an issue. */
export function renderHealthMarkdown(
  health: FleetHealth,
  { problems, apiUrl }: { readonly problems: readonly Diagnostic[]; readonly apiUrl: string },
): string {
  const { since, until, totals, unhealthy, receivers, hint } = healthView(health, { apiUrl });
  const notes = receivers
    .filter(({ remarks }) => remarks !== "")
    .map(({ name, remarks }) => `- ${codeSpan(name)}: ${remarks}`);
  const problemsOf = groupBy(problems, ({ severity }) => severity);
  return `${[
    "## Webhook deliveries",
    "",
    `${countNoun(totals.hooks, "hook")} at ${countNoun(totals.receivers, "receiver")}, from ${since} to ${until}: ${countDeliveries(totals.deliveries)}, ${totals.failures} failed.${unhealthy === "" ? "" : ` **${unhealthy}**`}`,
    ...(notes.length === 0 ? [] : ["", ...notes]),
    ...(hint === "" ? [] : ["", hint]),
    ...(receivers.length === 0 ? [] : ["", ...titles]),
    ...receivers.flatMap((receiver) => [
      row(receiver, `**${codeSpan(receiver.name)}**, ${receiver.hookCount}`),
      ...receiver.hooks
        .filter(({ isTelling }) => isTelling)
        .map((hook) => row(hook, `&emsp;${linked(hook.name, hook.link)}`)),
    ]),
    ...problemList("Not everything could be read:", problemsOf.get("error")),
    ...problemList("Warnings:", problemsOf.get("warning")),
  ].join("\n")}\n`;
}

function problemList(heading: string, of: readonly Diagnostic[] = []): readonly string[] {
  return of.length === 0 ? [] : ["", heading, "", ...alertItems(alerts(of))];
}
