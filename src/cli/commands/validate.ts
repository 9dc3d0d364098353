import {
  type Diagnostic,
  desiredState,
  type FleetConfig,
  loadConfig,
  renderAnnotations,
  renderDiagnosticCount,
  renderDiagnostics,
  renderDiagnosticsJson,
} from "../../index.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { ConfigOptions, OutputOptions, TargetOptions } from "../options/options.ts";
import { annotationPlaces } from "../terminal/annotation-places.ts";
import { palettes } from "../terminal/palettes.ts";

export interface ValidateOptions extends ConfigOptions, TargetOptions, OutputOptions {
  readonly strict?: true;
  readonly maxRepeats?: number;
}

function strictly(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, severity: "error" }));
}

/** Targets that nothing in the configuration can match. The file itself is always checked whole. */
function checkTargets(config: FleetConfig | undefined, targets: readonly string[]) {
  if (config === undefined || targets.length === 0) return [];
  const offline = { repositories: new Map(), environment: {}, unsetUrls: "stand-in" } as const;
  const { diagnostics } = desiredState(config, { ...offline, targets });
  return diagnostics.filter(({ code }) => code === "unknown-target");
}

/** `hookfleet validate`: every problem of the configuration at once, offline. */
export async function validate(options: ValidateOptions, io: Io): Promise<number> {
  const loaded = await loadConfig({
    paths: options.file,
    cwd: io.cwd,
    now: io.now(),
    signal: io.interrupted,
    maxRepeats: options.maxRepeats,
    ...(options.policy === undefined ? {} : { policy: options.policy }),
  });
  const all = [...loaded.diagnostics, ...checkTargets(loaded.config, options.target)];
  const found = options.strict === true ? strictly(all) : all;
  const diagnostics =
    options.quiet === true ? found.filter(({ severity }) => severity === "error") : found;
  const palette = palettes(options, io).out;
  const failed = found.some(({ severity }) => severity === "error");
  if (options.format === "json") io.stdout.write(`${renderDiagnosticsJson(diagnostics)}\n`);
  else if (options.format === "github") {
    const lines = renderAnnotations(annotationPlaces(diagnostics, io));
    if (lines !== "") io.stdout.write(`${lines}\n`);
  } else {
    const text = renderDiagnostics(diagnostics, { palette });
    if (text !== "") io.stdout.write(`${text}\n\n`);
    if (options.quiet !== true || failed)
      io.stdout.write(`${renderDiagnosticCount(diagnostics, { palette })}\n`);
  }
  return failed ? exitCodes.failed : exitCodes.ok;
}
