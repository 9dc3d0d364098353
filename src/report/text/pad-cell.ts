import { displayWidth } from "./display-width.ts";

/** Fills a text up to a column with spaces; one that is wider stays as it is. */
export function padCell(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}
