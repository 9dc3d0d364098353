import type { Secret } from "../../model/secret.ts";
import { apiVersion } from "../http/transmit.ts";
import {
  type CacheEntry,
  deriveCacheKeys,
  entryName,
  openEntry,
  readDay,
  sealEntry,
} from "./cache-entry.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { largestFile } from "./cache-folder.ts";

/** Pages of lists, kept between runs for one credential. */
export interface Cache {
  /** What is kept of a URL. Good for a conditional request, and for nothing else. */
  readonly read: (url: string) => CacheEntry | undefined;
  /** Whether something is kept of it, so that asking may cost nothing. */
  readonly has: (url: string) => boolean;
  readonly keep: (url: string, entry: CacheEntry) => void;
  /** This client writes: whatever it lists from now on has to come whole from GitHub. */
  readonly distrust: () => void;
}

/** What entries are bound to, beside the URL. */
export interface CacheBinding {
  readonly apiUrl: string;
  readonly secret: Secret;
  /** Which of the credential's sets of entries. */
  readonly owner: string;
}

/** How old the day of an entry's last use may get before it is written anew. */
const daysToRefresh = 7;

export const noCache: Cache = {
  read: () => undefined,
  has: () => false,
  keep: () => {},
  distrust: () => {},
};

/**
 * Opens the entries of one credential. Every entry is bound to the URL, host included, the version
 * of the API and the credential: renamed, or copied from another cache, it does not open.
 */
export function createCache(folder: CacheFolder, { apiUrl, secret, owner }: CacheBinding): Cache {
  const keys = deriveCacheKeys(secret, owner);
  const aboutUrl = (url: string): string => `${apiUrl} ${apiVersion} ${url}`;
  let isTrusted = true;
  const keep = (about: string, entry: CacheEntry): void => {
    const bytes = sealEntry(keys, about, folder.today(), entry);
    if (bytes.length <= largestFile) folder.write(entryName(keys, about), bytes);
  };
  return {
    read: (url) => {
      if (!isTrusted) return undefined;
      const about = aboutUrl(url);
      const bytes = folder.read(entryName(keys, about));
      if (bytes === undefined) return undefined;
      const entry = openEntry(keys, about, bytes);
      if (entry === undefined) folder.foundForeign();
      else if (folder.today() - (readDay(bytes) ?? 0) >= daysToRefresh) keep(about, entry);
      return entry;
    },
    has: (url) => isTrusted && folder.has(entryName(keys, aboutUrl(url))),
    keep: (url, entry) => {
      if (isTrusted) keep(aboutUrl(url), entry);
    },
    distrust: () => {
      isTrusted = false;
    },
  };
}
