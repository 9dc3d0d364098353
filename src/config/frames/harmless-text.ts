/**
 * Control characters (terminal escapes), and characters that turn the direction of text or have no
 * width: they could make a terminal or a reader see something else than what is there.
 */
const harmful =
  /[\p{Cc}\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E007F}]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/gu;

/** Makes text from a file fit to be shown: every harmful character becomes `�`. */
export function harmlessText(text: string): string {
  return text.replace(harmful, "\uFFFD");
}
