import { holdsCredential, isLocalAddress } from "../config/urls/read-url.ts";
import {
  type Audit,
  type AuditedHook,
  type Finding,
  type FindingCode,
  findingRules,
} from "../model/audit.ts";
import type { Diagnostic, SourcePosition } from "../model/diagnostic.ts";
import { groupBy } from "../model/group-by.ts";
import { arriveTwice, isUnidentified, type LiveHook } from "../model/hook.ts";
import type { HookUrl } from "../model/hook-url.ts";
import { type LiveState, spellingsOf } from "../model/live-state.ts";
import { isFailing } from "../model/receiver-answer.ts";
import { compareScopes, type Scope, scopeKey } from "../model/scope.ts";
import { webhookEvents } from "../model/webhook-events.ts";
import { warnUnidentified } from "../plan/guards/guards.ts";

/** What the file says of a live hook. */
export interface HookInFile {
  /** Where it is declared; undefined where it is not, null where that cannot be told. */
  readonly position: SourcePosition | undefined | null;
  /** Matches a glob of `ignore`: nobody is told to declare it. */
  readonly ignored: boolean;
  /** Shown as openly as the file allows. */
  readonly url: HookUrl;
}

export interface AuditOptions {
  /** undefined where there is no file. */
  readonly inFile?: ((scope: Scope, hook: LiveHook) => HookInFile) | undefined;
  /** Findings that are not wanted. */
  readonly ignore?: ReadonlySet<FindingCode>;
}

interface ReadScope {
  readonly scope: Scope;
  /** By id. */
  readonly hooks: readonly LiveHook[];
}

/** Judges every live hook that was read. Pure: nothing is looked up, and the order does not matter. */
export function auditFleet(live: LiveState, options: AuditOptions = {}): Audit {
  const { ignore = new Set() } = options;
  const spellings = spellingsOf(live);
  const read = [...live.values()]
    .filter((reading) => reading.status === "read")
    .map(({ scope, hooks }): ReadScope => {
      const known = hooks.filter((hook) => !isUnidentified(hook));
      const byId = known.toSorted((left, right) => left.id - right.id);
      return { scope: spellings.get(scopeKey(scope)) ?? scope, hooks: byId };
    })
    .toSorted((left, right) => compareScopes(left.scope, right.scope));
  const twice = deliveredTwice(read);
  return {
    scopes: read.length,
    hooks: read.flatMap(({ scope, hooks }) => {
      const byUrl = groupBy(hooks.filter(isWeb), ({ url }) => url.normalized());
      return hooks.map((hook): AuditedHook => {
        const file = options.inFile?.(scope, hook);
        const isUndeclared = file !== undefined && file.position === undefined;
        const isUnknown = file === undefined || file.position === null;
        const found = isWeb(hook)
          ? [
              ...findingsOf(hook),
              ...duplicates(hook, byUrl.get(hook.url.normalized()) ?? []),
              ...twice(scope, hook),
              ...when(isUndeclared && !file.ignored, "undeclared"),
            ]
          : [finding("legacy-service", `The hook is not a webhook but \`${hook.name}\`.`)];
        return {
          scope,
          live: file === undefined ? hook : { ...hook, url: file.url },
          declared: isUnknown ? null : !isUndeclared,
          position: file?.position ?? undefined,
          findings: found.filter(({ code }) => !ignore.has(code)).toSorted(worstFirst),
        };
      });
    }),
  };
}

/** Hooks of which GitHub does not show what they are: problems of their scopes. */
export function unidentifiedHooks(live: LiveState): readonly Diagnostic[] {
  return [...live.values()]
    .filter((reading) => reading.status === "read")
    .flatMap(({ scope, hooks }) => warnUnidentified(scope, hooks.filter(isUnidentified)));
}

function isWeb({ name }: LiveHook): boolean {
  return name === "web";
}

const order = [...findingRules.keys()];

function worstFirst(left: Finding, right: Finding): number {
  return order.indexOf(left.code) - order.indexOf(right.code);
}

