import type { ApplyStatus, PlannedOutcome, Reason } from "../../documents/apply-status.ts";
import { countNoun } from "../../model/format.ts";
import { maskForeignText } from "../../redact/mask-text.ts";
import { clipText } from "../../redact/sanitize.ts";
import { codeSpan, linked, prose } from "./inline.ts";

/** More would push the plan itself out of the comment. */
const most = 20;
const longestMessage = 200;

const alerts = { applied: "NOTE", failed: "CAUTION", outdated: "WARNING" } as const;

/**
 * The result of applying a plan, to stand above it in a comment: applied, refused (why), failed (what),
 * or out of date. Ends with a line break.
 */
export function renderApplyStatus(status: ApplyStatus): string {
  const { state, stale, refused } = status;
  const headline = {
    applied: `**Applied:** ${status.applied === 0 ? "there was nothing to do" : `${countNoun(status.applied, "action")} carried out`}.`,
    failed:
      refused.length > 0
        ? "**Refused:** nothing was written."
        : `**Not everything was applied:** ${counts(status)}.`,
    outdated: `**Out of date:** ${counts(status)}.`,
  };
  const lines = [
    `[!${alerts[state]}]`,
    headline[state],
    ...listed(refused.map((reason) => `- ${why(reason)}`)),
    ...listed(status.undone.map(undoneLine)),
    ...(stale.length === 0
      ? []
      : ["", "Not what was planned any more when it was applied, and so not touched; plan again:"]),
    ...listed(stale.map((scope) => `- ${codeSpan(clip(scope))}`)),
  ];
  return `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n`;
}

function counts({ applied, undone, stale }: ApplyStatus): string {
  const failed = undone.filter(({ status }) => status === "failed").length;
  const left = undone.length - failed;
  return [
    `${applied} applied`,
    ...(failed === 0 ? [] : [`${failed} failed`]),
    ...(left === 0 ? [] : [`${left} not attempted`]),
    ...(stale.length === 0 ? [] : [`${countNoun(stale.length, "scope")} had changed`]),
  ].join(", ");
}

function undoneLine({ action, status, error }: PlannedOutcome): string {
  const { kind, scope, url, hook_id: id, html_url: link = null } = action;
  const what = `${codeSpan(clip(scope))}: ${kind} ${codeSpan(clip(url))}`;
  const which = id === null ? "" : ` ${linked(`#${id}`, link)}`;
  const because = error === null ? "" : `: ${why(error)}`;
  return `- **${status === "failed" ? "failed" : "not attempted"}** ${what}${which}${because}`;
}

function why({ code, message }: Reason): string {
  return `${codeSpan(clip(code))}, ${prose(clip(maskForeignText(message)))}`;
}

function listed(lines: readonly string[]): readonly string[] {
  if (lines.length <= most) return lines.length === 0 ? [] : ["", ...lines];
  return ["", ...lines.slice(0, most), `- and ${lines.length - most} more`];
}

function clip(text: string): string {
  return clipText(text, longestMessage);
}
