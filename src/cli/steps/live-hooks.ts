import type { ResolvedState } from "../../config/desired-state.ts";
import { liveHookRefs } from "../../deliveries/read-deliveries.ts";
import { readableScopes } from "../../fleet/plan-against-github.ts";
import { hideVariables } from "../../fleet/read-scopes.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import type { LiveHookRef } from "../../model/delivery.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import {
  DiagnosticsError,
  HookfleetError,
  stopIfInterrupted,
  throwErrors,
} from "../../model/errors.ts";
import { problemsOf, spellingsOf } from "../../model/live-state.ts";
import { type Scope, scopeKey } from "../../model/scope.ts";
import { listingProgress, type Session, withProgress } from "../session.ts";
import { importTargets } from "./import-targets.ts";
import { load, resolveScopes } from "./load.ts";
import { readWithProgress } from "./plan-fleet.ts";
import { collectEarly, readAhead } from "./read-ahead.ts";

/** The live hooks of some scopes, and what the file says of those. */
export type LiveFleet = Awaited<ReturnType<typeof readLiveFleet>>;

export type LiveHooks = LiveFleet & { readonly hooks: readonly LiveHookRef[] };

const nothingDeclared: ResolvedState = {
  state: {
    scopes: [],
    unreadable: [],
    ignore: [],
    protect: [],
    limits: { maxDeletes: 0, maxChanges: undefined },
  },
  diagnostics: [],
  openNames: [],
};

/**
 * Reads the hooks of targets, as arguments name them, or else of the scopes of the file. With targets,
 * a file is read only where `-f` names it. URLs from variables that are not set do no harm here:
 * nothing is compared with the file but for what may be shown.
 *
 * @throws DiagnosticsError where the configuration has errors
 */
export async function readLiveFleet(
  reader: GitHubReader,
  session: Session,
  targets: readonly string[],
) {
  const { options } = session;
  if (targets.length > 0 && options.target.length > 0)
    throw new HookfleetError("targets-twice", "--target narrows the scopes of the file", {
      help: "Name scopes either as arguments or with --target.",
    });
  collectEarly();
  const ahead = readAhead(reader, options);
  const onFound = listingProgress(session);
  const named =
    targets.length === 0
      ? undefined
      : await withProgress(session, () =>
          importTargets(targets, reader, session, "no-such-scope", ahead.begin),
        );
  const config = named !== undefined && options.file.length === 0 ? undefined : await load(session);
  const file =
    config && (await resolveScopes(config, options.target, session, () => reader, onFound));
  const written = file?.resolve() ?? nothingDeclared;
  throwErrors(written.diagnostics);
  const scopes = named?.scopes ?? readableScopes(written);
  const read = await readWithProgress(scopes, ahead.reader, session);
  const live = hideVariables(read, [config], session.environment);
  stopIfInterrupted(session.interrupted);
  // A declared hook is only looked for among those that are there, whose addresses spell the names.
  const { state } = file?.resolve(spellingsOf(live)) ?? nothingDeclared;
  const exact =
    named?.named ??
    new Set(state.scopes.filter((one) => one.namedExactly).map(({ scope }) => scopeKey(scope)));
  const problems = [
    ...reader.notices(),
    ...(file?.problems ?? []),
    ...state.unreadable
      .filter(({ scope }) => named === undefined || live.has(scopeKey(scope)))
      .map(({ diagnostic }) => diagnostic),
    ...problemsOf(live, exact),
  ];
  return {
    /** Scopes that could not be read, and what the credential cannot see. */
    problems,
    /** Without a file nothing is declared. */
    state,
    live,
    hasFile: config !== undefined,
    isOpen: openScopes(state, file?.problems),
  };
}

/** Whether it is unknown what the file says of a scope, so that nothing there is undeclared. */
function openScopes(
  { unreadable }: ResolvedState["state"],
  problems: readonly Diagnostic[] = [],
): (scope: Scope) => boolean {
  const open = new Set(unreadable.map(({ scope }) => scopeKey(scope)));
  const unlisted = new Set(problems.map(({ scope = "" }) => scope.toLowerCase()));
  return (scope) => open.has(scopeKey(scope)) || unlisted.has(scope.owner.toLowerCase());
}

/**
 * The live web hooks of targets or of the scopes of the file, declared or not.
 *
 * @throws DiagnosticsError where the configuration has errors or a hook of `--hook` is not there
 */
export async function listLiveHooks(
  reader: GitHubReader,
  session: Session,
  targets: readonly string[] = [],
): Promise<LiveHooks> {
  const fleet = await readLiveFleet(reader, session, targets);
  const hooks = liveHookRefs(fleet.state, fleet.live);
  const narrowed = narrow(hooks, session.options.hook, {
    idOf: ({ hookId }) => hookId,
    none: "none of the scopes that could be read has a web hook",
    help: "The scopes are the targets, or those of the file narrowed by --target; `hookfleet audit` lists the hooks of others.",
    problems: fleet.problems,
  });
  return { ...fleet, hooks: narrowed };
}

/**
 * The hooks of `--hook`, each of which must name one that is there; all of them without it.
 *
 * @param facts `none` says that there is no such hook, before its id; `problems` are what could not be
 *   read, which the error includes
 */
export function narrow<Hook>(
  hooks: readonly Hook[],
  ids: readonly number[],
  facts: {
    readonly idOf: (hook: Hook) => number | undefined;
    readonly none: string;
    readonly help: string;
    readonly problems?: readonly Diagnostic[];
  },
): readonly Hook[] {
  const { idOf, none, help, problems = [] } = facts;
  if (ids.length === 0) return hooks;
  const found = new Set(hooks.map(idOf));
  const unknown = ids
    .filter((id) => !found.has(id))
    .map((id): Diagnostic => {
      return { severity: "error", code: "unknown-hook", message: `${none} ${id}`, help };
    });
  if (unknown.length > 0) throw new DiagnosticsError([...problems, ...unknown]);
  return hooks.filter((hook) => ids.some((id) => id === idOf(hook)));
}
