import { dirname, join } from "node:path";
import type { FleetConfig } from "../../../src/config/fleet-config.ts";
import { type LoadedConfig, resolveSources } from "../../../src/config/resolve-sources.ts";
import { loadSchemaCheck } from "../../../src/config/schema/schema-check.ts";
import type { ConfigSource } from "../../../src/config/yaml/yaml-node.ts";
import type { Diagnostic } from "../../../src/model/diagnostic.ts";

export const now: number = Date.parse("2026-10-01T00:00:00Z");

const schemaCheck = await loadSchemaCheck();

/** Resolves texts without a disk. A text alone is the file `f.yaml`. */
export function load(
  files: string | Readonly<Record<string, string>>,
  policy?: string,
  maxRepeats?: number,
): LoadedConfig {
  const texts = typeof files === "string" ? { "f.yaml": files } : files;
  const sources = Object.entries(texts).map(
    ([file, text]): ConfigSource => ({
      file,
      text,
      role: "config",
      directory: join("/repo", dirname(file)),
    }),
  );
  const all: readonly ConfigSource[] =
    policy === undefined ? sources : [...sources, { file: "p.yaml", text: policy, role: "policy" }];
  return resolveSources(all, { now, schemaCheck, maxRepeats });
}

/** The configuration of a text that must be right. */
export function loadFine(files: string | Readonly<Record<string, string>>): FleetConfig {
  const { config, diagnostics } = load(files);
  if (config === undefined) throw new Error(JSON.stringify(diagnostics, null, 2));
  return config;
}

/** `code@line:column`, with the file in front where it is not `f.yaml`. */
export function finding({ code, position }: Diagnostic): string {
  if (position === undefined) return code;
  const { file, line, column } = position;
  return `${code}@${file === "f.yaml" ? "" : `${file}:`}${line}:${column}`;
}
