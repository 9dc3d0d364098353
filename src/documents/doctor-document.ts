import type { Diagnostic } from "../model/diagnostic.ts";
import type { Can, Grants, HookAccess } from "../model/grants.ts";
import type { DiagnosticDocument } from "../model/plan-document.ts";
import {
  countDiagnostics,
  type DiagnosticCounts,
  diagnosticDocument,
} from "./diagnostic-document.ts";
import { showTime } from "./format.ts";

/** Whether the credential can do something to the hooks of a scope, with the code of what it met. */
export interface ScopeAccessDocument extends HookAccess {
  readonly scope: string;
  readonly list: Can;
  readonly reason: string | null;
}

/** A variable or a file that the configuration needs. */
export interface NeededValueDocument {
  /** Of the variable, or the path of the file. */
  readonly name: string;
  readonly source: "env" | "file";
  readonly holds: "url" | "secret";
  /** `set`, or the code of what is wrong. */
  readonly status: string;
}

/** What `doctor` found out. */
export interface DoctorFacts {
  readonly api: { readonly url: string; readonly kind: string; readonly version: string };
  readonly credential:
    | {
        readonly kind: string;
        readonly login: string | undefined;
        readonly grants: ReadonlyMap<string, Grants>;
      }
    | undefined;
  readonly rateLimit:
    | { readonly limit: number; readonly remaining: number; readonly reset: number }
    | undefined;
  /** GitHub's clock less this machine's, in seconds. */
  readonly clockDifference: number | undefined;
  readonly proxy: { readonly address: string; readonly variable: string } | undefined;
  readonly cache: string | undefined;
  readonly scopes: readonly ScopeAccessDocument[];
  readonly values: readonly NeededValueDocument[];
  readonly problems: readonly Diagnostic[];
  readonly now: number;
  readonly toolVersion: string;
}

/** `doctor --format json`. */
export interface DoctorDocument {
  readonly format: "hookfleet.doctor/1";
  readonly tool_version: string;
  readonly created_at: string;
  readonly api: DoctorFacts["api"];
  readonly credential: {
    readonly kind: string;
    readonly login: string | null;
    readonly oauth_scopes: readonly string[] | null;
    /** By owner, of a GitHub App. */
    readonly permissions: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
    readonly expires: string | null;
  } | null;
  readonly rate_limit: {
    readonly limit: number;
    readonly remaining: number;
    readonly reset_at: string;
  } | null;
  readonly clock_difference_seconds: number | null;
  readonly proxy: { readonly address: string; readonly variable: string } | null;
  readonly cache: string | null;
  readonly scopes: readonly ScopeAccessDocument[];
  readonly values: readonly NeededValueDocument[];
  readonly summary: DiagnosticCounts;
  readonly diagnostics: readonly DiagnosticDocument[];
}

export function doctorDocument(facts: DoctorFacts): DoctorDocument {
  const { credential, rateLimit, problems } = facts;
  return {
    format: "hookfleet.doctor/1",
    tool_version: facts.toolVersion,
    created_at: showTime(facts.now),
    api: facts.api,
    credential: credential === undefined ? null : credentialDocument(credential),
    rate_limit:
      rateLimit === undefined
        ? null
        : {
            limit: rateLimit.limit,
            remaining: rateLimit.remaining,
            reset_at: showTime(rateLimit.reset * 1_000),
          },
    clock_difference_seconds: facts.clockDifference ?? null,
    proxy: facts.proxy ?? null,
    cache: facts.cache ?? null,
    scopes: facts.scopes,
    values: facts.values,
    summary: countDiagnostics(problems),
    diagnostics: problems.map(diagnosticDocument),
  };
}

function credentialDocument({
  kind,
  login,
  grants,
}: NonNullable<DoctorFacts["credential"]>): DoctorDocument["credential"] {
  const [first] = grants.values();
  const permissions = [...grants].flatMap(([owner, { permissions: of }]) =>
    of === undefined ? [] : [[owner, of] as const],
  );
  return {
    kind,
    login: login ?? null,
    oauth_scopes: first?.scopes ?? null,
    permissions: permissions.length === 0 ? null : Object.fromEntries(permissions),
    expires: first?.expires ?? null,
  };
}
