import { desiredState, type ResolvedState } from "../../config/desired-state.ts";
import { watchHooks } from "../../deliveries/watch-hooks.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { WatchedHook } from "../../model/delivery.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { type LiveState, problemOf, spellingsOf } from "../../model/live-state.ts";
import { type Spellings, scopeKey } from "../../model/scope.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { Problems } from "../errors/tell-error.ts";
import type { Io } from "../io.ts";
import type { FleetOptions } from "../options/delivery-options.ts";
import { palettes } from "../terminal/palettes.ts";
import { listRepositories } from "./list-repositories.ts";
import { load } from "./load.ts";
import { readableScopes } from "./observe.ts";
import { readScopes } from "./read-scopes.ts";

export interface WatchedFleet {
  readonly hooks: readonly WatchedHook[];
  /** Scopes that could not be read, and what the credential cannot see. */
  readonly problems: readonly Diagnostic[];
  readonly state: DesiredState;
  readonly live: LiveState;
}

/** `--hook`, each of which must name a hook that is there. */
function narrow(
  hooks: readonly WatchedHook[],
  ids: readonly number[],
  problems: readonly Diagnostic[],
): readonly WatchedHook[] {
  if (ids.length === 0) return hooks;
  const unknown = ids
    .filter((id) => !hooks.some(({ hookId }) => hookId === id))
    .map(
      (id): Diagnostic => ({
        severity: "error",
        code: "unknown-hook",
        message: `none of the scopes that could be read has a web hook ${id}`,
        help: "The scopes are those of the file, narrowed by --target; `hookfleet import` shows the hooks of others.",
      }),
    );
  if (unknown.length > 0) throw new Problems([...problems, ...unknown]);
  return hooks.filter(({ hookId }) => ids.includes(hookId));
}

/**
 * The live web hooks of the scopes of the file, declared or not. URLs from variables that are not set
 * do no harm here: nothing is compared with the file but for what may be shown.
 *
 * @throws Problems where the configuration has errors or the hook asked for is not there
 */
export async function watchFleet(
  options: FleetOptions,
  openReader: () => Promise<GitHubReader>,
  io: Io,
): Promise<WatchedFleet> {
  const { err } = palettes(options, io);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const reader = await openReader();
  const lists = await listRepositories(config, options.target, async () => reader);
  const resolve = (spellings: Spellings): ResolvedState =>
    desiredState(config, {
      repositories: lists.repositories,
      targets: options.target,
      environment: io.environment,
      unsetUrls: "offline",
      spellings,
    });
  const written = resolve(new Map());
  const errors = written.diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Problems(errors);
  const live = await readScopes(readableScopes(written), reader, options, io);
  stopIfInterrupted(io);
  // A declared hook is only looked for among those that are there, whose addresses tell the names.
  const { state } = resolve(spellingsOf(live));
  const problems = [
    ...reader.notices(),
    ...lists.problems,
    ...state.unreadable.map(({ diagnostic }) => diagnostic),
    ...state.scopes.flatMap(({ scope, namedExactly }) => {
      const reading = live.get(scopeKey(scope));
      return reading?.status === "unreadable" ? [problemOf(reading, namedExactly)] : [];
    }),
  ];
  return { hooks: narrow(watchHooks(state, live), options.hook, problems), problems, state, live };
}

/** Where a list of what GitHub may no longer have would only confuse. */
export function refuseFuture(since: number | undefined, now: number): void {
  if (since === undefined || since <= now) return;
  throw new HookfleetError("since-in-future", "--since lies in the future", {
    help: "Say how long ago, as in --since 24h; or set this machine's clock.",
  });
}
