import type { DesiredState } from "../../model/desired-state.ts";
import { scopeKey } from "../../model/scope.ts";
import { isOffline } from "../urls/resolve-url.ts";

/** The scopes, by key, in which a hook has a URL from a variable that is not set here. */
export function uncertainScopes(state: DesiredState): ReadonlySet<string> {
  return new Set(
    state.scopes
      .filter(({ hooks }) =>
        hooks.some(({ url, previousUrls }) => [url, ...previousUrls].some(isOffline)),
      )
      .map(({ scope }) => scopeKey(scope)),
  );
}
