import type { FleetConfig } from "../../config/fleet-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import type { Palette } from "../../render/text/palette.ts";
import { Problems } from "../errors/tell-error.ts";
import type { Io } from "../io.ts";
import type { ConfigOptions } from "../options/options.ts";
import { noteVariables } from "./known-values.ts";

/**
 * Reads the configuration for a command that goes on to GitHub. Its warnings, which `validate`
 * shows, are only counted here.
 *
 * @throws Problems with every error of the configuration
 */
export async function load(
  options: ConfigOptions,
  io: Io,
  output: { readonly palette: Palette; readonly quiet: boolean },
): Promise<FleetConfig> {
  const { config, diagnostics } = await loadConfig({
    paths: options.file,
    cwd: io.cwd,
    now: io.now(),
    signal: io.interrupted,
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (config === undefined || errors.length > 0) throw new Problems(errors);
  noteVariables(config, io);
  if (diagnostics.length > 0 && !output.quiet) {
    const what = diagnostics.length === 1 ? "1 warning" : `${diagnostics.length} warnings`;
    const line = `The configuration has ${what}; \`hookfleet validate\` shows them.`;
    io.stderr.write(`${output.palette.muted(line)}\n`);
  }
  return config;
}
