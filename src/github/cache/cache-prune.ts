import { readdirSync } from "node:fs";
import { join } from "node:path";
import { headLength, readDay } from "./cache-entry.ts";
import { readCacheFile, removeCacheFile, temporaryPrefix, writeCacheFile } from "./cache-file.ts";

/** An entry that nobody has used for so long is not going to be used again. */
const daysUnused = 30;

/** All entries together. What goes beyond makes way for the rest, the longest unused first. */
const mostBytes = 256 * 1024 * 1024;

/** Says on which day the folder was pruned last, so that not every run has to look at every entry. */
const marker = "pruned";

interface Found {
  readonly path: string;
  readonly day: number;
  readonly size: number;
}

/**
 * Removes old entries, once a day. Age is told by the entries themselves: the times of files are
 * those of whoever unpacked the folder last. Files that are not of this cache are left alone.
 */
export function pruneCache(folder: string, today: number, limit: number = mostBytes): void {
  const last = readCacheFile(join(folder, marker), 20);
  if (last !== undefined && last !== "foreign" && last.bytes.toString() === String(today)) return;
  writeCacheFile(folder, marker, Buffer.from(String(today)), today);
  const entries: Found[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (isAbandoned(name, today)) removeCacheFile(path);
    else if (/^[0-9a-f]{64}$/.test(name)) {
      const entry = look(path, today);
      if (entry !== undefined) entries.push(entry);
    }
  }
  let total = entries.reduce((sum, { size }) => sum + size, 0);
  for (const { path, day, size } of entries.toSorted((left, right) => left.day - right.day)) {
    if (day > today - daysUnused && total <= limit) break;
    removeCacheFile(path);
    total -= size;
  }
}

/** Left behind by a run that was killed while it wrote. */
function isAbandoned(name: string, today: number): boolean {
  return name.startsWith(temporaryPrefix) && Number(name.split("-")[1]) !== today;
}

/** What is no entry counts as the oldest: it is of no use to anybody. So does one from the future. */
function look(path: string, today: number): Found | undefined {
  const file = readCacheFile(path, headLength);
  if (file === undefined) return undefined;
  if (file === "foreign") return { path, day: 0, size: 0 };
  const day = readDay(file.bytes) ?? 0;
  return { path, day: day > today + 1 ? 0 : day, size: file.size };
}
