import type { AlertView } from "../view/report-view.ts";
import { codeSpan } from "./code-span.ts";
import { prose } from "./prose.ts";

const markers = { caution: "CAUTION", warning: "WARNING" } as const;

/** An alert block as GitHub knows it. `left` says how many of its level stand elsewhere or nowhere. */
export function writeAlerts(
  level: AlertView["level"],
  alerts: readonly AlertView[],
  left: number,
): readonly string[] {
  if (alerts.length === 0 && left === 0) return [];
  const more = left === 0 ? [] : [`- … and ${left} more.`];
  return [`[!${markers[level]}]`, ...alertItems(alerts), ...more].map((line) => `> ${line}`);
}

/** A help that belongs to several alerts in a row is said once, below the last of them. */
export function alertItems(alerts: readonly AlertView[]): readonly string[] {
  return alerts.map(({ code, message, where, help }, index) => {
    const place = where === "" ? "" : ` ${codeSpan(where)}:`;
    const isTold = help === "" || alerts[index + 1]?.help === help;
    return `- **${codeSpan(code)}**${place} ${prose(message)}${isTold ? "" : `<br>→ ${prose(help)}`}`;
  });
}
