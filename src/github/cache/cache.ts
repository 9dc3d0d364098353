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
  let isTrusted = true;
  /** URLs that this run has paid for. */
  const keptNow = new Set<string>();
  const keep = (about: string, entry: CacheEntry): void => {
    const bytes = sealEntry(keys, about, folder.today(), entry);
    if (bytes.length <= largestFile) folder.write(entryName(keys, about), bytes);
  };
  return {
    /** What is kept of a URL. Good for a conditional request, and for nothing else. */
    read: (url: string): CacheEntry | undefined => {
      if (!isTrusted) return undefined;
      const about = aboutUrl(url);
      const bytes = folder.read(entryName(keys, about));
      if (bytes === undefined) return undefined;
      const entry = openEntry(keys, about, bytes);
      if (entry === undefined) folder.foundForeign();
      else if (folder.today() - (readDay(bytes) ?? 0) >= daysToRefresh) keep(about, entry);
      return entry;
    },
    /** Whether an earlier run has kept something of a URL, so that asking may cost nothing. */
    has: (url: string): boolean =>
      isTrusted && !keptNow.has(url) && folder.has(entryName(keys, aboutUrl(url))),
    keep: (url: string, entry: CacheEntry): void => {
      if (!isTrusted) return;
      keptNow.add(url);
      keep(aboutUrl(url), entry);
    },
    /** This client writes: whatever it lists from now on has to come whole from GitHub. */
    distrust: (): void => {
      isTrusted = false;
    },
  };
}
