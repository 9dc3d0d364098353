/**
 * The columns to wrap at. Beyond 120 sentences are hard to read, below 40 there is nothing left to
 * wrap, and where nobody knows (a pipe) 80 is what most readers have.
 */
export function clampWidth(width: number | undefined): number {
  return Math.min(120, Math.max(40, width ?? 80));
}
