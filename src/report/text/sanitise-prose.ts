import { sanitise } from "./sanitise.ts";

/**
 * A sentence from outside, harmless and on one line. Line breaks and tabs are ordinary in prose
 * (GitHub's own messages have them), so they become spaces here rather than escapes.
 */
export function sanitiseProse(text: string): string {
  return sanitise(text.replace(/\s*[\t\r\n]\s*/g, " ").trim());
}
