import type { BlockedReason } from "../../model/plan.ts";
import type { Palette } from "../text/palette.ts";
import { wrapProse } from "../text/wrap-prose.ts";
import type { BlockedWords } from "../words/blocked-document-words.ts";

/** Below a blocked action: why, and the way out. */
export function renderBlocked(
  reason: BlockedReason,
  { why, wayOut }: BlockedWords,
  options: { readonly palette: Palette; readonly width: number },
): readonly string[] {
  const { palette, width } = options;
  const rest = " ".repeat(8);
  const [first = "", ...others] = wrapProse(`${reason}: ${why}`, { first: "", rest, width });
  // The code is at the start of the first line, which is long enough to hold it.
  const told = `${palette.blocked(first.slice(0, reason.length + 1))}${first.slice(reason.length + 1)}`;
  return [
    `      ${palette.blocked("!")} ${told}`,
    ...others,
    ...wrapProse(wayOut, { first: `      ${palette.strong("→")} `, rest, width }),
  ];
}
