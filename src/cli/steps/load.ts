import type { FleetConfig } from "../../config/fleet-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import { loadBase } from "../../config/review/load-base.ts";
import type { Base } from "../../fleet/compare-with-base.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
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
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (config === undefined || errors.length > 0) throw new DiagnosticsError(errors);
  noteVariables(config, session);
  const what = diagnostics.length === 1 ? "1 warning" : `${diagnostics.length} warnings`;
  if (diagnostics.length > 0)
    session.note(`The configuration has ${what}; \`hookfleet validate\` shows them.`);
  return config;
}

/**
 * The configuration as it is on the base branch; undefined without `--base`.
 *
 * @throws DiagnosticsError with every error of it, HookfleetError where it is not there
 */
export async function loadBaseConfig(session: Session): Promise<Base | undefined> {
  const { file: paths, policy, base, basePolicy, offline } = session.options;
  if (base.length === 0) {
    if (offline === true) {
      throw new HookfleetError(
        "offline-needs-base",
        "--offline compares two files, and needs --base",
        {
          help: "Name the file or folder as it is on the base branch: --offline --base ../base",
        },
      );
    }
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
