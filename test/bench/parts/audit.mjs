import { measureFleet } from "../measure-fleet.mjs";

/** An organization that nobody has looked at before: what is listed first is not known either. */
export async function measureAudit({ simulator, latencies, quick, runs, pace: limits }) {
  const rows = [];
  for (const repositories of quick ? [300] : [300, 10_000])
    for (const latency of latencies) {
      const many = repositories.toLocaleString("en");
      const one = {
        part: "audit",
        name: `audit, ${many} repositories`,
        fleet: { repositories, changes: 0 },
        argv: ["audit", "acme", "acme/*", "--no-cache"],
        isExpected: (stdout) => stdout.includes(`${repositories} hooks`),
      };
      const row = await measureFleet(one, { simulator, latency, runs, limits });
      // On a busy machine the best run says most of what the requests themselves take.
      rows.push(row.limitMs > 0 ? { ...row, askingRatio: row.bestSpanMs / row.limitMs } : row);
    }
  return rows;
}
