import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { configDigest } from "./config-digest.ts";
import { type ConfigContext, type ConfigDiagnostic, finishDiagnostics } from "./diagnostics.ts";
import type { FleetConfig } from "./fleet-config.ts";
import { createRenderFrame } from "./frames/render-frame.ts";
import type { ConfigFile } from "./generated/config-file.ts";
import { mergeFiles } from "./merge-files.ts";
import { resolveRoot } from "./resolve-root.ts";
import { checkPolicy } from "./rules/check-policy.ts";
import { explainSchemaErrors, withoutRefused } from "./schema/explain-schema-errors.ts";
import type { SchemaCheck } from "./schema/schema-check.ts";
import { createSuggest } from "./suggest.ts";
import { parseYaml } from "./yaml/parse-yaml.ts";
import {
  type Checked,
  type ConfigSource,
  createSourceText,
  type MapNode,
  plainValue,
} from "./yaml/yaml-node.ts";

/** The tree as the file format describes it: what is otherwise has been reported. */
const asFile = (root: MapNode): Checked<ConfigFile> =>
  root as Checked<unknown> as Checked<ConfigFile>;

/** A configuration, or why there is none. */
export interface LoadedConfig {
  /** Undefined when there is any error. */
  readonly config: FleetConfig | undefined;
  /** By file, line, column and code. */
  readonly diagnostics: readonly Diagnostic[];
  /** The files that were read, as they are shown. */
  readonly files: readonly string[];
}

export interface ResolveOptions
  extends Pick<ConfigContext, "now">,
    Partial<Pick<ConfigContext, "complete" | "resolveLinks">> {
  readonly schemaCheck: SchemaCheck;
  /** How many repositories of an organization may have the same hook without a warning. */
  readonly maxRepeats?: number | undefined;
}

/**
 * Turns the texts of a configuration into what it means. No disk (but for `resolveLinks`), no clock,
 * no environment. Errors of YAML, of the schema and of the rules are found in one go; the rules work
 * on whatever is well-formed.
 */
export function resolveSources(
  sources: readonly ConfigSource[],
  { now, schemaCheck, complete = true, maxRepeats, resolveLinks }: ResolveOptions,
): LoadedConfig {
  const found: ConfigDiagnostic[] = [];
  const report = (diagnostic: ConfigDiagnostic) => {
    found.push(diagnostic);
  };
  const suggest = createSuggest();
  const files = sources.map((source) => parseYaml(createSourceText(source), report));
  const hasPolicy = files.some((file) => file.source.role === "policy");
  const roots = files.flatMap(({ root, source }) => {
    if (root === undefined) return [];
    const errors = schemaCheck.errorsOf(plainValue(root));
    if (errors.length > 0)
      explainSchemaErrors(errors, root, schemaCheck.schema(), suggest).forEach(report);
    if (hasPolicy && source.role === "config") checkPolicy(asFile(root), report);
    return [withoutRefused(root, errors)];
  });
  const merged = mergeFiles(roots, report);
  const allParsed = roots.length === files.length;
  const ctx = { report, suggest, complete: complete && allParsed, now, resolveLinks };
  const resolved = merged && resolveRoot(asFile(merged), ctx, maxRepeats);
  const frame = createRenderFrame(files, schemaCheck.schema, new Set(resolved?.secrets.keys()));
  const diagnostics = finishDiagnostics(found, frame);
  const config = resolved && !hasErrors(diagnostics) ? withDigest(resolved, frame) : undefined;
  return { config, diagnostics, files: sources.map((source) => source.file) };
}

/** The digest is made when it is first asked for: `validate` never does. */
function withDigest(
  config: Omit<FleetConfig, "digest" | "frame">,
  frame: FleetConfig["frame"],
): FleetConfig {
  let digest: string | undefined;
  return {
    ...config,
    frame,
    get digest() {
      digest ??= configDigest(config);
      return digest;
    },
  };
}
