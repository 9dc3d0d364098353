// Loaded into the process that is measured, before anything else. Only the process itself knows, on
// every platform, what it used, so it tells its parent with its last breath.
import { existsSync, readFileSync, writeSync } from "node:fs";

const status = "/proc/self/status";

/** On Linux `maxRSS` begins with what the parent had; the kernel's own mark begins with the program. */
function mostKib() {
  const told = existsSync(status)
    ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(status, "utf8"))
    : null;
  return told === null ? process.resourceUsage().maxRSS : Number(told[1]);
}

process.on("exit", () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpuMs = (userCPUTime + systemCPUTime) / 1_000;
  writeSync(3, JSON.stringify({ cpuMs, memoryMb: mostKib() / 1_024 }));
});
