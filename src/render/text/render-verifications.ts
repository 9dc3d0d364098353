import { countNoun, describeStatus, showShortTime } from "../../documents/format.ts";
import { describeScopes } from "../../documents/views/fold.ts";
import { type Group, groupBy } from "../../model/group-by.ts";
import {
  isHealthy,
  isRedirect,
  receiverAccepted,
  redirectHint,
  wasThrottled,
} from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import type { Verdict, VerifiedHook } from "../../model/verification.ts";
import { sanitize, sanitizeProse } from "../../redact/sanitize.ts";
import { showHookId } from "./hook-id.ts";
import { clampWidth, padCell, renderByScope, wrapProse } from "./layout.ts";
import type { Palette, TextOptions } from "./palette.ts";

export interface RenderVerificationsOptions extends TextOptions {
  /** Judged by deliveries of the past: the time of each is shown, and what it cannot tell. */
  readonly isPast?: boolean;
}

const verdicts: readonly Verdict[] = [
  "proved",
  "unsigned",
  "mismatch",
  "no-delivery",
  "unverifiable",
];

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
  const caveats = isDated ? [palette.muted(pastCaveat)] : [];
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

function renderAlike(group: Group<VerifiedHook>, { palette, width }: TextOptions): string {
  const [{ secretRef, reason = "" }] = group;
  const scopes = [...new Set(group.map(({ scope }) => scopeName(scope)))];
  const wrapped = (text: string): readonly string[] =>
    wrapProse(sanitizeProse(text), { first: "    ", rest: "    ", width: clampWidth(width) });
  return [
    `  ${palette.warning("?")} ${palette.warning(padCell("unverifiable", verdictWidth))}  ${countNoun(group.length, "hook")}  ${palette.muted(sanitize(secretRef))}`,
    ...wrapped(reason),
    ...wrapped(`${describeScopes(scopes)} (--verbose lists them)`),
  ].join("\n");
}

function renderHook(hook: VerifiedHook, options: RenderVerificationsOptions): readonly string[] {
  const { palette, showUrls = false, isPast = false, width } = options;
  const { verdict, url, hookId, secretRef, reason, deliveredAt } = hook;
  const style = styleOf(hook, palette);
  const line = [
    `  ${style(signOf(hook))} ${style(padCell(verdict, verdictWidth))}`,
    sanitize(url.show(showUrls)),
    ...(hookId === undefined ? [] : [showHookId(hook.scope, hookId, options)]),
    palette.muted(sanitize(secretRef)),
    ...(isPast && deliveredAt !== undefined ? [palette.muted(showShortTime(deliveredAt))] : []),
    ...receiverWords(hook, palette),
  ].join("  ");
  const indent = " ".repeat(4);
  const sentence = reason ?? receiverSentence(hook);
  const why =
    sentence === undefined
      ? []
      : wrapProse(sanitizeProse(sentence), {
          first: indent,
          rest: indent,
          width: clampWidth(width),
        });
  return [line, ...why];
}

/** What follows from the answer of a receiver to a signature that is right. */
function receiverSentence(hook: VerifiedHook): string | undefined {
  if (hook.verdict !== "proved" || isHealthy(hook)) return undefined;
  const code = hook.receiver?.statusCode;
  if (wasThrottled(hook))
    return "GitHub held this delivery back, which says nothing of its receiver";
  if (isRedirect(code)) return redirectHint;
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

function signOf(hook: VerifiedHook): string {
  if (isHealthy(hook)) return "✓";
  return hook.verdict === "unverifiable" || hook.verdict === "no-delivery" ? "?" : "✗";
}

function styleOf(hook: VerifiedHook, palette: Palette): Palette["success"] {
  if (isHealthy(hook)) return palette.success;
  return signOf(hook) === "?" ? palette.warning : palette.error;
}

function closingLine(hooks: readonly VerifiedHook[], palette: Palette): string {
  if (hooks.length === 0) return "No hook has a managed secret: there is nothing to verify.";
  const count = (verdict: Verdict): number =>
    hooks.filter((hook) => hook.verdict === verdict).length;
  const rest = verdicts
    .filter((verdict) => verdict !== "proved" && count(verdict) > 0)
    .map((verdict) => `${count(verdict)} ${verdict}`);
  const unsound = hooks.filter((hook) => hook.verdict === "proved" && !isHealthy(hook));
  const throttled = unsound.filter(wasThrottled).length;
  const refused = unsound.length - throttled;
  const failing =
    refused === 0
      ? []
      : [
          `${countNoun(refused, "receiver")} that ${refused === 1 ? "answers" : "answer"} with an error`,
        ];
  const slowed = throttled === 0 ? [] : [`${throttled} throttled by GitHub`];
  const proved = count("proved");
  const all = proved === hooks.length;
  const text = all
    ? `All ${countNoun(proved, "secret")} proved`
    : `${proved} of ${countNoun(hooks.length, "secret")} proved`;
  const style = all && unsound.length === 0 ? palette.success : palette.warning;
  const first = proved === 1 && all ? "The one secret is proved" : text;
  return `${[style(first), ...rest, ...failing, ...slowed].join(", ")}.`;
}
