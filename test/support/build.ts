import type { DesiredScope, DesiredState } from "../../src/model/desired-state.ts";
import type { SourcePosition } from "../../src/model/diagnostic.ts";
import type { CreateHookInput } from "../../src/model/github-port.ts";
import type { AbsentHook, DesiredHook, LiveHook } from "../../src/model/hook.ts";
import { configOf, outerOf } from "../../src/model/hook-fields.ts";
import { HookUrl } from "../../src/model/hook-url.ts";
import type { LiveState } from "../../src/model/live-state.ts";
import { type Scope, scopeKey } from "../../src/model/scope.ts";
import type { DesiredSecret } from "../../src/model/secret-reference.ts";
import { compileUrlGlob } from "../../src/model/url-glob.ts";

/** The moment at which live hooks were last updated, unless told otherwise. */
export const longAgo: number = Date.UTC(2026, 0, 1);

export const receiver = "https://ci.example.com/hook";

export function scope(name: string): Scope {
  const [owner = "", repository] = name.split("/");
  return repository === undefined
    ? { kind: "organization", owner }
    : { kind: "repository", owner, repository };
}

export const api: Scope = scope("acme/api");

export function at(line: number): SourcePosition {
  return { file: "hookfleet.yaml", line, column: 9 };
}

export function declaredUrl(url: string): HookUrl {
  return new HookUrl(url, { kind: "declared" });
}

export const undeclared: DesiredSecret = { kind: "undeclared" };
export const noSecret: DesiredSecret = { kind: "none" };

export function managed(ref = "ci", rotatedAt?: number): DesiredSecret {
  const source = { kind: "env", name: `${ref.toUpperCase()}_SECRET` } as const;
  const secret = { ref, source, hosts: undefined, rotatedAt, position: at(3) };
  return { kind: "managed", secret };
}

/** URLs as plain text; everything else as the domain has it. */
type Plain<T> = Partial<Omit<T, "url" | "previousUrls">> & {
  readonly url?: string;
  readonly previousUrls?: readonly string[];
};

export function desiredHook({ url, previousUrls, ...rest }: Plain<DesiredHook> = {}): DesiredHook {
  return {
    url: declaredUrl(url ?? receiver),
    events: ["push"],
    contentType: "json",
    insecureSsl: false,
    active: true,
    secret: undeclared,
    previousUrls: (previousUrls ?? []).map(declaredUrl),
    position: at(12),
    alsoAt: [],
    provenance: new Map(),
    ...rest,
  };
}

/** What is sent of a hook without a secret. */
export function hookInput(url?: string): CreateHookInput {
  const hook = desiredHook(url === undefined ? {} : { url });
  return { config: configOf(hook), ...outerOf(hook) };
}

export function absentHook(url: string): AbsentHook {
  const glob = url.includes("*") ? compileUrlGlob(url) : undefined;
  return { url: declaredUrl(url), glob, position: at(20) };
}

export function liveHook({ url, ...rest }: Plain<Omit<LiveHook, "previousUrls">> = {}): LiveHook {
  return {
    id: 1,
    name: "web",
    url: new HookUrl(url ?? receiver, { kind: "live" }),
    events: ["push"],
    active: true,
    contentType: "json",
    insecureSsl: false,
    hasSecret: false,
    unknownConfigKeys: [],
    updatedAt: longAgo,
    createdAt: longAgo,
    lastResponse: undefined,
    ...rest,
  };
}

export function desiredScope(over: Partial<DesiredScope> = {}): DesiredScope {
  return {
    scope: api,
    hooks: [],
    absent: [],
    unmanaged: "report",
    undeclaredSecrets: "refuse",
    settingPlaces: { unmanaged: undefined, undeclaredSecrets: undefined },
    namedExactly: true,
    position: at(5),
    ...over,
  };
}

/** URL globs as plain text. */
type PlainState = Partial<Omit<DesiredState, "ignore" | "protect">> & {
  readonly ignore?: readonly string[];
  readonly protect?: readonly string[];
};

export function desiredState({ ignore, protect, ...rest }: PlainState = {}): DesiredState {
  return {
    scopes: [],
    unreadable: [],
    limits: { maxDeletes: 1_000, maxChanges: undefined },
    ...rest,
    ignore: (ignore ?? []).map(compileUrlGlob),
    protect: (protect ?? []).map(compileUrlGlob),
  };
}

export function liveState(scopes: readonly (readonly [Scope, readonly LiveHook[]])[]): LiveState {
  return new Map(
    scopes.map(([of, hooks]) => [
      scopeKey(of),
      { status: "read", scope: of, hooks, readAt: 0 } as const,
    ]),
  );
}
