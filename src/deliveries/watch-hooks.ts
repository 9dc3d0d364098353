import type { WatchedHook } from "../model/delivery.ts";
import type { DesiredState } from "../model/desired-state.ts";
import type { DesiredHook, LiveHook } from "../model/hook.ts";
import type { LiveState } from "../model/live-state.ts";
import { compareScopes, scopeKey } from "../model/scope.ts";

/** By every URL that the file has for it, its earlier ones included. */
function byUrl(hooks: readonly DesiredHook[]): ReadonlyMap<string, DesiredHook> {
  // The current URL of one hook tells more than a former URL of another one.
  const entries = [
    ...hooks.flatMap((hook) => hook.previousUrls.map((url) => [url.normalised(), hook] as const)),
    ...hooks.map((hook) => [hook.url.normalised(), hook] as const),
  ];
  return new Map(entries);
}

function watch(
  live: LiveHook,
  scope: WatchedHook["scope"],
  desired: DesiredHook | undefined,
): WatchedHook {
  const { id, url, active, hasSecret } = live;
  const known = [desired?.url, ...(desired?.previousUrls ?? [])].find(
    (candidate) => candidate?.normalised() === url.normalised(),
  );
  const shown = known === undefined ? url : url.asKnownFrom(known);
  return { scope, hookId: id, url: shown, active: active !== false, hasSecret };
}

/**
 * Every live web hook of the scopes that could be read, declared or not, in the order of scopes and
 * ids. Services and forwarders of the past have no deliveries of their own.
 */
export function watchHooks(state: DesiredState, live: LiveState): readonly WatchedHook[] {
  const declared = new Map(state.scopes.map((desired) => [scopeKey(desired.scope), desired.hooks]));
  return [...live.values()]
    .flatMap((reading) => (reading.status === "read" ? [reading] : []))
    .toSorted((left, right) => compareScopes(left.scope, right.scope))
    .flatMap(({ scope, hooks }) => {
      const urls = byUrl(declared.get(scopeKey(scope)) ?? []);
      return hooks
        .filter(({ name }) => name === "web")
        .toSorted((left, right) => left.id - right.id)
        .map((hook) => watch(hook, scope, urls.get(hook.url.normalised())));
    });
}
