import { readFileSync, readlinkSync, realpathSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { compareStrings } from "../model/compare-strings.ts";
import type { SourcePosition } from "../model/diagnostic.ts";
import { HookfleetError } from "../model/errors.ts";
import type { SecretSource } from "../model/secret-reference.ts";
import type { DiagnosticCode } from "./diagnostic-codes.ts";
import type { ConfigDiagnostic } from "./diagnostics.ts";
import { quoted, quotedPath } from "./frames/quoted.ts";
import { readBytes } from "./read-bytes.ts";
import type { ConfigSource, SourceRole } from "./yaml/yaml-node.ts";

const maxConfigBytes = 16 * 1024 * 1024;
const maxSecretBytes = 64 * 1024;

/** Either what was asked for or why there is none. */
export type FileReading<Value> =
  | { readonly value: Value; readonly fault?: undefined }
  | { readonly value?: undefined; readonly fault: ConfigDiagnostic };

const fault = (
  code: DiagnosticCode,
  message: string,
  at?: SourcePosition,
): { readonly fault: ConfigDiagnostic } => ({ fault: { code, message, at } });

/** The JSON Schema of the file format, as text. The package has it beside `src` or `dist`. */
export function readSchema(): string {
  return readFileSync(new URL("../../schemas/hookfleet.schema.json", import.meta.url), "utf8");
}

/** What a path is; `missing` where nothing is there. Other trouble is a fault. */
export function kindOfPath(shown: string, cwd: string): FileReading<"file" | "folder" | "missing"> {
  try {
    const stats = statSync(resolve(cwd, shown), { throwIfNoEntry: false });
    if (stats === undefined) return { value: "missing" };
    if (stats.isDirectory()) return { value: "folder" };
    // Pipes are fine (`-f <(generate)`); a device may never end.
    return stats.isFile() || stats.isFIFO()
      ? { value: "file" }
      : fault("file-unreadable", `${quotedPath(shown)} is neither a file nor a folder`);
  } catch (error) {
    const code = errorCode(error);
    return code === "ENOTDIR" ? { value: "missing" } : unreadable(shown, code);
  }
}

/** Every `*.yaml` and `*.yml` below a folder, sorted. As in a shell, `*` does not match a leading dot. */
export async function listYamlFiles(
  shown: string,
  cwd: string,
): Promise<FileReading<readonly string[]>> {
  const found: string[] = [];
  const waiting = [shown];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      for (const entry of await readdir(resolve(cwd, folder), { withFileTypes: true })) {
        if (entry.name.startsWith(".")) continue;
        const path = join(folder, entry.name);
        if (entry.isDirectory()) waiting.push(path);
        else if (/\.ya?ml$/.test(entry.name) && !entry.isFIFO()) found.push(path);
      }
    } catch (error) {
      return unreadable(folder, errorCode(error));
    }
  }
  return found.length === 0
    ? fault("folder-empty", `${quotedPath(shown)} contains no *.yaml or *.yml`)
    : { value: found.sort(compareStrings) };
}

/** One file of the configuration. A signal ends the wait for what a pipe brings. */
export async function readConfigFile(
  shown: string,
  cwd: string,
  role: SourceRole,
  signal?: AbortSignal,
): Promise<FileReading<ConfigSource>> {
  const path = resolve(cwd, shown);
  const where = quotedPath(shown);
  try {
    const { bytes, refused } = await readBytes(path, {
      limit: maxConfigBytes,
      pipes: true,
      signal,
    });
    if (refused === "too-large") return fault("file-too-large", `${where} is larger than 16 MiB`);
    // A link in a folder can lead to a device, which would never end.
    const why =
      refused === "no-writer" ? "a pipe that nothing is written to" : "not a regular file";
    if (refused !== undefined) return fault("file-unreadable", `${where} is ${why}`);
    const text = decode(bytes);
    if (text === undefined)
      return fault("not-text", `${where} is not UTF-8 text`, { file: shown, line: 1, column: 1 });
    return { value: { file: shown, text, role, directory: dirname(path) } };
  } catch (error) {
    if (error instanceof HookfleetError) throw error;
    const code = errorCode(error);
    return code === "ENOENT"
      ? fault("file-missing", `There is no file ${where}`)
      : unreadable(shown, code);
  }
}

/** The same for two ways to one file; the path itself where nothing is there. */
export function identityOfPath(shown: string, cwd: string): string {
  const path = resolve(cwd, shown);
  try {
    return realpathSync.native(path);
  } catch {
    return path;
  }
}

/** Creates a function that follows the links of a path as far as it exists: one file, one path. */
export function createLinkResolver(): (path: string) => string {
  const known = new Map<string, string>();
  const resolveLinks = (path: string, linksLeft: number): string => {
    const ready = known.get(path);
    if (ready !== undefined) return ready;
    const found = follow(path, linksLeft);
    known.set(path, found);
    return found;
  };
  const follow = (path: string, linksLeft: number): string => {
    try {
      return realpathSync.native(path);
    } catch {
      const parent = dirname(path);
      if (parent === path || linksLeft === 0) return path;
      const folder = resolveLinks(parent, linksLeft);
      const target = targetOf(path);
      return target === undefined
        ? join(folder, basename(path))
        : resolveLinks(resolve(folder, target), linksLeft - 1);
    }
  };
  return (path) => resolveLinks(path, 40);
}

function targetOf(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}

/** The whole text of a secret's file. No error repeats any of it. */
export async function readSecretFile(source: SecretSource & { kind: "file" }): Promise<string> {
  const where = `The file ${quoted(source.shown)}`;
  try {
    const { bytes, refused } = await readBytes(source.path, { limit: maxSecretBytes });
    if (refused === "too-large")
      throw new HookfleetError("secret-file-too-large", `${where} is larger than 64 KiB`);
    if (refused !== undefined)
      throw new HookfleetError("secret-file-not-regular", `${where} is not a regular file`);
    const text = decode(bytes);
    if (text !== undefined) return text;
  } catch (error) {
    if (error instanceof HookfleetError) throw error;
    const code = errorCode(error);
    throw code === "ENOENT" || code === "ENOTDIR"
      ? new HookfleetError("secret-file-missing", `${where} does not exist`)
      : new HookfleetError("secret-file-unreadable", `${where} cannot be read (${code})`);
  }
  throw new HookfleetError("secret-not-text", `${where} is not UTF-8 text`);
}

/** With a byte order mark at the beginning, where there is one. */
function decode(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.includes("\0") ? undefined : text;
  } catch {
    return undefined;
  }
}

function unreadable(shown: string, code: string): { readonly fault: ConfigDiagnostic } {
  return fault("file-unreadable", `${quotedPath(shown)} cannot be read (${code})`);
}

function errorCode(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === "string" ? code : "unknown error";
}
