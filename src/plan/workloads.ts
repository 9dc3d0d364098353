import type { Workload } from "../model/forecast.ts";
import type { Action } from "../model/plan.ts";

/** The requests of actions by the owner of their scope, lower-cased. Blocked ones send none. */
export function workloads(actions: readonly Action[]): ReadonlyMap<string, Workload> {
  const found = new Map<string, Workload>();
  for (const { scope, blocked, requests } of actions) {
    if (blocked !== null) continue;
    const owner = scope.owner.toLowerCase();
    const { reads, writes, creates } = found.get(owner) ?? { reads: 0, writes: 0, creates: 0 };
    const count = (method: string): number =>
      requests.filter((request) => request.startsWith(`${method} `)).length;
    const read = count("GET");
    found.set(owner, {
      reads: reads + read,
      writes: writes + requests.length - read,
      creates: creates + count("POST"),
    });
  }
  return found;
}
