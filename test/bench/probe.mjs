// Loaded into the process that is measured, before anything else. Only the process itself knows, on
// every platform, what it used, so it tells its parent with its last breath.
import { writeSync } from "node:fs";

process.on("exit", () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1_000;
  writeSync(3, JSON.stringify({ cpuMs, memoryMb: maxRSS / 1_024 }));
});
