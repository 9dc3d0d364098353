import type { Pause } from "../model/clock.ts";
import type { HookWriter } from "../model/github-port.ts";
import type { ConfigPatchAction, DeleteAction, UpdateAction } from "../model/plan.ts";
import type { Sensitive } from "../redact/redact-known.ts";
import type { ResolvedSecrets } from "./resolve-secrets.ts";
import type { SecretCanary } from "./secret-canary.ts";

export type UpdatingAction = UpdateAction | ConfigPatchAction;

export interface ApplyContext {
  readonly hooks: HookWriter;
  readonly secrets: ResolvedSecrets;
  /** What no error may repeat. */
  readonly sensitive: ReadonlySet<Sensitive>;
  /** Ids that are no news: seen by the plan, or made by this run. By scope key. */
  readonly known: Map<string, Set<number>>;
  /** When the hooks of each scope were read for the plan, by scope key, by the same clock as `now`. */
  readonly readAt: ReadonlyMap<string, number>;
  readonly now: () => number;
  /** The changes that a delete makes room for. */
  readonly waitingFor: (action: DeleteAction) => readonly UpdatingAction[];
  readonly secretCanary: SecretCanary;
  /** Takes one write that the plan does not count; false where `--max-writes` leaves none. */
  readonly takeOneMore: () => boolean;
  readonly signal: AbortSignal | undefined;
  readonly pause: Pause;
}
