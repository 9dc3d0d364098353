import type { Fault } from "../fault.ts";
import { SeedError } from "../seed-error.ts";

/** The faults that wait for their request. */
export interface FaultQueue {
  readonly add: (fault: Fault) => void;
  /** The first fault that strikes this request; it is used up by that. */
  readonly take: (method: string, path: string) => Fault | undefined;
}

interface Waiting {
  readonly fault: Fault;
  skip: number;
  times: number;
}

function fits(fault: Fault, asked: string, path: string): boolean {
  const { method = fault.kind === "drop-secret" ? "PATCH" : undefined, path: wanted } = fault;
  if (method !== undefined && method.toUpperCase() !== asked) return false;
  if (wanted === undefined) return true;
  // A copy without state: an expression with the flag g would remember where it stopped.
  if (wanted instanceof RegExp)
    return new RegExp(wanted.source, wanted.flags.replace(/[gy]/g, "")).test(path);
  return wanted.toLowerCase() === path.toLowerCase();
}

export function createFaultQueue(): FaultQueue {
  const waiting: Waiting[] = [];
  return {
    add: (fault) => {
      const { skip = 0, times = 1 } = fault;
      if (!(skip >= 0) || !(times >= 1))
        throw new SeedError("fault", "skip is 0 or more, times 1 or more");
      waiting.push({ fault, skip, times });
    },
    take: (method, path) => {
      for (const entry of waiting) {
        if (entry.times <= 0 || !fits(entry.fault, method, path)) continue;
        if (entry.skip > 0) {
          entry.skip -= 1;
          continue;
        }
        entry.times -= 1;
        return entry.fault;
      }
      return undefined;
    },
  };
}
