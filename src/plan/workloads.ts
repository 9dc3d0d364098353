import type { Workload } from "../model/forecast.ts";
import { type Action, mayReplaceSecret } from "../model/plan.ts";

/**
 * What proving one secret takes: a look at the hook, the deliveries before its ping and twice after,
 * and the one that counts. A ping counts as a write, and creates nothing.
 */
const proof: Workload = { reads: 5, writes: 1, creates: 0 };
/** A look whether an update would replace another secret: the deliveries, and one of them. */
const look: Workload = { reads: 2, writes: 0, creates: 0 };
const nothing: Workload = { reads: 0, writes: 0, creates: 0 };

function isProved(action: Action): boolean {
  return action.kind !== "delete" && action.desired.secret.kind === "managed";
}

/**
 * The requests of actions by the owner of their scope, lower-cased. Blocked ones send none.
 *
 * @param options `verify`: managed secrets are proved once their hook is written; `acceptSecretChange`:
 *   nothing is looked at before secrets are sent again
 */
export function workloads(
  actions: readonly Action[],
  {
    verify = false,
    acceptSecretChange = false,
  }: { readonly verify?: boolean; readonly acceptSecretChange?: boolean } = {},
): ReadonlyMap<string, Workload> {
  const found = new Map<string, Workload>();
  for (const action of actions) {
    const { scope, blocked, requests } = action;
    if (blocked !== null) continue;
    const proving = verify && isProved(action) ? proof : nothing;
    const looking = !acceptSecretChange && mayReplaceSecret(action) ? look : nothing;
    const owner = scope.owner.toLowerCase();
    const { reads, writes, creates } = found.get(owner) ?? { reads: 0, writes: 0, creates: 0 };
    const count = (method: string): number =>
      requests.filter((request) => request.startsWith(`${method} `)).length;
    const read = count("GET");
    found.set(owner, {
      reads: reads + read + proving.reads + looking.reads,
      writes: writes + requests.length - read + proving.writes,
      creates: creates + count("POST"),
    });
  }
  return found;
}
