import { describeBlockedAction } from "../../documents/messages/blocked-messages.ts";
import { actionTarget } from "../../documents/plan-document.ts";
import { changeViews } from "../../documents/views/entry-view.ts";
import { countNoun, someCounts } from "../../model/format.ts";
import { groupBy } from "../../model/group-by.ts";
import type { StaleScope } from "../../model/plan-document.ts";
import type { SecretLook } from "../../model/verification.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { clampWidth, renderRows, textRow } from "./layout.ts";
import type { TextOptions } from "./palette.ts";
import { renderActions } from "./render-run.ts";
import { fieldRow } from "./report-rows.ts";
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
      // An action that is due again may differ from it only there; what is due now stands in the plan.
      const isWhole = action.kind === "create" || action.kind === "delete";
      const fields = changeViews(action.changes);
      const reference = action.secret_ref === null ? "" : ` (${sanitize(action.secret_ref)})`;
      const rows = [
        ...fields.map((field) => fieldRow(field, { isWhole }, palette)),
        textRow("secret", `${sanitize(action.secret)}${reference}`),
      ];
      return [
        `  ${palette.muted("reviewed, not due any more:")}  ${what}`,
        ...renderRows(rows, { palette, width: clampWidth(options.width) }),
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
