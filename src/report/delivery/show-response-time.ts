/** `0.12 s`, `9.8 s`: as exact as anybody needs it. */
export function showResponseTime(milliseconds: number | undefined): string {
  if (milliseconds === undefined) return "–";
  const seconds = milliseconds / 1_000;
  return `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
}
