/** The time of day of something that is near, in UTC: `19:04:05 UTC`. */
export function showClock(milliseconds: number): string {
  if (!(Math.abs(milliseconds) <= 8.64e15)) return "an unknown time";
  return `${new Date(milliseconds).toISOString().slice(11, 19)} UTC`;
}
