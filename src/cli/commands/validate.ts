import { isAbsolute, relative, resolve, sep } from "node:path";
import { desiredState } from "../../config/desired-state.ts";
import { diagnosticCodes } from "../../config/diagnostic-codes.ts";
import { loadConfig } from "../../config/load-config.ts";
import { validationSarif } from "../../documents/sarif-document.ts";
import { type Diagnostic, errorsOf, hasErrors } from "../../model/diagnostic.ts";
import { renderAnnotations } from "../../render/render-annotations.ts";
import { renderJsonLines } from "../../render/render-json.ts";
import {
  renderDiagnosticCount,
  renderDiagnostics,
  renderDiagnosticsJson,
} from "../../render/text/render-diagnostics.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Io } from "../io.ts";
import type { ResultOptions } from "../options/options.ts";
import { endLine, printResult } from "../output/print-result.ts";
import { packageVersion } from "../package-file.ts";
import type { Session } from "../session.ts";

/** `hookfleet validate`: every problem of the configuration at once, offline. */
export async function validate(
  session: Session<ResultOptions<"json" | "github" | "sarif">>,
): Promise<number> {
  const { options, quiet, cwd, interrupted: signal, out } = session;
  const { file: paths, policy, maxRepeats, target: targets } = options;
  const loaded = await loadConfig({
    ...{ paths, policy, maxRepeats, cwd, signal },
    now: session.now(),
  });
  const offline = { repositories: new Map(), environment: {}, unsetUrls: "offline" } as const;
  const resolved = loaded.config && desiredState(loaded.config, { ...offline, targets });
  // The file itself is always checked whole.
  const unknown = resolved?.diagnostics.filter(({ code }) => code === "unknown-target") ?? [];
  const all = [...loaded.diagnostics, ...unknown];
  const found: readonly Diagnostic[] =
    options.strict === true ? all.map((diagnostic) => ({ ...diagnostic, severity: "error" })) : all;
  const diagnostics = quiet ? errorsOf(found) : found;
  const failed = hasErrors(found);
  const placed = (): readonly Diagnostic[] => annotationPlaces(diagnostics, session);
  printResult(session, {
    text: () =>
      [
        renderDiagnostics(diagnostics, out),
        quiet && !failed ? "" : renderDiagnosticCount(diagnostics, out),
      ]
        .filter((part) => part !== "")
        .join("\n\n"),
    json: () => `${renderDiagnosticsJson(diagnostics)}\n`,
    github: () => endLine(renderAnnotations(placed())),
    sarif: () => renderJsonLines(validationSarif(placed(), packageVersion(), diagnosticCodes), 4),
  });
  if (options.format === "text" && resolved !== undefined && resolved.openNames.length > 0)
    session.note(
      "URLs that hold {owner} or {repo} were checked with the names as the file spells them.",
    );
  return failed ? exitCodes.failed : exitCodes.ok;
}

/** Diagnostics with their places as GitHub looks them up. */
export function annotationPlaces(
  diagnostics: readonly Diagnostic[],
  io: Pick<Io, "cwd" | "environment">,
): readonly Diagnostic[] {
  const place = placeInRepository(io);
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    position: diagnostic.position && place(diagnostic.position),
    related: diagnostic.related?.map(place),
  }));
}

/**
 * Makes places of files those that GitHub looks up: from the root of the repository, which in a
 * workflow is GITHUB_WORKSPACE, wherever below it the command runs.
 */
export function placeInRepository({
  cwd,
  environment,
}: Pick<Io, "cwd" | "environment">): <Place extends { readonly file: string }>(
  place: Place,
) => Place {
  const workspace = environment["GITHUB_WORKSPACE"] ?? "";
  return (place) => {
    if (workspace === "") return place;
    const file = relative(workspace, resolve(cwd, place.file));
    // GitHub knows no file outside; people may.
    const isOutside = file === ".." || file.startsWith(`..${sep}`) || isAbsolute(file);
    return isOutside ? place : { ...place, file };
  };
}
