import { webhookEvents } from "../../model/webhook-events.ts";
import { quoted } from "../frames/quoted.ts";
import type { Report } from "../problem.ts";
import { didYouMean, type Suggest } from "../suggest/suggest.ts";
import type { PlacedString } from "../yaml/yaml-node.ts";

const names: readonly string[] = [...webhookEvents.keys()];

/** Warns of events that GitHub does not document, and of others beside `*`. */
export function checkEventNames(
  events: readonly PlacedString[],
  { report, suggest }: { readonly report: Report; readonly suggest: Suggest },
): void {
  for (const { value, position } of events) {
    if (value === "*" || webhookEvents.has(value)) continue;
    report({
      code: "unknown-event",
      message: `${quoted(value)} is not an event that GitHub documents`,
      help: didYouMean(suggest(value, names)),
      at: position,
    });
  }
  const all = events.find((event) => event.value === "*");
  const other = events.find((event) => event.value !== "*");
  if (all === undefined || other === undefined) return;
  report({
    code: "redundant-events",
    message: "`*` is every event; the others beside it add nothing",
    at: all.position,
    related: [other.position],
  });
}
