import type { ActionOutcome, ApplyEvent } from "../../model/outcome.ts";
import { scopeName } from "../../model/scope.ts";
import { actionTarget } from "../documents/action-target.ts";
import { padCell } from "../text/pad-cell.ts";
import type { Palette } from "../text/palette.ts";
import { sanitise } from "../text/sanitise.ts";
import { sanitiseProse } from "../text/sanitise-prose.ts";
import { actionWords } from "../words/action-words.ts";

/** As wide as `config-patched`, the longest of the words for what was done. */
const verbWidth = 14;

export interface RenderEventOptions {
  readonly palette: Palette;
  readonly showUrls?: boolean;
  /** The width of the widest scope of the run, so that lines stand in columns. */
  readonly scopeWidth?: number;
}

/**
 * One line per finished action, for a run that somebody watches; undefined for what is not told.
 * The number is that of the action in the plan: actions finish in another order than they start.
 */
export function renderEvent(
  event: ApplyEvent,
  total: number,
  options: RenderEventOptions,
): string | undefined {
  if (event.type === "action_started") return undefined;
  const { palette } = options;
  const { outcome } = event;
  const number = String(event.index + 1).padStart(String(total).length);
  return [
    palette.muted(`[${number}/${total}]`),
    signOf(outcome, palette),
    palette.scope(padCell(sanitise(scopeName(outcome.action.scope)), options.scopeWidth ?? 0)),
    "",
    describe(outcome, options.showUrls ?? false, palette),
  ].join(" ");
}

function signOf(outcome: ActionOutcome, palette: Palette): string {
  switch (outcome.status) {
    case "applied":
      return palette.success("✓");
    case "failed":
      return palette.error("✗");
    case "not_attempted":
      return palette.muted("-");
    default:
      return outcome satisfies never;
  }
}

/** What was found of the secret of an applied action: proved, or it would have failed. */
function proofWords(
  { verification }: Extract<ActionOutcome, { status: "applied" }>,
  palette: Palette,
): string {
  if (verification === undefined) return "";
  const { receiver } = verification;
  const answer = receiver === undefined ? "" : `, receiver answers ${receiver.statusCode}`;
  return palette.muted(`  secret proved${answer}`);
}

function describe(outcome: ActionOutcome, showUrls: boolean, palette: Palette): string {
  const { action } = outcome;
  const words = actionWords(action);
  const { url, hookId } = actionTarget(action);
  const id = outcome.status === "applied" ? outcome.hookId : hookId;
  const hook = `${sanitise(url.show(showUrls))}${id === null ? "" : `  #${id}`}`;
  switch (outcome.status) {
    case "applied":
      return `${palette[words.style](padCell(words.done, verbWidth))}  ${hook}${proofWords(outcome, palette)}`;
    case "failed": {
      const { code, message } = outcome.error;
      const said = `${palette.error(`${sanitise(code)}:`)} ${sanitiseProse(message)}`;
      return `${palette.error(padCell(words.verb, verbWidth))}  ${hook}  ${said}`;
    }
    case "not_attempted":
      return palette.muted(
        `${padCell(words.verb, verbWidth)}  ${hook}  not attempted: ${sanitiseProse(outcome.reason)}`,
      );
    default:
      return outcome satisfies never;
  }
}
