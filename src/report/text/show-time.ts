/** A time in UTC to the second, as `rotated_at` is written and as GitHub keeps it. */
export function showTime(milliseconds: number): string {
  // The range that Date can show; outside of it toISOString throws.
  if (!(Math.abs(milliseconds) <= 8.64e15)) return "an unknown time";
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, "Z");
}
