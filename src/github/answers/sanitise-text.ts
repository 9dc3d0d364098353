const longest = 300;

/**
 * Makes text from outside harmless and short: terminal escapes, control characters, line breaks and
 * the invisible characters that reorder or hide text are taken out.
 */
export function sanitiseText(text: string): string {
  const plain = text
    .replace(/\p{Cc}\[[0-?]*[ -/]*[@-~]/gu, "")
    .replace(/[\p{Cf}\p{Co}\p{Cs}]/gu, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  const characters = [...plain];
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join("")}…`;
}
