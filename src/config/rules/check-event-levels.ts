import { webhookEvents } from "../../model/webhook-events.ts";
import { quoted } from "../frames/quoted.ts";
import type { HookLevel } from "../hooks/hook-fields.ts";
import type { Report } from "../problem.ts";
import type { PlacedString } from "../yaml/yaml-node.ts";

/** Warns of events that GitHub does not offer on organizations, or not on repositories. */
export function checkEventLevels(
  events: readonly PlacedString[],
  level: HookLevel,
  report: Report,
): void {
  for (const { value, position } of events) {
    const levels = webhookEvents.get(value);
    if (levels === undefined || levels[level]) continue;
    const elsewhere =
      level === "repository" && levels.organization ? "; organizations have it" : "";
    const whose = level === "repository" ? "repositories" : "organizations";
    report({
      code: "event-not-offered",
      message: `GitHub does not offer ${quoted(value)} on ${whose}${elsewhere}`,
      at: position,
    });
  }
}
