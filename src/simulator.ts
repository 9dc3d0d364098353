/**
 * The simulator as a library of its own (`hookfleet/simulator`): GitHub's webhook REST API in memory,
 * to test anything against that speaks to GitHub. It shares nothing with the rest of hookfleet but GitHub's list of events.
 */

export { createSimulator } from "./simulator/create-simulator.ts";
export { SeedError } from "./simulator/seed/readers.ts";
export { serveSimulator } from "./simulator/serve-simulator.ts";
export type { Simulator, SimulatorOptions, StoredHook } from "./simulator/simulator.ts";
export { parseSwitches, switchDefinitions } from "./simulator/switches.ts";
