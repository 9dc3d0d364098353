import { compareStrings } from "../../model/compare-strings.ts";
import type { ContentType, LiveHook } from "../../model/hook.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { quoted } from "../frames/quoted.ts";
import type { DraftHook, DraftScope } from "./fleet-draft.ts";

export interface DividedHooks {
  readonly declared: readonly LiveHook[];
  /** Hooks that stay unmanaged; `because` goes on after the id. */
  readonly leftOut: readonly { readonly hook: LiveHook; readonly because: string }[];
}

/**
 * Divides the hooks of one URL, sorted by id, into those that can stand in one file and the rest.
 * What is declared has to be what the planner pairs with it: the least changes, then the lowest id.
 * A hook with a value that cannot be declared always costs a change. Beside an ordinary hook that
 * is left out, the planner could prefer that one; and beside one that no file can declare (`shared`),
 * GitHub could refuse the change. So then it is left out too.
 */
export function divideHooks(hooks: readonly LiveHook[], shared: boolean): DividedHooks {
  const declared: LiveHook[] = [];
  const leftOut: { readonly hook: LiveHook; readonly because: string }[] = [];
  const add = (hook: LiveHook): void => {
    const rival = declared.find((other) => cannotStandBeside(other, hook));
    if (rival === undefined) declared.push(hook);
    else {
      const because = `has the URL of #${rival.id} and events that overlap, which only one entry can declare: it is a duplicate and stays unmanaged`;
      leftOut.push({ hook, because });
    }
  };
  const whole: LiveHook[] = [];
  for (const hook of hooks) {
    const fault = setupFaultOf(hook);
    if (fault === undefined) whole.push(hook);
    else leftOut.push({ hook, because: `${fault}: it is left out and stays unmanaged` });
  }
  whole.filter(isOrdinary).forEach(add);
  const crowded = shared || leftOut.length > 0;
  for (const hook of whole.filter((one) => !isOrdinary(one))) {
    if (!crowded) add(hook);
    else {
      const because =
        "has a value that cannot be declared, and its URL has duplicates: it is left out and stays unmanaged";
      leftOut.push({ hook, because });
    }
  }
  return { declared, leftOut };
}

/** Why no entry of a file could declare a hook, whatever is beside it. */
function setupFaultOf({ events, active }: LiveHook): string | undefined {
  if (typeof active === "string") return "has an `active` that cannot be declared";
  if (events.length === 0) return "has no events, which no file can ask for";
  return events.includes("") ? "has an event without a name" : undefined;
}

function isOrdinary({ contentType, insecureSsl }: LiveHook): boolean {
  return (contentType === "json" || contentType === "form") && typeof insecureSsl === "boolean";
}

/** Events overlap. */
function cannotStandBeside(left: LiveHook, right: LiveHook): boolean {
  if (left.events.includes("*") || right.events.includes("*")) return true;
  return left.events.some((event) => right.events.includes(event));
}

/** Sorts out the live hooks of one scope, in whatever order they come. */
export function draftScope(scope: Scope, live: readonly LiveHook[]): DraftScope {
  const byId = new Map(live.map((hook) => [hook.id, hook]));
  const all = [...byId.values()].sort((left, right) => left.id - right.id);
  const web = all.filter((hook) => hook.name === "web");
  const others = new Set(
    all.filter((hook) => hook.name !== "web").map(({ url }) => url.normalised()),
  );
  const remarks: string[] = [];
  const groups = new Map<string, LiveHook[]>();
  for (const hook of web) {
    const fault = urlFaultOf(hook);
    if (fault === undefined) {
      const key = hook.url.normalised();
      groups.set(key, [...(groups.get(key) ?? []), withSortedEvents(hook)]);
    } else remarks.push(`#${hook.id} ${fault}: it is left out and stays unmanaged`);
  }
  const hooks: DraftHook[] = [];
  for (const [url, group] of groups) {
    const { declared, leftOut } = divideHooks(group, others.has(url));
    const signs = agreeOnSecret(declared, remarks);
    for (const hook of declared) {
      remarks.push(...remarksOn(hook));
      hooks.push(draftHook(hook, signs));
    }
    for (const { hook, because } of leftOut) remarks.push(`#${hook.id} ${because}`);
  }
  return {
    scope,
    hooks: hooks.sort((left, right) => left.id - right.id),
    remarks: remarks.sort(compareStrings),
    notWeb: all.length - web.length,
    leftOut: web.length - hooks.length,
  };
}

/** Why no entry of a file could have the URL of the hook. */
function urlFaultOf({ url }: LiveHook): string | undefined {
  // What comes behind a semicolon there says how to write it in a file.
  const fault = urlFault(url.reveal())?.why.split(";")[0];
  return fault === undefined ? undefined : `has a URL that cannot be declared, because it ${fault}`;
}

