/** Writes that may be made at once; the bucket they are taken from fills by one a second. */
const bucket = 20;

/**
 * How long so many writes take at the pace that GitHub asks for: no more than one a second over
 * time. https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
export function secondsToWrite(writes: number): number {
  return Math.max(0, writes - bucket);
}
