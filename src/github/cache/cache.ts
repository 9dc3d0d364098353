import type { Secret } from "../../model/secret.ts";
import { apiVersion } from "../http/api-url.ts";
import {
  type CacheEntry,
  deriveCacheKeys,
  entryName,
  openEntry,
  readDay,
  sealEntry,
} from "./cache-entry.ts";
import { type CacheFolder, largestFile } from "./cache-folder.ts";

/** What entries are bound to, beside the URL. */
interface CacheBinding {
  readonly apiUrl: string;
  readonly secret: Secret;
  /** Which of the credential's sets of entries. */
  readonly owner: string;
}

/** How old the day of an entry's last use may get before it is written anew. */
const daysToRefresh = 7;

export type Cache = ReturnType<typeof createCache>;

/**
 * Pages of lists, kept between runs for one credential. Every entry is bound to the URL, host included,
 * the version of the API and the credential: renamed, or copied from another cache, it does not open.
 */
export function createCache(folder: CacheFolder, { apiUrl, secret, owner }: CacheBinding) {
  const keys = deriveCacheKeys(secret, owner);
  const aboutUrl = (url: string): string => `${apiUrl} ${apiVersion} ${url}`;
  /** Names of entries by URL: one takes a while to compute, and is needed several times. */
  const names = new Map<string, string>();
  const nameOf = (url: string): string => {
    const name = names.get(url) ?? entryName(keys, aboutUrl(url));
    names.set(url, name);
    return name;
  };
  let isTrusted = true;
  /** URLs that this run has paid for. */
  const keptNow = new Set<string>();
  const keep = (url: string, entry: CacheEntry): void => {
    const bytes = sealEntry(keys, aboutUrl(url), folder.today(), entry);
    if (bytes.length <= largestFile) folder.write(nameOf(url), bytes);
  };
  return {
    /** What is kept of a URL. Good for a conditional request, and for nothing else. */
    read: (url: string): CacheEntry | undefined => {
      if (!isTrusted) return undefined;
      const bytes = folder.read(nameOf(url));
      if (bytes === undefined) return undefined;
      const entry = openEntry(keys, aboutUrl(url), bytes);
      if (entry === undefined) folder.foundForeign();
      else if (folder.today() - (readDay(bytes) ?? 0) >= daysToRefresh) keep(url, entry);
      return entry;
    },
    /** Whether an earlier run has kept something of a URL, so that asking may cost nothing. */
    has: (url: string): boolean => isTrusted && !keptNow.has(url) && folder.has(nameOf(url)),
    keep: (url: string, entry: CacheEntry): void => {
      if (!isTrusted) return;
      keptNow.add(url);
      keep(url, entry);
    },
    /** This client writes: whatever it lists from now on has to come whole from GitHub. */
    distrust: (): void => {
      isTrusted = false;
    },
  };
}
