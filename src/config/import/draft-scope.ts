import { compareStrings } from "../../model/compare-strings.ts";
import type { ContentType, LiveHook } from "../../model/hook.ts";
import type { Scope } from "../../model/scope.ts";
import { urlFault } from "../../model/url-fault.ts";
import { quoted } from "../frames/quoted.ts";
import { divideHooks } from "./divide-hooks.ts";
import type { DraftHook, DraftScope } from "./fleet-draft.ts";

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
    const fault = faultOf(hook);
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
function faultOf({ url }: LiveHook): string | undefined {
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
