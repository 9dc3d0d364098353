import { measureFleet } from "./measure-fleet.mjs";

/** Files get into the system's cache and the simulator's code gets compiled: that is not measured. */
export async function warmUp(simulator) {
  const fleet = { repositories: 200, changes: 0 };
  const one = { part: "warm-up", name: "warm-up", fleet, argv: ["plan"] };
  await measureFleet(one, { simulator, latency: 0, runs: 2, limits: false });
}
