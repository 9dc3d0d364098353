import type { LiveHook } from "../../model/hook.ts";
import type { UrlGlob } from "../../model/url-glob.ts";

export interface Considered {
  readonly considered: readonly LiveHook[];
  /** Never matched, changed or deleted. */
  readonly ignored: readonly LiveHook[];
  /** Those of them that no request could name, or that no `protect` could recognize. */
  readonly unidentified: readonly LiveHook[];
}

/**
 * Sets aside what is under `ignore`, and legacy services and `gh webhook forward` hooks, which have
 * another name than `web`. So is a hook of which GitHub does not show what it is.
 */
export function setAside(hooks: readonly LiveHook[], ignore: readonly UrlGlob[]): Considered {
  const considered: LiveHook[] = [];
  const ignored: LiveHook[] = [];
  const unidentified: LiveHook[] = [];
  for (const hook of hooks.toSorted((left, right) => left.id - right.id)) {
    const isIgnored = ignore.some((glob) => glob.matches(hook.url.normalised()));
    const isUnidentified = hook.name === "" || (hook.name === "web" && hook.url.reveal() === "");
    if (isUnidentified && !isIgnored) unidentified.push(hook);
    (isIgnored || isUnidentified || hook.name !== "web" ? ignored : considered).push(hook);
  }
  return { considered, ignored, unidentified };
}
