import { groupBy } from "../../model/group-by.ts";
import { countNoun } from "../text/count-noun.ts";
import type { EntryView } from "../view/report-view.ts";
import { codeSpan } from "./code-span.ts";
import { folded } from "./folded.ts";
import { prose } from "./prose.ts";

/** So few that they stand in the open. */
const few = 12;

/** Blocked entries below the words that are true of them: why, and the way out, once for all. */
export function writeBlocked(entries: readonly EntryView[]): readonly string[] {
  const alike = [...groupBy(entries, ({ blocked }) => JSON.stringify(blocked)).values()];
  return alike.flatMap((part, index) => {
    const words = part[0]?.blocked ?? { reason: "blocked", why: "", wayOut: "" };
    return [
      ...(index === 0 ? [] : [""]),
      `**${words.reason}**: ${prose(words.why)}<br>→ ${prose(words.wayOut)}`,
      "",
      ...(part.length <= few
        ? part.map(item)
        : folded(countNoun(part.length, "hook"), part.map(item))),
    ];
  });
}

function item({ scope, verb, url, hookId, place }: EntryView): string {
  const words = [
    `- ${codeSpan(scope)}: ${verb} ${codeSpan(url)}`,
    ...(hookId === null ? [] : [codeSpan(`#${hookId}`)]),
    ...(place === "" ? [] : [`at ${codeSpan(place)}`]),
  ];
  return words.join(" ");
}
