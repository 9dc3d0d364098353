import type { LiveHook } from "../../model/hook.ts";
import type { UrlGlob } from "../../model/url-glob.ts";

/**
 * Legacy services and `gh webhook forward` hooks have another name than `web`; they and what is
 * under `ignore` are never matched, changed or deleted.
 */
export function setAside(
  hooks: readonly LiveHook[],
  ignore: readonly UrlGlob[],
): { readonly considered: readonly LiveHook[]; readonly ignored: readonly LiveHook[] } {
  const considered: LiveHook[] = [];
  const ignored: LiveHook[] = [];
  for (const hook of hooks.toSorted((left, right) => left.id - right.id)) {
    const aside = hook.name !== "web" || ignore.some((glob) => glob.matches(hook.url.normalised()));
    (aside ? ignored : considered).push(hook);
  }
  return { considered, ignored };
}
