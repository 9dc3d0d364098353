import type { HookUrl } from "../../model/hook-url.ts";

/** Paths shorter than this are no credentials, and words of their own elsewhere. */
const shortest = 4;

/** What stands behind the host. */
function tailOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
}

function replaceEach(pairs: readonly (readonly [string, string])[]): (text: string) => string {
  const ordered = pairs
    .filter(([url]) => url !== "")
    .toSorted(([left], [right]) => right.length - left.length);
  // By function: a URL may hold `$&`, which a replacement would take for what it replaces.
  return (text) => ordered.reduce((shown, [url, mask]) => shown.replaceAll(url, () => mask), text);
}

/** Puts in place of each URL what may be shown of it, wherever it stands. */
export function maskKnownUrls(urls: readonly HookUrl[]): (text: string) => string {
  return replaceEach(
    urls.flatMap((url) => [url.reveal(), url.normalised()].map((text) => [text, url.show()])),
  );
}

/** The same for what stands behind the host, as receivers repeat it: `Cannot POST /in/…`. */
export function maskKnownPaths(urls: readonly HookUrl[]): (text: string) => string {
  return replaceEach(
    urls.flatMap((url) => {
      const tail = tailOf(url.reveal());
      const shown = tailOf(url.show());
      const [path = "", shownPath = ""] = [tail, shown].map((text) => text.replace(/[?#].*$/s, ""));
      return [[tail, shown] as const, [path, shownPath] as const].filter(
        ([text, mask]) => text.length >= shortest && text !== mask,
      );
    }),
  );
}
