import { measureFleet } from "../measure-fleet.mjs";

/** What a nightly run finds that has the cache of the night before, and nothing changed. */
export async function measureDrift({ simulator, latencies, quick, runs, pace: limits }) {
  const rows = [];
  const argv = ["drift", "--cache", "cache"];
  for (const repositories of quick ? [200] : [200, 1_000])
    for (const latency of latencies) {
      const many = repositories.toLocaleString("en");
      const one = {
        part: "drift",
        name: `drift with a warm cache, ${many} repositories`,
        fleet: { repositories, changes: 0 },
        argv,
        before: argv,
        isExpected: (stdout) => stdout.includes("No drift."),
      };
      rows.push(await measureFleet(one, { simulator, latency, runs, limits }));
    }
  return rows;
}
