import { desiredState, type ResolvedState } from "../../config/desired-state.ts";
import type { FleetConfig } from "../../config/fleet-config.ts";
import { loadConfig } from "../../config/load-config.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { renderAnnotations } from "../../render/render-annotations.ts";
import {
  renderDiagnosticCount,
  renderDiagnostics,
  renderDiagnosticsJson,
} from "../../render/text/render-diagnostics.ts";
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

function resolveOffline(config: FleetConfig, targets: readonly string[]): ResolvedState {
  const offline = { repositories: new Map(), environment: {}, unsetUrls: "offline" } as const;
  return desiredState(config, { ...offline, targets });
}

const namesAsWritten =
  "URLs that hold {owner} or {repo} were checked with the names as the file spells them.";

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
  const offline = loaded.config && resolveOffline(loaded.config, options.target);
  // The file itself is always checked whole.
  const targets = offline?.diagnostics.filter(({ code }) => code === "unknown-target") ?? [];
  const all = [...loaded.diagnostics, ...targets];
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
    if (options.quiet !== true && offline !== undefined && offline.openNames.length > 0)
      io.stderr.write(`${palettes(options, io).err.muted(namesAsWritten)}\n`);
  }
  return failed ? exitCodes.failed : exitCodes.ok;
}
