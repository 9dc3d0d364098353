import { isSelectedByGlob } from "../fleet.mjs";
import { measureFleet } from "../measure-fleet.mjs";

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

/** Plans that find nothing to change. */
export async function measurePlan({ simulator, latencies, quick, runs, pace: limits }) {
  const rows = [];
  for (const repositories of quick ? [1, 200] : [1, 200, 1_000, 10_000])
    for (const latency of latencies)
      rows.push(await measureFleet(planCase(repositories), { simulator, latency, runs, limits }));
  return rows;
}
