import { dirname, resolve } from "node:path";
import { compareStrings } from "../model/compare-strings.ts";
import { comparePositions } from "../model/diagnostic.ts";
import { type ConfigDiagnostic, finishDiagnostics } from "./diagnostics.ts";
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
 * @throws HookfleetError `interrupted` where the signal ended the wait for a pipe
 */
export async function loadConfig(options: LoadConfigOptions): Promise<LoadedConfig> {
  const { cwd, now, maxRepeats, nameOf, signal } = options;
  const [files, found] = await findFiles(options);
  const unread = [...found];
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

/**
 * Resolves texts that were read already, such as files as they are on another branch. Reads
 * nothing but the schema that comes with the package.
 */
export async function resolveConfig(
  sources: readonly ConfigSource[],
  { now, maxRepeats }: Pick<ResolveOptions, "now" | "maxRepeats">,
): Promise<LoadedConfig> {
  return resolveSources(sources, { now, maxRepeats, schemaCheck: await loadSchemaCheck() });
}

interface Found {
  readonly files: readonly string[];
  readonly diagnostics: readonly ConfigDiagnostic[];
}

/** Finds the files that paths, or their absence, stand for. Each file comes once. */
async function findFiles({
  paths,
  cwd,
  policy,
}: LoadConfigOptions): Promise<readonly [readonly FoundFile[], readonly ConfigDiagnostic[]]> {
  const found = paths.length === 0 ? await findDefault(cwd) : await findNamed(paths, cwd);
  const diagnostics = [...found.diagnostics];
  const files: FoundFile[] = [];
  const seen = new Set<string>();
  if (policy !== undefined) {
    const kind = await kindOfPath(policy, cwd);
    if (kind.value === "file") files.push({ shown: policy, role: "policy" });
    else diagnostics.push(kind.fault ?? notAFile(policy, kind.value));
    // First, so that a folder that holds the policy file as well does not make it an ordinary one.
    seen.add(await identityOfPath(policy, cwd));
  }
  for (const shown of found.files) {
    const identity = await identityOfPath(shown, cwd);
    if (!seen.has(identity)) files.push({ shown, role: "config" });
    seen.add(identity);
  }
  return [files, diagnostics];
}

interface FoundFile {
  readonly shown: string;
  readonly role: SourceRole;
}

async function findDefault(cwd: string): Promise<Found> {
  const files: string[] = [];
  const diagnostics: ConfigDiagnostic[] = [];
  for (const name of defaultNames) {
    const kind = await kindOfPath(name, cwd);
    if (kind.value === "file") files.push(name);
    else if (kind.value !== "missing") diagnostics.push(kind.fault ?? notAFile(name, kind.value));
  }
  const [first, second] = files;
  if (second !== undefined) {
    diagnostics.push({
      code: "two-default-files",
      message: `${quotedPath(second)} is not read, because ${quotedPath(defaultNames[0])} is there too`,
      help: "Rename one, or name both with -f.",
      at: { file: second, line: 1, column: 1 },
    });
  }
  if (first === undefined && diagnostics.length === 0) {
    diagnostics.push({
      code: "file-missing",
      message: "There is no `hookfleet.yaml` here",
      help: "Write one, let `hookfleet import` write it, or name a file or folder with -f.",
      at: undefined,
    });
  }
  return { files: first === undefined ? [] : [first], diagnostics };
}

async function findNamed(paths: readonly string[], cwd: string): Promise<Found> {
  const files: string[] = [];
  const diagnostics: ConfigDiagnostic[] = [];
  for (const path of paths) {
    const kind = await kindOfPath(path, cwd);
    const list = kind.value === "folder" ? await listYamlFiles(path, cwd) : { value: [path] };
    const fault = kind.value === "missing" ? notAFile(path, "missing") : (kind.fault ?? list.fault);
    if (fault !== undefined) diagnostics.push(fault);
    else for (const file of list.value ?? []) files.push(file);
  }
  return { files, diagnostics };
}

function notAFile(path: string, kind: "folder" | "missing"): ConfigDiagnostic {
  const at = undefined;
  if (kind === "missing")
    return { code: "file-missing", message: `There is no file ${quotedPath(path)}`, at };
  const message = `${quotedPath(path)} is a folder, but a file is expected`;
  return { code: "file-is-folder", message, help: "Only -f takes folders.", at };
}
