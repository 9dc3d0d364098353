import { chmodSync, existsSync, lstatSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { CacheOptions } from "../client-options.ts";
import type { Clock } from "../clock.ts";
import { codeOf, readCacheFile, writeCacheFile } from "./cache-file.ts";
import { pruneCache } from "./cache-prune.ts";

/** Where entries lie. Nothing here throws: a cache that cannot be used is a slower run, no more. */
export interface CacheFolder {
  readonly read: (name: string) => Buffer | undefined;
  readonly write: (name: string, bytes: Buffer) => void;
  /** An entry is there that cannot be trusted. */
  readonly foundForeign: () => void;
  /** In days since the epoch. */
  readonly today: () => number;
}

/** Opens the folder when the first entry is asked for. */
export function openCacheFolder(options: CacheOptions, clock: Clock): CacheFolder {
  // Below the folder that the user names, which may hold other things and have rights of its own.
  const folder = join(options.directory, "hookfleet-v1");
  const told = new Set<string>();
  let usable: boolean | undefined;

  function warn(code: string, message: string, help: string): void {
    if (told.has(code)) return;
    told.add(code);
    const warning: Diagnostic = { severity: "warning", code, message, help };
    options.onWarning?.(warning);
  }

  function attempt<Result>(act: () => Result): Result | undefined {
    if (usable === false) return undefined;
    try {
      if (usable === undefined) prepare(folder, today());
      usable = true;
      return act();
    } catch (error) {
      usable = false;
      warn(
        "cache-unusable",
        `the cache cannot be used (${codeOf(error)}); everything is read from GitHub`,
        "Give --cache a folder that this user can write to and that has room.",
      );
      return undefined;
    }
  }

  function foundForeign(): void {
    warn(
      "cache-entry-ignored",
      "the cache holds entries that are corrupt or were not written with this credential; they are ignored",
      "They are replaced by what GitHub answers. If it happens again, look who else writes there.",
    );
  }

  function today(): number {
    return Math.floor(clock.now() / 86_400_000);
  }

  return {
    read: (name) => {
      const file = attempt(() => readCacheFile(join(folder, name)));
      if (file === "foreign") foundForeign();
      return file === "foreign" ? undefined : file?.bytes;
    },
    write: (name, bytes) =>
      attempt(() => {
        if (!writeCacheFile(folder, name, bytes, today())) foundForeign();
      }),
    foundForeign,
    today,
  };
}

/**
 * Makes a folder and those above it. Node's own way of doing so never ends where the system refuses
 * a folder as if the one above it were missing, as it does in /proc.
 */
function makeFolder(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (error) {
    if (existsSync(path)) return;
    const above = dirname(path);
    if (codeOf(error) !== "ENOENT" || existsSync(above)) throw error;
    makeFolder(above);
    makeFolder(path);
  }
}

function prepare(folder: string, today: number): void {
  makeFolder(folder);
  const status = lstatSync(folder);
  // A link would have us write, and prune, somewhere else.
  if (!status.isDirectory()) throw Object.assign(new Error("no folder"), { code: "ENOTDIR" });
  // An archive that was unpacked may have opened it to others.
  if ((status.mode & 0o077) !== 0) chmodSync(folder, 0o700);
  pruneCache(folder, today);
}
