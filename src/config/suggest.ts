import leven from "leven";

/** Finds the word that was probably meant; undefined where none is close. */
export type Suggest = (
  word: string,
  candidates: Iterable<string>,
  maxDistance?: number,
) => string | undefined;

/** Comparisons after which no more are made: enough for every file that people write. */
const budget = 300_000;
const longestWord = 64;

/**
 * Creates a suggester. Suggestions are a courtesy, so they must not make a file slow to check in
 * which ten thousand words are wrong: answers are remembered, and the number of comparisons ends.
 */
export function createSuggest(): Suggest {
  const known = new WeakMap<object, Map<string, string | undefined>>();
  let left = budget;
  return (word, candidates, maxDistance = 3) => {
    if (word.length > longestWord) return undefined;
    const memo = known.get(candidates) ?? new Map<string, string | undefined>();
    known.set(candidates, memo);
    const key = `${maxDistance} ${word}`;
    if (memo.has(key)) return memo.get(key);
    let best: string | undefined;
    let bestDistance = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      if (Math.abs(candidate.length - word.length) > maxDistance) continue;
      if (left <= 0) break;
      left -= 1;
      const distance = mistakes(word.toLowerCase(), candidate.toLowerCase());
      // A word must keep more than half of its letters to be taken for another.
      const close = distance <= maxDistance && distance * 2 < Math.max(candidate.length, 2);
      const better =
        distance < bestDistance ||
        (distance === bestDistance && best !== undefined && candidate < best);
      if (close && better) {
        best = candidate;
        bestDistance = distance;
      }
    }
    memo.set(key, best);
    return best;
  };
}

/** The edits between two words, where two neighboring letters that changed places are one. */
function mistakes(word: string, candidate: string): number {
  const at = word.split("").findIndex((letter, index) => letter !== candidate[index]);
  const swapped = `${word.slice(0, at)}${word[at + 1]}${word[at]}${word.slice(at + 2)}`;
  return at >= 0 && swapped === candidate ? 1 : leven(word, candidate);
}

export function didYouMean(suggestion: string | undefined): string | undefined {
  return suggestion === undefined ? undefined : `Did you mean \`${suggestion}\`?`;
}
