import { countNoun, someCounts } from "../../documents/format.ts";
import { describeBlockedAction } from "../../documents/messages/blocked-messages.ts";
import { actionTarget } from "../../documents/plan-document.ts";
import { groupBy } from "../../model/group-by.ts";
import type { ChangeDocument, ReviewedAction, StaleScope } from "../../model/plan-document.ts";
import type { SecretLook } from "../../model/verification.ts";
import { sanitize } from "../../redact/sanitize.ts";
import type { TextOptions } from "./palette.ts";
import { renderActions } from "./render-run.ts";
import { showHook, showHookId } from "./show-hook.ts";

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
  const of = groupBy(looks, ({ verification: { verdict } }) =>
    verdict === "proved" || verdict === "mismatch" ? verdict : "open",
  );
  const [open, differing] = [of.get("open") ?? [], of.get("mismatch") ?? []];
  const why = [...groupBy(open, ({ verification }) => verification.rule)]
    .map(([rule, { length }]) => `${rule} ${length}`)
    .join(", ");
  const parts = someCounts([
    [of.get("proved")?.length ?? 0, "verified by a delivery"],
    [open.length, `not verified (${why})`],
    [differing.length, "blocked", palette.warning],
  ]);
  const count = `${countNoun(looks.length, "secret")} to be sent again: ${parts.join(", ")}.`;
  const [first] = differing;
  if (first === undefined) return count;
  const words = describeBlockedAction(first.action, "secret-differs");
  const title = `${palette.warning("Blocked as secret-differs:")} ${words?.why}`;
  const actions = differing.map(({ action }) => action);
  return [count, renderActions(title, actions, [words?.wayOut ?? ""], options)].join("\n");
}

/**
 * The scopes of a saved plan that would not be what was reviewed, action by action. Empty where
 * there are none; no line break at the end.
 */
export function renderStale(stale: Iterable<StaleScope>, options: TextOptions): string {
  const { palette } = options;
  const blocks = [...stale].map(({ scope, gone, fresh, reordered }) => [
    `${palette.scope(sanitize(scope))}  ${palette.warning("stale, not touched")}`,
    ...gone.flatMap((action) => {
      const id = showHookId(scope, action.hook_id, options);
      const what = `${sanitize(action.kind)}  ${sanitize(action.url)}  ${id}`.trimEnd();
      return [
        `  ${palette.muted("reviewed, not due any more:")}  ${what}`,
        ...reviewedChanges(action).map((text) => `      ${palette.muted(text)}`),
      ];
    }),
    ...fresh.map((action) => {
      const what = `${action.kind}  ${showHook({ ...actionTarget(action), scope }, options)}`;
      return `  ${palette.muted("due now, not reviewed:")}      ${what.trimEnd()}`;
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
