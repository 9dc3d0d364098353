/** Enough runs of what takes long. */
const enoughMs = 3_000;

/**
 * Repeats a measurement until it was made `runs` times or took long enough, and gives the run with
 * the median time, beside the best.
 */
export async function medianRun(runs, measure) {
  const measured = [];
  let spent = 0;
  while (measured.length < runs && spent < enoughMs) {
    const run = await measure();
    measured.push(run);
    spent += run.wallMs;
  }
  return medianOf(measured);
}

/** Of runs that were made, the one with the median time, beside the best. */
export function medianOf(measured) {
  measured.sort((one, other) => one.wallMs - other.wallMs);
  const spans = measured.flatMap(({ spanMs = [] }) => spanMs);
  const median = measured[Math.floor((measured.length - 1) / 2)];
  return {
    ...median,
    bestMs: measured[0].wallMs,
    runs: measured.length,
    bestSpanMs: Math.min(...spans),
  };
}
