import { countNoun } from "../../documents/format.ts";
import { describeBlockedAction } from "../../documents/messages/blocked-messages.ts";
import { actionTarget } from "../../documents/plan-document.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ChangeDocument, ReviewedAction, StaleScope } from "../../model/plan-document.ts";
import type { SecretLook } from "../../model/verification.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { showHookId } from "./hook-id.ts";
import type { TextOptions } from "./palette.ts";
import { actionLine, wayOut } from "./render-run.ts";

/**
 * What a look at deliveries said of the secrets that updates carry, for the time before anything is
 * written: how many are verified, how many are not and why, and every hook whose secret differs, with
 * the way out. undefined where nothing was looked at. No line break at the end.
 */
export function renderLooks(
  looks: readonly SecretLook[],
  options: TextOptions,
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

function blockedLines(differing: readonly SecretLook[], options: TextOptions): readonly string[] {
  const { palette } = options;
  const [first] = differing;
  if (first === undefined) return [];
  const words = describeBlockedAction(first.action, "secret-differs");
  return [
    `${palette.warning("Blocked as secret-differs:")} ${words?.why}`,
    ...differing.map(({ action }) => `  ${palette.muted("-")} ${actionLine(action, options)}`),
    ...wayOut(words?.wayOut ?? "", 2, options),
  ];
}

/**
 * The scopes of a saved plan that would not be what was reviewed, action by action. Empty where
 * there are none; no line break at the end.
 */
export function renderStale(stale: Iterable<StaleScope>, options: TextOptions): string {
  const { palette, showUrls = false } = options;
  const blocks = [...stale].map(({ scope, gone, fresh, reordered }) => [
    `${palette.scope(sanitize(scope))}  ${palette.warning("stale, not touched")}`,
    ...gone.flatMap((action) => [
      `  ${palette.muted("reviewed, not due any more:")}  ${line(action.kind, action.url, showHookId(scope, action.hook_id, options))}`,
      ...reviewedChanges(action).map((text) => `      ${palette.muted(text)}`),
    ]),
    ...fresh.map((action) => {
      const { url, hookId } = actionTarget(action);
      return `  ${palette.muted("due now, not reviewed:")}      ${line(action.kind, url.show(showUrls), showHookId(scope, hookId, options))}`;
    }),
    ...(reordered ? [`  ${palette.muted("the same actions, in another order")}`] : []),
  ]);
  if (blocks.length === 0) return "";
  const title = palette.strong("Not what was reviewed. Plan these again, and review them:");
  return [title, ...blocks.flat()].join("\n");
}

/**
 * What was reviewed, field by field: an action that is due again may differ from it only there, and
 * what is due now stands in the plan itself.
 */
function reviewedChanges({ changes, secret, secret_ref }: ReviewedAction): readonly string[] {
  const fields = changes
    .filter(({ field, before }) => field !== "url" || before !== null)
    .map(({ field, before, after }) => {
      const sides = [before, after].filter((value) => value !== null).map(shown);
      return `${sanitize(field)}  ${sides.join(" → ")}`;
    });
  const reference = secret_ref === null ? "" : ` (${sanitize(secret_ref)})`;
  return [...fields, `secret  ${sanitize(secret)}${reference}`];
}

function shown(value: ChangeDocument["after"]): string {
  const items = Array.isArray(value) ? value : [value];
  return items.length === 0 ? "none" : items.map((item) => sanitize(String(item))).join(", ");
}

function line(kind: string, url: string, id: string): string {
  return `${sanitize(kind)}  ${sanitize(url)}  ${id}`.trimEnd();
}
