import { randomUUID } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Clock } from "../../model/clock.ts";
import type { CacheOptions } from "../client-options.ts";
import { headLength, readDay } from "./cache-entry.ts";

/** A page of 100 repositories has well below a megabyte. */
export const largestFile: number = 16 * 1024 * 1024;

/** Temporary files begin with this and the day they were made. */
const temporaryPrefix = "new";

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
    if (["ELOOP", "EMLINK", "ENXIO", "EISDIR"].includes(code)) return "foreign";
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
 * Writes a file whole or not at all, for its owner alone. Readers see the old one meanwhile.
 *
 * @returns false where something stands in its place that no file can replace
 */
export function writeCacheFile(folder: string, name: string, bytes: Buffer, day: number): boolean {
  // No `join`, which reads every character of a path: that takes as long as to write the file.
  const temporary = `${folder}/${temporaryPrefix}-${day}-${randomUUID()}`;
  try {
    writeFileSync(temporary, bytes, { mode: 0o600, flag: "wx" });
    renameSync(temporary, `${folder}/${name}`);
    return true;
  } catch (error) {
    removeCacheFile(temporary);
    if (codeOf(error) === "EISDIR") return false;
    throw error;
  }
}

/** Another process may have removed it already. */
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

/** An entry that nobody has used for so long is not going to be used again. */
const daysUnused = 30;

/** All entries together. What goes beyond makes way for the rest, the longest unused first. */
const mostBytes = 256 * 1024 * 1024;

/** Says on which day the folder was pruned last, so that not every run has to look at every entry. */
const marker = "pruned";

/**
 * Removes old entries, once a day. Age is told by the entries themselves: the times of files are
 * those of the user who unpacked the folder last. Files that are not of this cache are left alone.
 */
export function pruneCache(folder: string, today: number, limit: number = mostBytes): void {
  const last = readCacheFile(`${folder}/${marker}`, 20);
  if (last !== undefined && last !== "foreign" && last.bytes.toString() === String(today)) return;
  writeCacheFile(folder, marker, Buffer.from(String(today)), today);
  const names = readdirSync(folder);
  for (const name of names) if (isAbandoned(name, today)) removeCacheFile(`${folder}/${name}`);
  const entries = names
    .filter((name) => /^[0-9a-f]{64}$/.test(name))
    .map((name) => look(`${folder}/${name}`, today))
    .filter((entry) => entry !== undefined);
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  for (const { path, day, size } of entries.toSorted((left, right) => left.day - right.day)) {
    if (day > today - daysUnused && total <= limit) break;
    removeCacheFile(path);
    total -= size;
  }
}

/** Left behind by a run that was killed while it wrote; one from before midnight may still write. */
function isAbandoned(name: string, today: number): boolean {
  const [prefix, day] = name.split("-");
  return prefix === temporaryPrefix && !(Math.abs(Number(day) - today) <= 1);
}

/** What is no entry counts as the oldest: it is of no use to anybody. So does one from the future. */
function look(path: string, today: number) {
  const file = readCacheFile(path, headLength);
  if (file === undefined) return undefined;
  if (file === "foreign") return { path, day: 0, size: 0 };
  const day = readDay(file.bytes) ?? 0;
  return { path, day: day > today + 1 ? 0 : day, size: file.size };
}

export type CacheFolder = ReturnType<typeof openCacheFolder>;

/**
 * Where entries lie. The folder is opened when the first one is asked for. Nothing here throws: a cache
 * that cannot be used is a slower run, no more.
 */
export function openCacheFolder(options: CacheOptions, clock: Clock) {
  // Below the folder that the user names, which may hold other things and have rights of its own.
  const folder = join(options.directory, "hookfleet-v1");
  /** What was there at first, and what came from here. What others add meanwhile, the next run finds. */
  let names: Set<string> | undefined;
  let isUsable = true;
  let hasForeign = false;

  const warn = (code: string, message: string, help: string): void =>
    options.onWarning?.({ severity: "warning", code, message, help });

  /** In days since the epoch. */
  const today = (): number => Math.floor(clock.now() / 86_400_000);

  function attempt<Result>(act: (known: Set<string>) => Result): Result | undefined {
    if (!isUsable) return undefined;
    try {
      names ??= prepare(folder, today());
      return act(names);
    } catch (error) {
      isUsable = false;
      warn(
        "cache-unusable",
        `the cache cannot be used (${codeOf(error)}); everything is read from GitHub`,
        "Give --cache a folder that this user can write to and that has room, or pass --no-cache.",
      );
      return undefined;
    }
  }

  /** An entry is there that cannot be trusted. */
  function foundForeign(): void {
    if (hasForeign) return;
    hasForeign = true;
    warn(
      "cache-entry-ignored",
      "the cache holds entries that are corrupt or were not written with this credential; they are ignored",
      "They are replaced by what GitHub answers. If it happens again, look who else writes there.",
    );
  }

  return {
    read: (name: string): Buffer | undefined => {
      const file = attempt((known) => known.has(name) && readCacheFile(`${folder}/${name}`));
      if (file === "foreign") foundForeign();
      return typeof file === "object" ? file.bytes : undefined;
    },
    has: (name: string): boolean => attempt((known) => known.has(name)) === true,
    write: (name: string, bytes: Buffer): void =>
      attempt((known) => {
        if (!writeCacheFile(folder, name, bytes, today())) foundForeign();
        known.add(name);
      }),
    foundForeign,
    today,
  };
}

/**
 * Makes a folder and those above it. Node's own way of doing so never ends where the system refuses
 * a folder as if the one above it were missing, as it does in /proc.
 */
export function makeFolder(path: string, mode = 0o700): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    if (existsSync(path)) return;
    const above = dirname(path);
    if (codeOf(error) !== "ENOENT" || existsSync(above)) throw error;
    makeFolder(above, mode);
    makeFolder(path, mode);
  }
}

function prepare(folder: string, today: number): Set<string> {
  makeFolder(folder);
  const status = lstatSync(folder);
  // A link would have us write, and prune, somewhere else.
  if (!status.isDirectory()) throw Object.assign(new Error("no folder"), { code: "ENOTDIR" });
  // An archive that was unpacked may have opened it to others.
  if ((status.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  pruneCache(folder, today);
  return new Set(readdirSync(folder));
}
