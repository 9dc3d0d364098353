import { normaliseUrl } from "../../model/normalise-url.ts";

/**
 * Whether one of the URL globs surely matches all that another matches: it is the same, or it ends
 * with `**` and the other begins with all that stands before. Undecided cases are none, because a
 * warning too many costs a look and one too few a guard.
 */
export function covers(patterns: readonly string[], pattern: string): boolean {
  const wanted = spelling(pattern);
  return patterns.some((one) => {
    const own = spelling(one);
    if (own === wanted) return true;
    if (!own.endsWith("**")) return false;
    const start = own.slice(0, -2);
    if (start === "") return true;
    // A host that ends within the stars (`https://a**`) would need a look at what `@` and `:` mean.
    return !start.includes("*") && /^https?:\/\/[^/]+\//.test(start) && wanted.startsWith(start);
  });
}

function spelling(pattern: string): string {
  return pattern.replace(/^https?:\/\/[^/?#]*/i, (origin) =>
    normaliseUrl(origin.toLowerCase()).slice(0, -1),
  );
}
