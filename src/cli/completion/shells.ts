import type { Candidates } from "./candidates.ts";

/** The shells that can be completed in. */
export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];

/** How a shell tells what was typed, and how it wants to be told what could come next. */
interface Dialect {
  /** The words as the program would get them. */
  readonly read: (words: readonly string[]) => readonly string[];
  /** One line for each candidate. */
  readonly answer: (words: readonly string[], found: Candidates) => readonly string[];
}

function described({ words }: Candidates, prefix = ""): readonly string[] {
  return words.map(({ value, description }) => `${prefix}${value}\t${description}`);
}

/** Bash gives words as they were typed, and a word of its own to each `=` between two others. */
function readBash(words: readonly string[]): readonly string[] {
  const joint = words.flatMap((word, index) => {
    const before = words[index - 1];
    if (word !== "=" || before === undefined || !before.startsWith("--")) return [word];
    // The value stands behind it, or is still to be typed.
    return index === words.length - 1 ? [""] : [];
  });
  return joint.map((word) => word.replace(/\\(.)/g, "$1").replace(/['"]/g, ""));
}

/** Bash matches nothing itself, and puts what it is given in as it is. */
function answerBash(words: readonly string[], { words: found }: Candidates): readonly string[] {
  const current = readBash(words).at(-1) ?? "";
  const isQuoted = /^['"]/.test(words.at(-1) ?? "");
  return found
    .map(({ value }) => value)
    .filter((value) => value.startsWith(current))
    .map((value) => (isQuoted ? value : value.replace(/[^\w./=-]/g, "\\$&")));
}

export const dialects: { readonly [Name in Shell]: Dialect } = {
  bash: { read: readBash, answer: answerBash },
  zsh: { read: (words) => words, answer: (_, found) => described(found) },
  fish: {
    read: (words) => words,
    // A value behind `=` is part of the same word.
    answer: (words, found) => described(found, /^--[^=]+=/.exec(words.at(-1) ?? "")?.[0]),
  },
};
