import { randomBytes } from "node:crypto";
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

/** A page of 100 repositories has well below a megabyte. */
export const largestFile: number = 16 * 1024 * 1024;

/** Temporary files begin with this and the day they were made. */
export const temporaryPrefix = "new-";

/** Neither a link to somewhere else nor a pipe that waits for a writer. Windows has no such flags. */
const readFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Reads the first bytes of a regular file.
 *
 * @returns the bytes and the size of the whole; undefined where there is no such file, and "foreign"
 *   where something else than a file of ours bears its name
 */
export function readCacheFile(
  path: string,
  most: number = largestFile,
): { readonly bytes: Buffer; readonly size: number } | "foreign" | undefined {
  let file: number;
  try {
    file = openSync(path, readFlags);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT") return undefined;
    // What open answers to a link that may not be followed, a socket and a folder.
    if (code === "ELOOP" || code === "EMLINK" || code === "ENXIO" || code === "EISDIR")
      return "foreign";
    throw error;
  }
  try {
    const status = fstatSync(file);
    if (!status.isFile() || status.size > largestFile) return "foreign";
    const bytes = Buffer.alloc(Math.min(status.size, most));
    const length = readSync(file, bytes, 0, bytes.length, 0);
    return { bytes: bytes.subarray(0, length), size: status.size };
  } finally {
    closeSync(file);
  }
}

/**
 * Writes a file whole or not at all, for its owner alone. Whoever reads meanwhile sees the old one.
 *
 * @returns false where something stands in its place that no file can replace
 */
export function writeCacheFile(folder: string, name: string, bytes: Buffer, day: number): boolean {
  const temporary = join(folder, `${temporaryPrefix}${day}-${randomBytes(8).toString("hex")}`);
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: "wx" });
    renameSync(temporary, join(folder, name));
    return true;
  } catch (error) {
    removeCacheFile(temporary);
    if (codeOf(error) === "EISDIR") return false;
    throw error;
  }
}

/** Somebody else may have removed it already. */
export function removeCacheFile(path: string): void {
  try {
    unlinkSync(path);
  } catch {
    // It stays, and the next pruning meets it again.
  }
}

export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
