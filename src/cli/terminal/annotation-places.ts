import { isAbsolute, relative, resolve, sep } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { Io } from "../io.ts";

/**
 * Diagnostics with their places as GitHub looks them up: from the root of the repository, which in a
 * workflow is GITHUB_WORKSPACE, wherever below it the command runs.
 */
export function annotationPlaces(
  diagnostics: readonly Diagnostic[],
  { cwd, environment }: Pick<Io, "cwd" | "environment">,
): readonly Diagnostic[] {
  const workspace = environment["GITHUB_WORKSPACE"] ?? "";
  if (workspace === "") return diagnostics;
  const fromRoot = <Place extends { readonly file: string }>(place: Place): Place => {
    const file = relative(workspace, resolve(cwd, place.file));
    // GitHub knows no file outside; people may.
    const isOutside = file === ".." || file.startsWith(`..${sep}`) || isAbsolute(file);
    return isOutside ? place : { ...place, file };
  };
  return diagnostics.map((diagnostic) => ({
    ...diagnostic,
    position: diagnostic.position && fromRoot(diagnostic.position),
    related: diagnostic.related?.map(fromRoot),
  }));
}
