import { dirname, resolve } from "node:path";
import { compareStrings } from "../model/compare-strings.ts";
import { findFiles } from "./find-files.ts";
import type { Problem } from "./problem.ts";
import { comparePositions, finishDiagnostics } from "./problem.ts";
import { createLinkResolver, readConfigFile } from "./read.ts";
import { type LoadedConfig, resolveSources } from "./resolve-sources.ts";
import { loadSchemaCheck } from "./schema/schema-check.ts";
import type { ConfigSource } from "./yaml/yaml-node.ts";

/** Where the configuration is. */
export interface LoadConfigOptions {
  /** Files and folders; none = `hookfleet.yaml` or `hookfleet.yml` in `cwd`. */
  readonly paths: readonly string[];
  /** Absolute. */
  readonly cwd: string;
  /** The file that alone may hold the guards. */
  readonly policy?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How many repositories of an organization may have the same hook without a word. Default: 20. */
  readonly maxRepeats?: number | undefined;
  /**
   * For files that stand in for others, such as those of another branch: what each counts as, in
   * places, in the names of secrets, and for paths that are relative to it.
   */
  readonly nameOf?: ((shown: string) => string) | undefined;
  /** Ends the wait for what a pipe brings. */
  readonly signal?: AbortSignal | undefined;
}

function renamed(source: ConfigSource, { nameOf, cwd }: LoadConfigOptions): ConfigSource {
  if (nameOf === undefined) return source;
  const file = nameOf(source.file);
  return { ...source, file, directory: dirname(resolve(cwd, file)) };
}

/**
 * Reads, checks and resolves a configuration. Never throws for what is wrong with it: every problem
 * is a diagnostic, and all of them come at once.
 *
 * @throws HookfleetError `interrupted` where the signal ended the wait for a pipe
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const found = await findFiles(options);
  const problems: Problem[] = [...found.problems];
  const sources: ConfigSource[] = [];
  for (const { shown, role } of found.files) {
    const reading = await readConfigFile(shown, options.cwd, role, options.signal);
    if (reading.fault === undefined) sources.push(renamed(reading.value, options));
    else {
      const { code, message, file } = reading.fault;
      // A file that is there has a first line to point at.
      const at = code === "not-text" ? { file, line: 1, column: 1 } : undefined;
      problems.push({ code, message, at });
    }
  }
  const schemaCheck = await loadSchemaCheck();
  const missing = problems.some((problem) => problem.code !== "two-default-files");
  const loaded = resolveSources(sources, {
    now: options.now,
    maxRepeats: options.maxRepeats,
    schemaCheck,
    complete: !missing,
    resolveLinks: createLinkResolver(),
  });
  const diagnostics = [...finishDiagnostics(problems, () => undefined), ...loaded.diagnostics].sort(
    (left, right) =>
      comparePositions(left.position, right.position) || compareStrings(left.code, right.code),
  );
  return {
    config: missing ? undefined : loaded.config,
    diagnostics,
    files: found.files.map((file) => file.shown),
  };
}
