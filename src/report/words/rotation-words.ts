import type { RotationDocument } from "../../model/plan-document.ts";
import { secondsToWrite } from "../../model/seconds-to-write.ts";
import { countNoun } from "../text/count-noun.ts";
import { sanitise } from "../text/sanitise.ts";
import { showDuration } from "../text/show-duration.ts";

/** What a rotation is about, and how far it is, as one sentence or two. */
export function rotationWords(
  rotation: RotationDocument,
  /** When GitHub last updated the hooks that are due, in any order. */
  dueSince: readonly string[] = [],
): string {
  const { due, blocked, done, writes } = rotation;
  const what = `Rotation of ${sanitise(rotation.secret_ref)} at ${sanitise(rotation.rotated_at)}`;
  const waiting =
    blocked === 0 ? [] : [`${countNoun(blocked, "hook")} blocked, which ${keep(blocked)}`];
  if (due === 0) {
    const all = `done on ${countNoun(done.length, "hook")}, updated since`;
    return `${what}: ${[...(done.length === 0 ? [] : [all]), ...waiting].join("; ")}.`;
  }
  const parts = [
    `${countNoun(due, "hook")} due${sinceWords(dueSince)}`,
    ...(done.length === 0 ? [] : [`${done.length} done, updated since`]),
    ...waiting,
  ];
  const seconds = secondsToWrite(writes);
  // What is over at once is not worth a sentence.
  const pace = seconds < 60 ? "" : ` At GitHub's pace it takes about ${showDuration(seconds)}.`;
  return `${what}: ${parts.join("; ")}.${pace} ${ifDueAgain}`;
}

const ifDueAgain =
  "One that is due again after an apply had this value already: a new value ends that, or a `rotated_at` before its last update.";

/** Why plans go on listing rotations that are done. */
export const unrecordedWords =
  "the hook had this value already, which GitHub does not record, so each plan lists the rotation again";

/**
 * How that ends.
 *
 * @param since when GitHub last updated the hooks, in any order
 */
export function unrecordedWayOut(secretRef: string, since: readonly string[]): string {
  const first = since.toSorted()[0] ?? "the last update";
  return `It ends where \`rotated_at\` of ${sanitise(secretRef)} is ${sanitise(first)} or earlier, or its value is a new one.`;
}

function keep(count: number): string {
  return count === 1 ? "keeps what it has" : "keep what they have";
}

function sinceWords(times: readonly string[]): string {
  const [first, last] = [times.toSorted()[0], times.toSorted().at(-1)];
  if (first === undefined || last === undefined) return "";
  const span = first === last ? first : `between ${first} and ${last}`;
  return `, last updated ${sanitise(span)}`;
}
