import {
  compareDeliveries,
  type DeliveryDetail,
  type DeliveryReading,
  type LiveHookRef,
} from "../model/delivery.ts";
import type { DesiredState } from "../model/desired-state.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import { eachAtOnce } from "../model/each-at-once.ts";
import {
  errorDiagnostic,
  expectedFailure,
  type HookfleetError,
  refusesCredential,
} from "../model/errors.ts";
import type { DeliveryReader } from "../model/github-port.ts";
import { groupBy } from "../model/group-by.ts";
import type { DesiredHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import type { LiveState } from "../model/live-state.ts";
import { compareScopes, scopeKey, scopeName } from "../model/scope.ts";

/** The URLs of declared hooks, and their former ones: as the file has them, by what GitHub has. */
function declaredUrls(hooks: readonly DesiredHook[]): ReadonlyMap<string, HookUrl> {
  // The current URL of one hook tells more than a former URL of another one.
  const urls = [
    ...hooks.flatMap(({ previousUrls }) => previousUrls.toReversed()),
    ...hooks.map(({ url }) => url),
  ];
  return new Map(urls.map((url) => [url.normalized(), url]));
}

/**
 * Every live web hook of the scopes that could be read, declared or not, in the order of scopes and
 * ids. Services and forwarders of the past have no deliveries of their own.
 */
export function liveHookRefs(state: DesiredState, live: LiveState): readonly LiveHookRef[] {
  const declared = new Map(state.scopes.map((desired) => [scopeKey(desired.scope), desired.hooks]));
  return [...live.values()]
    .filter((reading) => reading.status === "read")
    .toSorted((left, right) => compareScopes(left.scope, right.scope))
    .flatMap(({ scope, hooks }) => {
      const urls = declaredUrls(declared.get(scopeKey(scope)) ?? []);
      return hooks
        .filter(({ name }) => name === "web")
        .toSorted((left, right) => left.id - right.id)
        .map(({ id, url, active, hasSecret }) => {
          const shown = url.asKnownFrom(urls.get(url.normalized()));
          return { scope, hookId: id, url: shown, active: active !== false, hasSecret };
        });
    });
}

/** One problem for all hooks of a scope that could not be read for the same reason. */
export function foldHookProblems(readings: readonly DeliveryReading[]): readonly Diagnostic[] {
  const unreadable = readings.filter((reading) => reading.status === "unreadable");
  const groups = groupBy(
    unreadable,
    ({ hook, diagnostic }) => `${scopeKey(hook.scope)} ${diagnostic.code}`,
  );
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    if (others.length === 0) return [first.diagnostic];
    const more = `(and ${others.length} more of its hooks)`;
    return [{ ...first.diagnostic, message: `${first.diagnostic.message} ${more}` }];
  });
}

/** As many as a client lets through at once; the rest need not wait inside it. */
const hooksAtOnce = 100;

export interface ReadFleetDeliveriesOptions {
  /** Milliseconds since the epoch; older deliveries are not asked for. */
  readonly since?: number | undefined;
  /** Of each hook, 100 deliveries each. */
  readonly pages?: number | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Lists the deliveries of every hook, many at once, in the order of the hooks. A hook that cannot be
 * read (deleted meanwhile, no permission) is told as unreadable and does not stop the others.
 */
export async function readFleetDeliveries(
  reader: Pick<DeliveryReader, "listDeliveries">,
  hooks: readonly LiveHookRef[],
  { since, pages, onProgress }: ReadFleetDeliveriesOptions = {},
): Promise<readonly DeliveryReading[]> {
  let refused: HookfleetError | undefined;

  const readOne = async (hook: LiveHookRef): Promise<DeliveryReading> => {
    if (refused !== undefined) return unreadable(hook, refused);
    try {
      const listed = await reader.listDeliveries(hook.scope, hook.hookId, { since, pages });
      // The page on which `since` falls comes as a whole.
      const deliveries = listed
        .filter(({ deliveredAt }) => since === undefined || deliveredAt >= since)
        .toSorted((left, right) => compareDeliveries(right, left));
      return { status: "read", hook, deliveries };
    } catch (error) {
      const failure = expectedFailure(error);
      // Every other hook would meet it as well.
      if (refusesCredential(failure.code) || failure.code === "interrupted") refused = failure;
      return unreadable(hook, failure);
    }
  };
  return await eachAtOnce(hooks, hooksAtOnce, readOne, (_, done) =>
    onProgress?.(done, hooks.length),
  );
}

function unreadable(hook: LiveHookRef, error: HookfleetError): DeliveryReading {
  const diagnostic = { ...errorDiagnostic(error), scope: scopeName(hook.scope) };
  return { status: "unreadable", hook, diagnostic };
}

/** How hooks answer that do not have the delivery; GitHub documents 400 and 422, and sends 404. */
const absent = new Set(["not-found", "bad-request", "validation-failed"]);

/** Few, because most of them find nothing. */
const atOnce = 10;

/** Looks for a delivery in one hook after the other, and stops where it is. */
export async function findDelivery(
  reader: Pick<DeliveryReader, "getDelivery">,
  hooks: readonly LiveHookRef[],
  id: number,
) {
  const unreadable: DeliveryReading[] = [];
  let found: { readonly hook: LiveHookRef; readonly detail: DeliveryDetail } | undefined;
  await eachAtOnce(hooks, atOnce, async (hook) => {
    if (found !== undefined) return;
    try {
      found = { hook, detail: await reader.getDelivery(hook.scope, hook.hookId, id) };
    } catch (error) {
      const failure = expectedFailure(error);
      if (absent.has(failure.code)) return;
      unreadable.push({ status: "unreadable", hook, diagnostic: errorDiagnostic(failure) });
    }
  });
  // The problems are of hooks of which nobody knows whether they have it.
  return { found, problems: foldHookProblems(unreadable) };
}
