import { harmlessText } from "../frames/harmless-text.ts";

const widest = 92;

/** `1 hook`, `2 hooks`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** The first few of a list, and how many more there are. */
export function someOf(names: readonly string[], shown = 3): string {
  const more = names.length - shown;
  // One more is no shorter than its name.
  if (more <= 1) return names.join(", ");
  return `${names.slice(0, shown).join(", ")} and ${more} more`;
}

/**
 * Breaks a sentence into comment lines; what goes on is set in. Nothing in it can end the comment
 * or make it look like something else.
 */
export function commentLines(text: string, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of harmlessText(text).split(" ")) {
    if (line !== "" && `${line} ${word}`.length > widest) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
