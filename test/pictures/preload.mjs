// Loaded before the command line: GitHub is the simulator in this very process, and it is always the
// same day, so that the same pictures come out everywhere.
import { readFileSync } from "node:fs";
import { createSimulator } from "../../dist/simulator.js";

const seed = process.env.PICTURES_SEED;
if (seed === undefined) throw new Error("PICTURES_SEED names the file with the simulator's seed");

const today = Date.UTC(2026, 10, 20, 9, 30);
const RealDate = Date;
globalThis.Date = class extends RealDate {
  constructor(...parts) {
    super(...(parts.length === 0 ? [today] : parts));
  }

  static now() {
    return today;
  }
};

const simulator = createSimulator(JSON.parse(readFileSync(seed, "utf8")), { now: () => today });
globalThis.fetch = async (input, init) => simulator.handle(new Request(input, init));
