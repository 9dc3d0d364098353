import { dirname, resolve } from "node:path";
import { compareStrings } from "../model/compare-strings.ts";
import { comparePositions } from "../model/diagnostic.ts";
import { type ConfigDiagnostic, finishDiagnostics, type Report } from "./diagnostics.ts";
import { quotedPath } from "./frames/quoted.ts";
import {
  createLinkResolver,
  identityOfPath,
  kindOfPath,
  listYamlFiles,
  readConfigFile,
} from "./read.ts";
import { type LoadedConfig, type ResolveOptions, resolveSources } from "./resolve-sources.ts";
import { loadSchemaCheck } from "./schema/schema-check.ts";
import type { ConfigSource, SourceRole } from "./yaml/yaml-node.ts";

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
  /** How many repositories of an organization may have the same hook without a warning. Default: 20. */
  readonly maxRepeats?: number | undefined;
  /**
   * For files that replace others, such as those of another branch: what each counts as, in
   * places, in the names of secrets, and for paths that are relative to it.
   */
  readonly nameOf?: ((shown: string) => string) | undefined;
  /** Ends the wait for what a pipe brings. */
  readonly signal?: AbortSignal | undefined;
}

export const defaultNames = ["hookfleet.yaml", "hookfleet.yml"] as const;

/**
 * Reads, checks and resolves a configuration. Never throws for what is wrong with it: all
 * diagnostics come at once.
 *
 * @param options the files, the folder that they are looked for in, and the time
 * @throws HookfleetError `interrupted` where the signal ended the wait for a pipe
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const { cwd, now, maxRepeats, nameOf, signal } = options;
  const unread: ConfigDiagnostic[] = [];
  const files = await findFiles(options, (fault) => void unread.push(fault));
  const sources: ConfigSource[] = [];
  for (const { shown, role } of files) {
    const { value: source, fault } = await readConfigFile(shown, cwd, role, signal);
    if (fault !== undefined) unread.push(fault);
    else if (nameOf === undefined) sources.push(source);
    else {
      const file = nameOf(shown);
      sources.push({ ...source, file, directory: dirname(resolve(cwd, file)) });
    }
  }
  const complete = unread.every(({ code }) => code === "two-default-files");
  const { config, diagnostics } = resolveSources(sources, {
    now,
    maxRepeats,
    schemaCheck: await loadSchemaCheck(),
    complete,
    resolveLinks: createLinkResolver(),
  });
  return {
    config: complete ? config : undefined,
    diagnostics: [...finishDiagnostics(unread, () => undefined), ...diagnostics].sort(
      (left, right) =>
        comparePositions(left.position, right.position) || compareStrings(left.code, right.code),
    ),
    files: files.map(({ shown }) => shown),
  };
}

/** Resolves texts that were read already. Reads nothing but the schema of the package. */
export async function resolveConfig(
  sources: readonly ConfigSource[],
  { now, maxRepeats }: Pick<ResolveOptions, "now" | "maxRepeats">,
): Promise<LoadedConfig> {
  return resolveSources(sources, { now, maxRepeats, schemaCheck: await loadSchemaCheck() });
}

/** The files that paths, or their absence, stand for. Each comes once. */
async function findFiles({ paths, cwd, policy }: LoadConfigOptions, report: Report) {
  const files: { readonly shown: string; readonly role: SourceRole }[] = [];
  const seen = new Set<string>();
  const add = (shown: string, role: SourceRole, isThere = true): void => {
    const identity = identityOfPath(shown, cwd);
    if (isThere && !seen.has(identity)) files.push({ shown, role });
    seen.add(identity);
  };
  // First, so that a folder that holds the policy file as well does not make it an ordinary one.
  if (policy !== undefined) {
    const { value, fault } = kindOfPath(policy, cwd);
    if (value !== "file") report(fault ?? notAFile(policy, value));
    add(policy, "policy", value === "file");
  }
  const found = paths.length === 0 ? findDefault(cwd, report) : [];
  for (const path of paths) found.push(...(await filesAt(path, cwd, report)));
  for (const shown of found) add(shown, "config");
  return files;
}

function findDefault(cwd: string, report: Report): string[] {
  const kinds = defaultNames.map((name) => ({ name, ...kindOfPath(name, cwd) }));
  const there = kinds.filter(({ value }) => value !== "missing");
  for (const { name, value, fault } of there)
    if (value !== "file") report(fault ?? notAFile(name, "folder"));
  const [first, second] = there.flatMap(({ name, value }) => (value === "file" ? name : []));
  if (second !== undefined) {
    const message = `${quotedPath(second)} is not read, because ${quotedPath(defaultNames[0])} is there too`;
    const at = { file: second, line: 1, column: 1 };
    report({ code: "two-default-files", message, help: "Rename one, or name both with -f.", at });
  }
  if (there.length === 0) {
    const message = "There is no `hookfleet.yaml` here";
    const help =
      "Let `hookfleet init` or `hookfleet import` write one, or name a file or folder with -f. `audit`, `health` and `deliveries` also take targets in place of a file: hookfleet audit acme 'acme/*'";
    report({ code: "file-missing", message, help, at: undefined });
  }
  return first === undefined ? [] : [first];
}

async function filesAt(path: string, cwd: string, report: Report): Promise<readonly string[]> {
  const kind = kindOfPath(path, cwd);
  if (kind.value === "file") return [path];
  const list = kind.value === "folder" ? await listYamlFiles(path, cwd) : undefined;
  if (list?.value !== undefined) return list.value;
  report(list?.fault ?? kind.fault ?? notAFile(path, "missing"));
  return [];
}

function notAFile(path: string, kind: "folder" | "missing"): ConfigDiagnostic {
  const at = undefined;
  if (kind === "missing")
    return { code: "file-missing", message: `There is no file ${quotedPath(path)}`, at };
  const message = `${quotedPath(path)} is a folder, but a file is expected`;
  return { code: "file-is-folder", message, help: "Only -f takes folders.", at };
}
