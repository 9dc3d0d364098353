import { loadBase } from "../../config/review/load-base.ts";
import { HookfleetError } from "../../model/errors.ts";
import { Problems } from "../errors/tell-error.ts";
import type { Io } from "../io.ts";
import type { BaseOptions, ConfigOptions } from "../options/options.ts";
import { noteVariables } from "./known-values.ts";
import type { Base } from "./observe-base.ts";

function checkOptions({ base, basePolicy, offline }: BaseOptions): void {
  if (base.length > 0) return;
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
}

/**
 * The configuration as it is on the base branch; undefined where nobody asked for a comparison.
 *
 * @throws Problems with every error of it, HookfleetError where it is not there
 */
export async function readBase(
  options: ConfigOptions & BaseOptions,
  io: Io,
): Promise<Base | undefined> {
  checkOptions(options);
  const { file, base, policy, basePolicy } = options;
  if (base.length === 0) return undefined;
  const { config, diagnostics } = await loadBase({
    paths: file,
    base,
    policy,
    basePolicy,
    cwd: io.cwd,
    now: io.now(),
    signal: io.interrupted,
  });
  if (config === undefined) throw new Problems(diagnostics);
  noteVariables(config, io);
  return { config, notes: diagnostics };
}
