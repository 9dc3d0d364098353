import { sanitise } from "./sanitise.ts";

/**
 * The lines of a text whose layout matters, such as a source frame. A tab becomes one space, so that
 * a caret below stays in its column.
 */
export function sanitiseLines(text: string): readonly string[] {
  return text.split(/\r?\n/).map((line) => sanitise(line.replaceAll("\t", " ")).trimEnd());
}
