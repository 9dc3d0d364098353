import { compareStrings } from "../../model/compare-strings.ts";
import { groupBy } from "../../model/group-by.ts";
import type { HookFields, LiveHook } from "../../model/hook.ts";
import { eventsOverlap } from "../../model/hook.ts";
import { declarableFields } from "../../model/hook-fields.ts";
import { compareScopes, type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { quoted } from "../frames/quoted.ts";

/** A live hook that the file will declare. */
export interface DraftHook extends HookFields {
  readonly id: number;
  /** It has a secret, and the file can refer to it. */
  readonly signed: boolean;
}

/** One scope, sorted out: what can be declared, and what is to be said about the rest. */
export interface DraftScope {
  readonly scope: Scope;
  /** By id. */
  readonly hooks: readonly DraftHook[];
  /** What the file cannot say exactly, as sentences without their scope. */
  readonly remarks: readonly string[];
  /** Hooks whose name is not `web`. */
  readonly notWeb: number;
  /** Webhooks that cannot be declared and stay unmanaged. */
  readonly leftOut: number;
  /** Webhooks under one of the globs of `ignore`. */
  readonly ignored: number;
}

/** Hooks that stay unmanaged; `because` goes on after the id. */
interface LeftOut {
  readonly hook: LiveHook;
  readonly because: string;
}

/**
 * Divides the hooks of one URL, sorted by id, into those that can stand in one file and the rest.
 * What is declared has to be what the planner pairs with it: the least changes, then the lowest id.
 * A hook with a value that cannot be declared always costs a change. Beside an ordinary hook that
 * is left out, the planner could prefer that one; and beside one that no file can declare (`shared`),
 * GitHub could refuse the change. So then it is left out too.
 */
function divideHooks(
  hooks: readonly LiveHook[],
  shared: boolean,
): { readonly declared: readonly LiveHook[]; readonly leftOut: readonly LeftOut[] } {
  const declared: LiveHook[] = [];
  const leftOut: LeftOut[] = [];
  const add = (hook: LiveHook): void => {
    const rival = declared.find((other) => eventsOverlap(other.events, hook.events));
    if (rival === undefined) declared.push(hook);
    else {
      const because = `has the URL of #${rival.id} and events that overlap, which only one entry can declare: it is a duplicate and stays unmanaged`;
      leftOut.push({ hook, because });
    }
  };
  const whole = hooks.filter((hook) => {
    const fault = setupFaultOf(hook);
    if (fault === undefined) return true;
    leftOut.push({ hook, because: `${fault}: it is left out and stays unmanaged` });
    return false;
  });
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

function isOrdinary(hook: LiveHook): boolean {
  const { contentType } = declarableFields(hook);
  return hook.contentType === contentType && typeof hook.insecureSsl === "boolean";
}

/** Sorts out the live hooks of one scope, in whatever order they come. */
export function draftScope(
  scope: Scope,
  live: readonly LiveHook[],
  isIgnored: (hook: LiveHook) => boolean,
): DraftScope {
  const read = [...new Map(live.map((hook) => [hook.id, hook])).values()];
  const all = read.filter((hook) => hook.name !== "web" || !isIgnored(hook));
  const web = all.filter(({ name }) => name === "web").sort((left, right) => left.id - right.id);
  const others = new Set(
    all.filter(({ name }) => name !== "web").map(({ url }) => url.normalized()),
  );
  const remarks: string[] = [];
  const writable = web.filter(({ id, url }) => {
    if (url.reveal() === "") {
      remarks.push(`#${id} has no URL: it is left out and stays unmanaged`);
      return false;
    }
    // What comes behind a semicolon there says how to write it in a file.
    const fault = urlFault(url.reveal())?.why.split(";")[0];
    if (fault !== undefined)
      remarks.push(
        `#${id} has a URL that cannot be declared, because it ${fault}: it is left out and stays unmanaged`,
      );
    return fault === undefined;
  });
  const hooks: DraftHook[] = [];
  for (const [url, group] of groupBy(writable, (hook) => hook.url.normalized())) {
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
    ignored: read.length - all.length,
  };
}

/**
 * Hooks of one URL must name the same secret, and a managed secret that is missing would be set. So
 * where only some of them have one, none of them speaks of it, and nothing is ever done to it.
 */
function agreeOnSecret(declared: readonly LiveHook[], remarks: string[]): boolean {
  const ids = (isSigned: boolean): string =>
    declared.flatMap(({ id, hasSecret }) => (hasSecret === isSigned ? [`#${id}`] : [])).join(", ");
  const [signed, unsigned] = [ids(true), ids(false)];
  if (signed === "" || unsigned === "") return true;
  remarks.push(
    `the secret of ${signed} is not managed here, because hooks of one URL must name the same secret and ${unsigned} has none`,
  );
  return false;
}

function draftHook(hook: LiveHook, signs: boolean): DraftHook {
  return { id: hook.id, ...declarableFields(hook), signed: hook.hasSecret && signs };
}

function remarksOn(hook: LiveHook): string[] {
  const { id, contentType, insecureSsl, unknownConfigKeys } = hook;
  const { contentType: canonical } = declarableFields(hook);
  const remarks: string[] = [];
  if (typeof insecureSsl === "string") {
    remarks.push(
      `#${id} has the insecure_ssl ${quoted(JSON.stringify(insecureSsl))}, which cannot be declared: the file says false, which is what GitHub takes it for, and the plan will set that`,
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

/**
 * Brings what was read into one order, each scope once and with one spelling for every owner: two
 * targets may select the same repository, in two spellings.
 */
export function mergeScopes(scopes: readonly LiveScope[]): readonly LiveScope[] {
  const sorted = scopes.toSorted(
    (left, right) =>
      compareScopes(left.scope, right.scope) ||
      compareStrings(scopeName(left.scope), scopeName(right.scope)),
  );
  const owners = sorted.map(({ scope }) => scope.owner).sort(compareStrings);
  const spellings = new Map(owners.toReversed().map((owner) => [owner.toLowerCase(), owner]));
  return [...groupBy(sorted, ({ scope }) => scopeKey(scope)).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { scope } = first;
    const owner = spellings.get(scope.owner.toLowerCase()) ?? scope.owner;
    return [{ scope: { ...scope, owner }, hooks: group.flatMap(({ hooks }) => hooks) }];
  });
}

/** Whether the file may hold the names; GitHub gives no others, but they come from outside. */
export function isNameable({ scope }: LiveScope): boolean {
  if (!/^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/.test(scope.owner)) return false;
  return scope.kind === "organization" || /^[\w.-]{1,100}$/.test(scope.repository);
}
