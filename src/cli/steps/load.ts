import { desiredState } from "../../config/desired-state.ts";
import type { FleetConfig } from "../../config/fleet-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import { loadBase } from "../../config/review/load-base.ts";
import type { Base } from "../../fleet/compare-with-base.ts";
import { listRepositories } from "../../fleet/list-repositories.ts";
import { errorsOf } from "../../model/diagnostic.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import { countNoun } from "../../model/format.ts";
import type { Spellings } from "../../model/scope.ts";
import type { Session } from "../session.ts";
import { noteVariables } from "./known-values.ts";

/**
 * Reads the configuration for a command that goes on to GitHub. Its warnings, which `validate`
 * shows, are only counted here.
 *
 * @throws DiagnosticsError with every error of the configuration
 */
export async function load(session: Session): Promise<FleetConfig> {
  const { options, cwd, interrupted: signal } = session;
  const { file: paths, policy } = options;
  const loaded = await loadConfig({ paths, policy, cwd, signal, now: session.now() });
  const { config, diagnostics } = loaded;
  const errors = errorsOf(diagnostics);
  if (config === undefined || errors.length > 0) throw new DiagnosticsError(errors);
  noteVariables(config, session);
  const what = countNoun(diagnostics.length, "warning");
  if (diagnostics.length > 0)
    session.note(`The configuration has ${what}; \`hookfleet validate\` shows them.`);
  return config;
}

/**
 * The scopes of a configuration, with the repositories that GitHub lists where selectors need it.
 * URLs from variables that are not set do no harm: nothing is compared with the file but for what may
 * be shown.
 *
 * @returns `resolve` gives the scopes under a spelling of their names
 */
export async function resolveScopes(
  config: FleetConfig,
  targets: readonly string[],
  { environment }: Session,
  openReader: Parameters<typeof listRepositories>[2],
  onFound?: (owner: string, soFar: number) => void,
) {
  const lists = await listRepositories(config, targets, openReader, onFound);
  const { repositories } = lists;
  const known = { repositories, targets, environment, unsetUrls: "offline" } as const;
  return {
    problems: lists.problems,
    resolve: (spellings: Spellings = new Map()) => desiredState(config, { ...known, spellings }),
  };
}

/**
 * The configuration as it is on the base branch; undefined without `--base`.
 *
 * @throws DiagnosticsError with every error of it, HookfleetError where it is not there
 */
export async function loadBaseConfig(session: Session): Promise<Base | undefined> {
  const { file: paths, policy, base, basePolicy, offline } = session.options;
  if (base.length === 0) {
    const message = "--offline compares two files, and needs --base";
    if (offline === true)
      throw new HookfleetError("offline-needs-base", message, {
        help: "Name the file or folder as it is on the base branch: --offline --base ../base",
      });
    if (basePolicy !== undefined)
      throw new HookfleetError("base-policy-alone", "--base-policy belongs to --base");
    return undefined;
  }
  const { cwd, interrupted: signal } = session;
  const options = { paths, base, policy, basePolicy, cwd, signal, now: session.now() };
  const { config, diagnostics } = await loadBase(options);
  if (config === undefined) throw new DiagnosticsError(diagnostics);
  noteVariables(config, session);
  return { config, notes: diagnostics };
}
