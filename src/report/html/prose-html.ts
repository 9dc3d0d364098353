import { sanitiseProse } from "../text/sanitise-prose.ts";
import { escapeHtml } from "./escape-html.ts";

/** A sentence from anywhere as HTML; what it quotes in backticks becomes code. */
export function proseHtml(text: string): string {
  return escapeHtml(sanitiseProse(text)).replace(/`([^`]+)`/g, "<code>$1</code>");
}
