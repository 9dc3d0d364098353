/** As many reads as hookfleet has under way at once unless told. */
export const readsAtOnce = 50;
/** GitHub asks for few writes at once. */
const writesAtOnce = 5;

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#about-secondary-rate-limits */
const pointsAMinute = 900;
const pointsOfWrite = 5;
/** Writes that go at once before one goes each second. */
const burstOfWrites = 20;

/**
 * The least time that these requests take, whoever makes them: waiting for answers, and nothing else.
 * With GitHub's limits of pace it may be those that tell.
 */
export function limitMs({ reads, writes, latency, limits }) {
  const waiting = latency * (Math.ceil(reads / readsAtOnce) + Math.ceil(writes / writesAtOnce));
  return limits ? Math.max(waiting, paceMs({ reads, writes })) : waiting;
}

/** The least time that GitHub's limits of pace leave for these requests. */
export function paceMs({ reads, writes }) {
  const points = reads + writes * pointsOfWrite;
  const minutes = Math.max(0, Math.ceil(points / pointsAMinute) - 1);
  return Math.max(minutes * 60_000, Math.max(0, writes - burstOfWrites) * 1_000);
}
