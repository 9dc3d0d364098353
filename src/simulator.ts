/**
 * The simulator as a library of its own (`hookfleet/simulator`): GitHub's webhook REST API in memory,
 * to test any client of GitHub against. It shares nothing with the rest of hookfleet but GitHub's list
 * of events.
 */

export { createSimulator } from "./simulator/create-simulator.ts";
export type { Fault } from "./simulator/faults/faults.ts";
export { SeedError } from "./simulator/seed/readers.ts";
export type {
  SeedApp,
  SeedComment,
  SeedDelivery,
  SeedHook,
  SeedInstallation,
  SeedIssue,
  SeedOrganization,
  SeedPull,
  SeedRateLimit,
  SeedReceiver,
  SeedRepository,
  SeedToken,
  SeedUser,
  SimulatorSeed,
} from "./simulator/seed/seed.ts";
export { type ServeOptions, serveSimulator } from "./simulator/serve-simulator.ts";
export type {
  EventOptions,
  HandChange,
  HookConfig,
  LastResponse,
  RecordedRequest,
  Simulator,
  SimulatorOptions,
  StoredComment,
  StoredHook,
  StoredIssue,
} from "./simulator/simulator.ts";
export {
  parseSwitches,
  type SwitchDefinition,
  type Switches,
  type SwitchName,
  switchDefinitions,
} from "./simulator/switches.ts";
