import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import { escapeHtml } from "../html/escape-html.ts";
import { countNoun } from "../text/count-noun.ts";
import type { EntryView } from "../view/report-view.ts";
import { diffBlock, type Shown } from "./diff-block.ts";
import { folded } from "./folded.ts";
import type { PreparedGroup } from "./prepare-report.ts";
import { prose } from "./prose.ts";
import { writeAlike } from "./write-alike.ts";
import { writeBlocked } from "./write-blocked.ts";

/** So few that whoever reads the page wants to see them without a click. */
const few = 6;
/** So many that they are folded even where they matter most. */
const many = 30;

/** A group as Markdown: its heading, and the first of its entries as far as there is room. */
export function writeGroup(
  group: PreparedGroup,
  shown: { readonly entries: number; readonly details: number },
): readonly string[] {
  const entries = group.entries.slice(0, shown.entries);
  const left = group.entries.length - entries.length;
  const more = left === 0 ? [] : ["", `… and ${left} more, not shown here.`];
  const top = [`### ${group.heading}`, ...(group.lede === "" ? [] : ["", prose(group.lede)])];
  if (entries.length === 0) return [...top, "", `${left} not shown here.`];
  return [
    ...top,
    "",
    ...content(group, { entries, detailed: new Set(entries.slice(0, shown.details)) }),
    ...more,
  ];
}

function content(group: PreparedGroup, shown: Shown): readonly string[] {
  const { entries, detailed } = shown;
  switch (group.weight) {
    case "blocked":
      return writeBlocked(entries);
    case "loss":
      return entries.length <= many
        ? diffBlock(group, shown, { scopes: true })
        : folded(countNoun(entries.length, "hook"), diffBlock(group, shown, { scopes: true }));
    case "quiet":
      return folded(countNoun(entries.length, "hook"), diffBlock(group, shown, { scopes: true }));
    case "change": {
      const together = entries.filter((entry) => group.alike.has(entry));
      const apart = entries.filter((entry) => !group.alike.has(entry));
      return [
        ...writeAlike(group, { entries: together, detailed }),
        ...[...groupBy(apart, ({ scope }) => scope.toLowerCase()).values()].flatMap((part) =>
          folded(
            `<code>${escapeHtml(part[0]?.scope ?? "")}</code>: ${verbCounts(part)}`,
            diffBlock(group, { entries: part, detailed }, { scopes: false }),
            { open: group.entries.length - together.length <= few },
          ),
        ),
      ];
    }
    default:
      return group.weight satisfies never;
  }
}

function verbCounts(entries: readonly EntryView[]): string {
  return [...groupBy(entries, ({ verb }) => verb)]
    .toSorted(([left], [right]) => compareStrings(left, right))
    .map(([verb, { length }]) => `${length} ${escapeHtml(verb)}`)
    .join(", ");
}
