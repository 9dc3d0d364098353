import { measureFleet } from "../measure-fleet.mjs";

function applyCase({ changes, repositories }) {
  return {
    part: "apply",
    name: `apply, ${changes} changes in ${repositories} repositories`,
    fleet: { repositories, changes },
    argv: ["apply", "--auto-approve"],
    isExpected: (stdout) => stdout.includes(`Applied ${changes}, failed 0`),
  };
}

/** Half of the changes create a hook, half update one whose secret must be given again. */
export async function measureApply({ simulator, latencies, quick, runs, pace: limits }) {
  const rows = [];
  const cases = [
    { changes: 20, repositories: 20 },
    { changes: 20, repositories: 200 },
    { changes: 200, repositories: 200 },
  ];
  for (const one of quick ? cases.slice(0, 2) : cases)
    for (const latency of latencies)
      rows.push(await measureFleet(applyCase(one), { simulator, latency, runs, limits }));
  return rows;
}
