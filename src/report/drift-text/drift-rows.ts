import type { DriftEntryDocument, HealthDocument } from "../../model/drift-document.ts";
import type { ChangeDocument } from "../../model/plan-document.ts";
import { isRedirect, redirectHint } from "../../model/receiver-answer.ts";
import type { Palette, Style } from "../text/palette.ts";
import type { Row } from "../text/render-rows.ts";
import { sanitise } from "../text/sanitise.ts";
import { sanitiseProse } from "../text/sanitise-prose.ts";
import type { Cell } from "../text/wrap-cells.ts";
import { shownValue } from "../view/fields.ts";

/** What there is to say of a hook that has moved, one field a line. */
export function driftRows(entry: DriftEntryDocument, palette: Palette): readonly Row[] {
  const secret = secretSentence(entry);
  return [
    ...entry.changes.flatMap((change) => changeRows(change, palette)),
    ...(secret === undefined ? [] : [textRow("secret", secret)]),
    ...(entry.health === null ? [] : [textRow("receiver", answerSentence(entry.health))]),
  ];
}

/** A hook that comes or goes as a whole is told by its events; the rest of it is in the JSON. */
function changeRows(change: ChangeDocument, palette: Palette): readonly Row[] {
  const { field, before, after } = change;
  if (before === null || after === null) {
    const value = before ?? after;
    return field === "events" && Array.isArray(value) ? [eventsRow(value)] : [];
  }
  if (Array.isArray(before) && Array.isArray(after)) return [setRow(before, after, palette)];
  const shown = (value: NonNullable<ChangeDocument["before"]>): string =>
    sanitise(typeof value === "object" ? value.join(", ") : shownValue(field, value));
  if (before === after) return [textRow(field, `${shown(before)} (it differs where it is masked)`)];
  // URLs are too long to stand side by side in most terminals.
  const cells = [
    { text: shown(before) },
    { text: `(declared: ${shown(after)})`, style: palette.muted },
  ];
  return [{ label: field, cells, gap: " " }];
}

function eventsRow(events: readonly string[]): Row {
  const last = events.length - 1;
  const cells = events.map((event, index) => ({
    text: sanitise(event) + (index < last ? "," : ""),
  }));
  return { label: "events", cells: cells.length === 0 ? [{ text: "none" }] : cells, gap: " " };
}

/** From the side of GitHub: what the hook lacks, and what it has that nobody asked for. */
function setRow(before: readonly string[], after: readonly string[], palette: Palette): Row {
  // What lacks or exceeds all events there are says more as a whole.
  if (before.includes("*") || after.includes("*")) {
    const [has, declared] = [before, after].map((events) => events.map(sanitise).join(", "));
    return textRow("events", `${has || "none"} (declared: ${declared || "none"})`);
  }
  const lacks = eventCells(after, before, palette.create);
  const has = eventCells(before, after, palette.remove);
  const cells = [
    ...(lacks.length === 0 ? [] : [{ text: "lacks" }, ...lacks]),
    ...(lacks.length === 0 || has.length === 0 ? [] : [{ text: "and" }]),
    ...(has.length === 0 ? [] : [{ text: "has" }, ...has, { text: "beyond what is declared" }]),
  ];
  return { label: "events", cells, gap: " " };
}

/** The events of one list that the other lacks. */
function eventCells(
  events: readonly string[],
  without: readonly string[],
  style: Style,
): readonly Cell[] {
  const rest = events.filter((event) => !without.includes(event)).map(sanitise);
  return rest.map((text, index) => ({
    text: index < rest.length - 1 ? `${text},` : text,
    style,
  }));
}

/** Nothing where the secret is only sent along, or was never told apart from what is declared. */
function secretSentence({ kind, secret, secret_ref: ref, blocked, reason }: DriftEntryDocument) {
  if (kind === "missing" || kind === "unhealthy") return undefined;
  const name = ref === null ? "not declared" : sanitise(ref);
  if (reason === "secret-mismatch") return `${name} (GitHub signs with another secret)`;
  if (reason === "secret-unsigned") return `${name} (GitHub sends no signature)`;
  switch (secret) {
    case "set":
      return `${name} (the hook has none)`;
    case "rotate":
      return `${name} (rotation due: the hook was last updated before it)`;
    case "remove":
      return "on the hook, though none is declared";
    case "keep":
      return ref === null && blocked !== null ? `${name} (present on GitHub)` : undefined;
    case "resupply":
    case "none":
      return undefined;
    default:
      return secret satisfies never;
  }
}

function answerSentence({ code, status, message }: HealthDocument): string {
  const sentence = message ?? status;
  const isTold = code === null || code === 0 || sentence?.includes(String(code)) === true;
  const words = [isTold ? null : String(code), sentence];
  const answer = words.flatMap((word) => (word === null ? [] : [sanitiseProse(word)])).join(", ");
  return isRedirect(code) ? `${answer}; ${redirectHint}` : answer;
}

function textRow(label: string, sentence: string): Row {
  return { label, cells: sentence.split(" ").map((text) => ({ text })), gap: " " };
}
