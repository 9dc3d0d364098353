import { measureFleet } from "../measure-fleet.mjs";
import { runHookfleet } from "../run-hookfleet.mjs";

/** `drift`, or the command that reads the same where this build has none. */
async function commandWithCache() {
  const { stdout: commands } = await runHookfleet(["--help"]);
  const command = /^ {2}drift\b/m.test(commands) ? "drift" : "plan";
  const { stdout: options } = await runHookfleet([command, "--help"]);
  return options.includes("--cache") ? command : undefined;
}

/** What a nightly run finds that has the cache of the night before, and nothing changed. */
export async function measureDrift({ simulator, latencies, quick, runs, pace: limits }) {
  const command = await commandWithCache();
  const name = `${command ?? "drift"} with a warm cache`;
  if (command === undefined) return [{ part: "drift", name, skipped: "this build has no --cache" }];
  const rows = [];
  const argv = [command, "--cache", "cache"];
  for (const repositories of quick ? [200] : [200, 1_000])
    for (const latency of latencies) {
      const many = repositories.toLocaleString("en");
      const one = {
        part: "drift",
        name: `${name}, ${many} repositories`,
        fleet: { repositories, changes: 0 },
        argv,
        before: argv,
      };
      rows.push(await measureFleet(one, { simulator, latency, runs, limits }));
    }
  return rows;
}
