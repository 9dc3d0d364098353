const day = 86_400;
const units: readonly (readonly [seconds: number, noun: string])[] = [
  [365 * day, "year"],
  [day, "day"],
  [3_600, "hour"],
  [60, "minute"],
];

/** How long ago something was: in the largest unit of which there are two, for ages are estimates. */
export function ageWords(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1_000);
  for (const [length, noun] of units) {
    const count = Math.floor(seconds / length);
    if (count >= 2) return `${count} ${noun}s ago`;
  }
  return seconds >= 60 ? "a minute ago" : "just now";
}
