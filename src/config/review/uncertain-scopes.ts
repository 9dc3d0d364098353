import type { DesiredState } from "../../model/desired-state.ts";
import { scopeKey } from "../../model/scope.ts";
import { isStandIn } from "../urls/settle-url.ts";

/** The scopes, by key, in which a hook has a URL from a variable that is not set here. */
export function uncertainScopes(state: DesiredState): ReadonlySet<string> {
  return new Set(
    state.scopes
      .filter(({ hooks }) =>
        hooks.some(({ url, previousUrls }) => [url, ...previousUrls].some(isStandIn)),
      )
      .map(({ scope }) => scopeKey(scope)),
  );
}
