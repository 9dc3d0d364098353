import type { HookUrl } from "../model/hook-url.ts";
import { repeatsOf } from "../model/repeats-of.ts";

/** Paths shorter than this are no credentials, and words of their own elsewhere. */
const shortestPath = 4;

type Replacement = readonly [text: string, shown: string];

/** What stands behind the host. */
function tailOf(url: string): string {
  return url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, "");
}

function replaceEach(pairs: readonly Replacement[]): (text: string) => string {
  const ordered = pairs
    .filter(([text, shown]) => text !== "" && text !== shown)
    .toSorted(([left], [right]) => right.length - left.length)
    .map(([text, shown]) => [repeatsOf(text), shown] as const);
  return (text) =>
    // By function: a URL may hold `$&`, which a replacement would take for what it replaces.
    ordered.reduce((result, [expression, shown]) => result.replace(expression, () => shown), text);
}

/** Of a URL that is a credential as a whole, the host is one part. */
function hostsOf(url: HookUrl): readonly string[] {
  if (url.origin.kind !== "env") return [];
  const host = url.host();
  return [host, host.replace(/:\d+$/, "")];
}

/** Puts in place of each URL what may be shown of it, however it is written. */
export function maskKnownUrls(urls: readonly HookUrl[]): (text: string) => string {
  return replaceEach(
    urls.flatMap((url) =>
      [url.reveal(), url.normalised(), ...hostsOf(url)].map(
        (text): Replacement => [text, url.show()],
      ),
    ),
  );
}

/** The same for what stands behind the host, as receivers repeat it: `Cannot POST /in/…`. */
export function maskKnownPaths(
  urls: readonly HookUrl[],
  shortest: number = shortestPath,
): (text: string) => string {
  return replaceEach(
    urls.flatMap((url) => {
      const tail = tailOf(url.reveal());
      const shown = tailOf(url.show());
      const [path = "", shownPath = ""] = [tail, shown].map((text) => text.replace(/[?#].*$/s, ""));
      const pairs: readonly Replacement[] = [
        [tail, shown],
        [path, shownPath],
      ];
      return pairs.filter(([text]) => text.length >= shortest);
    }),
  );
}
