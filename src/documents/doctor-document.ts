import type { Diagnostic } from "../model/diagnostic.ts";
import type { Can, Grants, HookAccess } from "../model/grants.ts";
import { countDiagnostics, diagnosticDocument } from "./diagnostic-document.ts";
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

/** What `doctor` found out; null where it is not known, or not there. */
export interface DoctorFacts {
  readonly api: { readonly url: string; readonly kind: string; readonly version: string };
  readonly credential: ReturnType<typeof credentialDocument> | null;
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

export type DoctorDocument = ReturnType<typeof doctorDocument>;

/** What `doctor --format json` prints. */
export function doctorDocument(
  facts: DoctorFacts,
  problems: readonly Diagnostic[],
  { now, toolVersion }: { readonly now: number; readonly toolVersion: string },
) {
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
) {
  const [first] = grants.values();
  const permissions = [...grants].flatMap(([owner, { permissions: of }]) =>
    of === undefined ? [] : [[owner, of] as const],
  );
  return {
    kind,
    login: login ?? null,
    oauth_scopes: first?.scopes ?? null,
    /** By owner, of a GitHub App. */
    permissions: permissions.length === 0 ? null : Object.fromEntries(permissions),
    expires: first?.expires ?? null,
  };
}
