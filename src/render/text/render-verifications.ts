import { describeScopes } from "../../documents/views/fold.ts";
import { countNoun, describeStatus, showShortTime, someCounts } from "../../model/format.ts";
import { countBy, type Group, groupBy } from "../../model/group-by.ts";
import {
  isHealthy,
  isRedirect,
  receiverAccepted,
  redirectHint,
  wasThrottled,
} from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import type { Verdict, VerifiedHook } from "../../model/verification.ts";
import { sanitize } from "../../redact/sanitize.ts";
import { indented, padCell, renderByScope } from "./layout.ts";
import type { Palette, TextOptions } from "./palette.ts";
import { showHook } from "./show-hook.ts";

interface RenderVerificationsOptions extends TextOptions {
  /** Judged by deliveries of the past: the time of each is shown, and what it cannot tell. */
  readonly isPast?: boolean;
}

const unproved: readonly Verdict[] = ["unsigned", "mismatch", "no-delivery", "unverifiable"];

/** As wide as `unverifiable`, the longest verdict. */
const verdictWidth = 12;

/** More hooks than these, of which nothing can be told for the same reason, are one entry. */
const mostAlike = 3;

/**
 * What was found of each managed secret, by scope, and a closing line. No line break at the end.
 */
export function renderVerifications(
  hooks: readonly VerifiedHook[],
  options: RenderVerificationsOptions,
): string {
  const { palette } = options;
  const alike = options.verbose === true ? [] : findAlike(hooks);
  const folded = new Set(alike.flat());
  const single = hooks.filter((hook) => !folded.has(hook));
  const groups = [
    ...renderByScope(single, palette, (hook) => renderHook(hook, options)),
    ...alike.map((group) => renderAlike(group, options)),
  ];
  const isDated = options.isPast === true && hooks.some((hook) => hook.deliveredAt !== undefined);
  const caveats = [
    ...(hooks.some(
      ({ verdict, receiver }) => verdict === "proved" && isRedirect(receiver?.statusCode),
    )
      ? [`${palette.strong("→")} 3xx: ${redirectHint}.`]
      : []),
    ...(isDated ? [palette.muted(pastCaveat)] : []),
  ];
  return [...groups, ...caveats, closingLine(hooks, palette)].join("\n\n");
}

const pastCaveat =
  "Each verdict is from the time of its delivery (UTC): a secret replaced since then may not show. `hookfleet verify` without --no-ping shows what GitHub signs with now.";

/** Hooks of one secret that nothing is known of, such as those whose secret is not set. */
function findAlike(hooks: readonly VerifiedHook[]): readonly Group<VerifiedHook>[] {
  const unknown = hooks.filter(
    ({ verdict, receiver, deliveredAt }) =>
      verdict === "unverifiable" && receiver === undefined && deliveredAt === undefined,
  );
  const keyOf = ({ secretRef, reason }: VerifiedHook): string =>
    JSON.stringify([secretRef, reason]);
  return [...groupBy(unknown, keyOf).values()].filter(({ length }) => length > mostAlike);
}

function renderAlike(group: Group<VerifiedHook>, options: TextOptions): string {
  const { palette } = options;
  const [{ secretRef, reason = "" }] = group;
  const scopes = [...new Set(group.map(({ scope }) => scopeName(scope)))];
  return [
    `  ${palette.warning("?")} ${palette.warning(padCell("unverifiable", verdictWidth))}  ${countNoun(group.length, "hook")}  ${palette.muted(sanitize(secretRef))}`,
    ...indented(reason, options),
    ...indented(`${describeScopes(scopes)} (--verbose lists them)`, options),
  ].join("\n");
}

function renderHook(hook: VerifiedHook, options: RenderVerificationsOptions): readonly string[] {
  const { palette, isPast = false } = options;
  const { secretRef, deliveredAt } = hook;
  const [sign, style] = markOf(hook);
  const sentence = hook.reason ?? receiverSentence(hook);
  const line = [
    `  ${palette[style](sign)} ${palette[style](padCell(hook.verdict, verdictWidth))}`,
    showHook(hook, options),
    palette.muted(sanitize(secretRef)),
    ...(isPast && deliveredAt !== undefined ? [palette.muted(showShortTime(deliveredAt))] : []),
    ...receiverWords(hook, palette),
  ];
  return [line.join("  "), ...(sentence === undefined ? [] : indented(sentence, options))];
}

/** What follows from the answer of a receiver to a signature that is right. */
function receiverSentence(hook: VerifiedHook): string | undefined {
  if (hook.verdict !== "proved" || isHealthy(hook)) return undefined;
  const code = hook.receiver?.statusCode;
  if (wasThrottled(hook))
    return "GitHub held this delivery back, which says nothing of its receiver";
  if (isRedirect(code)) return "its receiver answers with a redirect";
  return code === 401 || code === 403
    ? "its receiver refuses what GitHub signs: it seems to expect another secret"
    : "its receiver did not take the delivery";
}

function receiverWords(hook: VerifiedHook, palette: Palette): readonly string[] {
  const { receiver } = hook;
  if (receiver === undefined) return [];
  const { durationMs } = receiver;
  const took = durationMs === undefined ? "" : ` in ${durationMs} ms`;
  const words = `${describeStatus(receiver)}${took}`;
  return [receiverAccepted(hook) ? palette.muted(words) : palette.error(words)];
}

function markOf(hook: VerifiedHook) {
  if (isHealthy(hook)) return ["✓", "success"] as const;
  const isOpen = hook.verdict === "unverifiable" || hook.verdict === "no-delivery";
  return isOpen ? (["?", "warning"] as const) : (["✗", "error"] as const);
}

function closingLine(hooks: readonly VerifiedHook[], palette: Palette): string {
  if (hooks.length === 0) return "No hook has a managed secret: there is nothing to verify.";
  const count = countBy(hooks, ({ verdict }) => verdict);
  const unsound = hooks.filter((hook) => hook.verdict === "proved" && !isHealthy(hook));
  const throttled = unsound.filter(wasThrottled).length;
  const text = `${count("proved")} of ${countNoun(hooks.length, "secret")} proved`;
  const style = hooks.every(isHealthy) ? palette.success : palette.warning;
  const rest = someCounts([
    ...unproved.map((verdict) => [count(verdict), verdict] as const),
    [unsound.length - throttled, "refused by the receiver"],
    [throttled, "throttled by GitHub"],
  ]);
  return `${[style(text), ...rest].join(", ")}.`;
}
