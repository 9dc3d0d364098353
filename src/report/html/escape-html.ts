import { sanitise } from "../text/sanitise.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** A text from anywhere as the content of an element or of a quoted attribute, and as nothing else. */
export function escapeHtml(text: string): string {
  return sanitise(text).replace(/[&<>"']/g, (character) => entities[character] ?? "");
}