/** Most hooks of a large fleet have the same findings, which are made once. */
const plain: ReadonlyMap<FindingCode, Finding> = new Map(
  [...findingRules].map(([code, rule]) => [code, { code, ...rule }]),
);

function finding(code: FindingCode, detail?: string): Finding {
  const made = plain.get(code);
  if (made === undefined) throw new TypeError(`unknown finding: ${code}`);
  // Behind a spread, a further field would give each object a hidden class of its own.
  return detail === undefined ? made : { detail, ...made };
}

function when(is: boolean, of: FindingCode, detail?: string): readonly Finding[] {
  return is ? [finding(of, detail)] : [];
}

/** What can be told from the hook alone. */
function findingsOf(hook: LiveHook): readonly Finding[] {
  const { url, active, insecureSsl, hasSecret, events, lastResponse } = hook;
  const unknown = events.filter((event) => event !== "*" && !webhookEvents.has(event));
  const names = unknown.map((name) => `\`${name}\``).join(", ");
  const code = lastResponse?.code ?? 0;
  const answer = code === 0 ? undefined : `The receiver answered the last delivery with ${code}.`;
  return [
    ...when(insecureSsl === true, "insecure-ssl"),
    ...when(url.normalized().startsWith("http:"), "insecure-url"),
    ...when(!hasSecret, "no-secret"),
    ...when(holdsCredential(url.reveal()), "credentials-in-url"),
    ...when(isFailing(hook), "failing", answer),
    ...when(isLocalAddress(url.reveal()), "local-address"),
    ...when(events.includes("*"), "all-events"),
    ...when(unknown.length > 0, "unknown-event", `GitHub does not document ${names}.`),
    ...when(active === false, "inactive"),
    ...when(events.length === 0, "no-events"),
  ];
}

function duplicates({ id }: LiveHook, sameUrl: readonly LiveHook[]): readonly Finding[] {
  const others = sameUrl.filter((other) => other.id !== id);
  const have = others.length === 1 ? "has" : "have";
  const detail = `${hookNames(others)} of the scope ${have} this URL too.`;
  return when(others.length > 0, "duplicate-receiver", detail);
}

function hookNames(hooks: readonly LiveHook[]): string {
  return `${hooks.length === 1 ? "Hook" : "Hooks"} ${hooks.map(({ id }) => `#${id}`).join(", ")}`;
}

/** Hooks of organizations and of their repositories that send the same events to the same URL. */
function deliveredTwice(
  read: readonly ReadScope[],
): (scope: Scope, hook: LiveHook) => readonly Finding[] {
  const sends = (hook: LiveHook): boolean => isWeb(hook) && hook.active !== false;
  const sent = read.flatMap(({ scope, hooks }) =>
    hooks.filter(sends).map((hook) => ({ scope, hook, repositories: 0 })),
  );
  const keyOf = ({ owner }: Scope, { url }: LiveHook): string =>
    `${owner.toLowerCase()} ${url.normalized()}`;
  const own = groupBy(
    sent.filter(({ scope }) => scope.kind === "organization"),
    ({ scope, hook }) => keyOf(scope, hook),
  );
  if (own.size === 0) return () => [];
  const overlapping = (scope: Scope, hook: LiveHook) =>
    (own.get(keyOf(scope, hook)) ?? []).filter((one) => arriveTwice(one.hook.events, hook.events));
  for (const { scope, hook } of sent)
    if (scope.kind === "repository")
      for (const one of overlapping(scope, hook)) one.repositories += 1;
  const code = "organization-and-repository";
  return (scope, hook) => {
    if (!sends(hook)) return [];
    if (scope.kind === "repository") {
      const twins = overlapping(scope, hook).map((one) => one.hook);
      const from = `${hookNames(twins)} of ${scope.owner} ${twins.length === 1 ? "sends" : "send"}`;
      return when(twins.length > 0, code, `${from} the same events to this URL.`);
    }
    const twin = own.get(keyOf(scope, hook))?.find((one) => one.hook.id === hook.id);
    const count = twin?.repositories ?? 0;
    const from = count === 1 ? "1 repository sends" : `${count} repositories send`;
    return when(count > 0, code, `${from} the same events to this URL.`);
  };
}
