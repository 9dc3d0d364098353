import { countNoun } from "../../documents/format.ts";
import { actionDocument } from "../../documents/plan-document.ts";
import { blockedWords } from "../../documents/words/blocked-words.ts";
import { groupBy } from "../../model/group-by.ts";
import type { SecretLook } from "../../model/verification.ts";
import { actionLine, type RenderReportOptions, wayOut } from "./render-run.ts";

/**
 * What a look at deliveries said of the secrets that updates carry, for the time before anything is
 * written: how many are verified, how many are not and why, and every hook whose secret differs, with
 * the way out. undefined where nothing was looked at. No line break at the end.
 */
export function renderLooks(
  looks: readonly SecretLook[],
  options: RenderReportOptions,
): string | undefined {
  if (looks.length === 0) return undefined;
  const { palette } = options;
  const [proved, differing, open] = [
    looks.filter(({ verification }) => verification.verdict === "proved"),
    looks.filter(({ verification }) => verification.verdict === "mismatch"),
    looks.filter(({ verification }) => !["proved", "mismatch"].includes(verification.verdict)),
  ] as const;
  const why = [...groupBy(open, ({ verification }) => verification.rule)]
    .map(([rule, of]) => `${rule} ${of.length}`)
    .join(", ");
  const parts = [
    ...(proved.length === 0 ? [] : [`${proved.length} verified by a delivery`]),
    ...(open.length === 0 ? [] : [`${open.length} not verified (${why})`]),
    ...(differing.length === 0 ? [] : [palette.warning(`${differing.length} blocked`)]),
  ];
  return [
    `${countNoun(looks.length, "secret")} to be sent again: ${parts.join(", ")}.`,
    ...(differing.length === 0 ? [] : blockedLines(differing, options)),
  ].join("\n");
}

function blockedLines(
  differing: readonly SecretLook[],
  options: RenderReportOptions,
): readonly string[] {
  const { palette } = options;
  const [first] = differing;
  if (first === undefined) return [];
  const words = blockedWords(actionDocument(first.action, { showUrls: false }), "secret-differs");
  return [
    `${palette.warning("Blocked as secret-differs:")} ${words.why}`,
    ...differing.map(({ action }) => `  ${palette.muted("-")} ${actionLine(action, options)}`),
    ...wayOut(words.wayOut, 2, options),
  ];
}
