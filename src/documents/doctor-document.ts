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

interface CredentialDocument {
  readonly kind: string;
  readonly login: string | null;
  readonly oauth_scopes: readonly string[] | null;
  /** By owner, of a GitHub App. */
  readonly permissions: Readonly<Record<string, Readonly<Record<string, string>>>> | null;
  readonly expires: string | null;
}

/** What `doctor` found out; null where it is not known, or not there. */
export interface DoctorFacts {
  readonly api: { readonly url: string; readonly kind: string; readonly version: string };
  readonly credential: CredentialDocument | null;
  readonly rate_limit: {
    readonly limit: number;
    readonly remaining: number;
    readonly reset_at: string;
  } | null;
  /** GitHub's clock less this machine's. */
  readonly clock_difference_seconds: number | null;
  readonly proxy: { readonly address: string; readonly variable: string } | null;
  readonly cache: string | null;
  readonly scopes: readonly ScopeAccessDocument[];
  readonly values: readonly NeededValueDocument[];
}

/** `doctor --format json`. */
export interface DoctorDocument extends DoctorFacts {
  readonly format: "hookfleet.doctor/1";
  readonly tool_version: string;
  readonly created_at: string;
  readonly summary: DiagnosticCounts;
  readonly diagnostics: readonly DiagnosticDocument[];
}

export function doctorDocument(
  facts: DoctorFacts,
  problems: readonly Diagnostic[],
  { now, toolVersion }: { readonly now: number; readonly toolVersion: string },
): DoctorDocument {
  return {
    format: "hookfleet.doctor/1",
    tool_version: toolVersion,
    created_at: showTime(now),
    ...facts,
    summary: countDiagnostics(problems),
    diagnostics: problems.map(diagnosticDocument),
  };
}

/** @param grants by owner; those of a token are the same for all */
export function credentialDocument(
  kind: string,
  login: string | undefined,
  grants: ReadonlyMap<string, Grants>,
): CredentialDocument {
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
