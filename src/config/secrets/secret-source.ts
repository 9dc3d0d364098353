import { isAbsolute, join, normalize } from "node:path";
import type { SecretSource } from "../../model/secret-reference.ts";
import type { ConfigContext, Report } from "../diagnostics.ts";
import type { SecretEntry } from "../generated/config-file.ts";
import { entryOf, type MapNode, stringOf, type YamlNode } from "../yaml/yaml-node.ts";

/**
 * Whether a variable belongs to GitHub, its CLI or its runners. Their values are credentials of
 * another kind (`GITHUB_TOKEN`), which a mistake must not send to a receiver.
 */
export function isForbiddenEnvironmentName(name: string): boolean {
  return /^(?:GITHUB|GH|ACTIONS|RUNNER)_/i.test(name);
}

/** One name for one variable: Windows ignores case. */
export function variableName(name: string, platform: string = process.platform): string {
  return platform === "win32" ? name.toUpperCase() : name;
}

/** The name of a variable that may be used; undefined where it is none, which has been reported. */
export function readEnvironmentName(
  node: YamlNode | undefined,
  report: Report,
): string | undefined {
  const name = stringOf(node);
  if (node === undefined || name === undefined) return undefined;
  if (!isForbiddenEnvironmentName(name)) return variableName(name);
  report({
    code: "forbidden-env-name",
    message: "Variables named GITHUB_*, GH_*, ACTIONS_* or RUNNER_* are refused here",
    help: "They belong to GitHub, its CLI and its runners. Use a name of your own.",
    at: node.position,
  });
  return undefined;
}

export function readSecretSource(
  node: MapNode,
  { report, resolveLinks }: ConfigContext,
): SecretSource | undefined {
  const env = readEnvironmentName(entryOf<SecretEntry>(node, "env")?.value, report);
  if (env !== undefined) return { kind: "env", name: env };
  const file = entryOf<SecretEntry>(node, "file")?.value;
  const shown = stringOf(file);
  if (file === undefined || shown === undefined) return undefined;
  const path = isAbsolute(shown) ? normalize(shown) : join(file.source.directory ?? "", shown);
  return { kind: "file", path, shown, real: resolveLinks?.(path) };
}
