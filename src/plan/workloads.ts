import type { Workload } from "../model/forecast.ts";
import { groupBy } from "../model/group-by.ts";
import { type Action, looksFirst, mayReplaceSecret } from "../model/plan.ts";

/**
 * What proving one secret takes: a look at the hook, the deliveries before its ping and twice after,
 * and the one that counts. A ping counts as a write, and creates nothing.
 */
const proof = { reads: 5, writes: 1 };

/** A look whether an update would replace another secret: the deliveries, and one of them. */
const lookAtDeliveries = { reads: 2 };

/**
 * So many writes go out while what was read is still fresh: 20 at once, then one a second for ten
 * seconds. Before those that come later, hooks that no request looks at yet are looked at again.
 */
const writesWhileFresh = 30;

interface Options {
  readonly verify?: boolean;
  readonly acceptSecretChange?: boolean;
}

function isProved(action: Action): boolean {
  return action.kind !== "delete" && action.desired.secret.kind === "managed";
}

function looksLater(action: Action): boolean {
  return (action.kind === "update" || action.kind === "config-patch") && !looksFirst(action);
}

/**
 * The requests of actions by the owner of their scope, lower-cased. Blocked ones send none.
 *
 * @param options `verify`: managed secrets are proved once their hook is written; `acceptSecretChange`:
 *   nothing is looked at before secrets are sent again
 */
export function workloads(
  actions: readonly Action[],
  options: Options = {},
): ReadonlyMap<string, Workload> {
  const open = actions.filter(({ blocked }) => blocked === null);
  const owners = groupBy(open, ({ scope }) => scope.owner.toLowerCase());
  return new Map([...owners].map(([owner, own]) => [owner, workload(own, options)]));
}

function workload(
  actions: readonly Action[],
  { verify = false, acceptSecretChange = false }: Options,
): Workload {
  const requests = actions.flatMap((action) => action.requests);
  const count = (method: string): number =>
    requests.filter((request) => request.startsWith(`${method} `)).length;
  const many = (is: (action: Action) => boolean): number => actions.filter(is).length;
  const proofs = verify ? many(isProved) : 0;
  const replacing = acceptSecretChange ? 0 : many(mayReplaceSecret);
  const writes = requests.length - count("GET") + proofs * proof.writes;
  const looks = Math.min(many(looksLater), Math.max(0, writes - writesWhileFresh));
  return {
    reads: count("GET") + looks + proofs * proof.reads + replacing * lookAtDeliveries.reads,
    writes,
    creates: count("POST"),
  };
}
