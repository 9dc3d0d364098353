import { isSelectedByGlob } from "../fleet.mjs";
import { measureFleet } from "../measure-fleet.mjs";
import { measureLists } from "../measure-lists.mjs";

function planCase(repositories) {
  const fleet = { repositories, changes: 0 };
  const many = repositories.toLocaleString("en");
  return {
    part: "plan",
    name: `plan, ${many} ${repositories === 1 ? "repository" : "repositories"}${isSelectedByGlob(fleet) ? " by glob" : ""}`,
    fleet,
    argv: ["plan"],
    isExpected: (stdout) => stdout.includes(` ${repositories} unchanged`),
  };
}

/** Plans that find nothing to change. Without latency the limit is a bare loop over the same lists. */
export async function measurePlan({ simulator, latencies, quick, runs, pace: limits }) {
  const rows = [];
  for (const repositories of quick ? [1, 200] : [1, 200, 1_000, 10_000])
    for (const latency of latencies) {
      const one = planCase(repositories);
      const row = await measureFleet(one, { simulator, latency, runs, limits });
      if (row.skipped !== undefined || latency > 0 || limits) rows.push(row);
      else {
        const { wallMs } = await measureLists("bare-loop.mjs", one.fleet, { simulator, runs });
        rows.push({ ...row, limitMs: wallMs, ratio: row.wallMs / wallMs });
      }
    }
  return rows;
}
