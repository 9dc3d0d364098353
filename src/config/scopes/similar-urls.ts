import { groupBy } from "../../model/group-by.ts";
import type { DesiredHook } from "../../model/hook.ts";
import { inFileOrder, type Report } from "../diagnostics.ts";
import { contradict } from "./contradictions.ts";

/**
 * Warns of hooks of one scope whose URLs differ by nothing but a trailing slash or the spelling of
 * the host: most likely one receiver, which then gets deliveries twice.
 */
export function checkSimilarUrls(hooks: readonly DesiredHook[], report: Report): void {
  const groups = groupBy(hooks, ({ url }) => withoutTrailingSlash(url.normalised()));
  for (const group of groups.values()) {
    const firsts = new Map<string, DesiredHook>();
    for (const hook of group.length > 1 ? inFileOrder(group) : []) {
      const key = hook.url.normalised();
      const same = firsts.get(key);
      const slash = [...firsts].find(([url]) => url !== key)?.[1];
      const isRespelled = same !== undefined && differsInSpelling(same, hook);
      const other = isRespelled ? same : slash;
      if (same === undefined) firsts.set(key, hook);
      if (other === undefined) continue;
      report({
        code: "similar-urls",
        message: `The URLs of two hooks of one scope differ only ${isRespelled ? "in how scheme, host or port are written" : "by a trailing slash"}`,
        help: "Write both in the same way, or put the old URL into `previous_urls`.",
        at: hook.position,
        related: [other.position],
      });
    }
  }
}

/** Where the two contradict each other as well, that is the error to fix. */
function differsInSpelling(one: DesiredHook, other: DesiredHook): boolean {
  return one.url.reveal() !== other.url.reveal() && !contradict(one, other);
}

/** The slashes at the end of the path; those of a query mean something to somebody. */
function withoutTrailingSlash(url: string): string {
  const tail = url.search(/[?#]/);
  let end = tail === -1 ? url.length : tail;
  const rest = url.slice(end);
  while (end > 0 && url.charAt(end - 1) === "/") end -= 1;
  return url.slice(0, end) + rest;
}
