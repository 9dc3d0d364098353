import type { Diagnostic, SourcePosition } from "./diagnostic.ts";
import type { AbsentHook, DesiredHook } from "./hook.ts";
import type { Scope } from "./scope.ts";
import type { UrlGlob } from "./url-glob.ts";

export type UnmanagedPolicy = "report" | "keep" | "delete";
export type UndeclaredSecretsPolicy = "refuse" | "keep";

/** Where a scope's settings are made; undefined where one is the built-in default. */
export interface SettingPlaces {
  readonly unmanaged: SourcePosition | undefined;
  readonly undeclaredSecrets: SourcePosition | undefined;
}

/** What one scope should hold. */
export interface DesiredScope {
  readonly scope: Scope;
  /** In canonical order: by URL, then events. */
  readonly hooks: readonly DesiredHook[];
  readonly absent: readonly AbsentHook[];
  readonly unmanaged: UnmanagedPolicy;
  readonly undeclaredSecrets: UndeclaredSecretsPolicy;
  readonly settingPlaces: SettingPlaces;
  /** Named exactly by at least one entry (an archived repository is then an error, not skipped). */
  readonly namedExactly: boolean;
  readonly position: SourcePosition;
}

/** The most that one plan may do; one with more is refused. */
export interface Limits {
  readonly maxDeletes: number;
  /** undefined = any number. */
  readonly maxChanges: number | undefined;
}

/** The same, raised or lowered for one run. */
export type RunLimits = { readonly [Name in keyof Limits]?: Limits[Name] | undefined };

export function limitsFor(once: RunLimits, { maxDeletes, maxChanges }: Limits): Limits {
  return {
    maxDeletes: once.maxDeletes ?? maxDeletes,
    maxChanges: once.maxChanges ?? maxChanges,
  };
}

/** What a configuration allows that does not say. */
export const defaultLimits: Limits = { maxDeletes: 10, maxChanges: undefined };

/** What is known of a scope that cannot be planned, and why: a URL of its hooks may be unset. */
export interface UnreadableScope extends Pick<DesiredScope, "scope" | "hooks"> {
  readonly diagnostic: Diagnostic;
}

/** Everything the configuration asks for, selectors resolved to scopes. */
export interface DesiredState {
  /** Sorted by name, each scope once. */
  readonly scopes: readonly DesiredScope[];
  /** Scopes that cannot be planned, for a reason that the configuration side knows. */
  readonly unreadable: readonly UnreadableScope[];
  /** What many of these have in common, told once; `scopes` names them. */
  readonly summaries?: readonly Diagnostic[];
  readonly ignore: readonly UrlGlob[];
  readonly protect: readonly UrlGlob[];
  readonly limits: Limits;
}