function withSortedEvents(hook: LiveHook): LiveHook {
  return { ...hook, events: [...new Set(hook.events)].sort(compareStrings) };
}

/**
 * Hooks of one URL must name the same secret, and a managed secret that is missing would be set. So
 * where only some of them have one, none of them speaks of it, and nothing is ever done to it.
 */
function agreeOnSecret(declared: readonly LiveHook[], remarks: string[]): boolean {
  const signed = declared.filter((hook) => hook.hasSecret);
  if (signed.length === 0 || signed.length === declared.length) return true;
  const ids = (hooks: readonly LiveHook[]): string => hooks.map(({ id }) => `#${id}`).join(", ");
  const unsigned = declared.filter((hook) => !hook.hasSecret);
  remarks.push(
    `the secret of ${ids(signed)} is not managed here, because hooks of one URL must name the same secret and ${ids(unsigned)} has none`,
  );
  return false;
}

function draftHook(hook: LiveHook, signs: boolean): DraftHook {
  const { id, url, events, insecureSsl, active, hasSecret } = hook;
  return {
    id,
    url,
    events,
    contentType: canonicalContentType(hook.contentType),
    // Only "1" switches verification off.
    insecureSsl: insecureSsl === true,
    active: active === true,
    signed: hasSecret && signs,
  };
}

/** GitHub sends a form wherever the type is not one that it takes for JSON. */
function canonicalContentType(shown: string): ContentType {
  return shown === "json" || shown === "application/json" ? "json" : "form";
}

function remarksOn(hook: LiveHook): readonly string[] {
  const { id, contentType, insecureSsl, unknownConfigKeys } = hook;
  const canonical = canonicalContentType(contentType);
  const remarks: string[] = [];
  if (typeof insecureSsl === "string") {
    remarks.push(
      `#${id} has the insecure_ssl ${quoted(insecureSsl)}, which cannot be declared: the file says false, which is what GitHub takes it for, and the plan will set that`,
    );
  }
  if (canonical !== contentType) {
    remarks.push(
      `#${id} has the content type ${quoted(contentType)}, which cannot be declared: the file says ${canonical}, and the plan will set that`,
    );
  }
  if (unknownConfigKeys.length > 0) {
    const keys = unknownConfigKeys.map(quoted).join(", ");
    remarks.push(`#${id} has settings of an old integration that the file cannot hold: ${keys}`);
  }
  return remarks;
}

/** The live hooks of one scope. */
export interface LiveScope {
  readonly scope: Scope;
  readonly hooks: readonly LiveHook[];
}

export interface MergedScopes {
  /** Sorted, each once, with one spelling for every owner. */
  readonly scopes: readonly LiveScope[];
  /** Those that no file could name. */
  readonly unnameable: readonly LiveScope[];
}

/**
 * Brings what was read into one order, whatever order and however often it came: two targets may
 * select the same repository, in two spellings.
 */
export function mergeScopes(scopes: readonly LiveScope[]): MergedScopes {
  const spellings = new Map<string, string>();
  const merged = new Map<string, LiveScope>();
  const sorted = scopes.toSorted(
    (left, right) =>
      compareScopes(left.scope, right.scope) ||
      compareStrings(scopeName(left.scope), scopeName(right.scope)),
  );
  for (const { scope } of sorted) {
    const owner = scope.owner.toLowerCase();
    const known = spellings.get(owner);
    if (known === undefined || compareStrings(scope.owner, known) < 0) {
      spellings.set(owner, scope.owner);
    }
  }
  for (const { scope, hooks } of sorted) {
    const owner = spellings.get(scope.owner.toLowerCase()) ?? scope.owner;
    const known = merged.get(scopeKey(scope));
    merged.set(scopeKey(scope), {
      scope: known?.scope ?? { ...scope, owner },
      hooks: [...(known?.hooks ?? []), ...hooks],
    });
  }
  const all = [...merged.values()];
  return {
    scopes: all.filter(({ scope }) => isNameable(scope)),
    unnameable: all.filter(({ scope }) => !isNameable(scope)),
  };
}

/** Whether the file may hold the names; GitHub gives no others, but they come from outside. */
function isNameable(scope: Scope): boolean {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(scope.owner)) return false;
  return scope.kind === "organization" || /^[\w.-]{1,100}$/.test(scope.repository);
}

/** A scope for comments: a name that is none could hold anything. */
export function showScope(scope: Scope): string {
  return isNameable(scope) ? scopeName(scope) : quoted(scopeName(scope));
}
