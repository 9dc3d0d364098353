import type { Diagnostic } from "../model/diagnostic.ts";
import { showTime } from "../model/format.ts";
import type { DoctorDocument as Described } from "../model/generated/documents.ts";
import type { Grants } from "../model/grants.ts";
import { countDiagnostics, diagnosticDocument } from "./diagnostic-document.ts";

/** Whether the credential can do something to the hooks of a scope, with the code of what it met. */
export type ScopeAccessDocument = Described["scopes"][number];

/** A variable or a file that the configuration needs. */
export type NeededValueDocument = Described["values"][number];

/** What `doctor` found out; null where it is not known, or not there. */
export interface DoctorFacts
  extends Pick<
    Described,
    "api" | "rate_limit" | "clock_difference_seconds" | "proxy" | "cache" | "scopes" | "values"
  > {
  readonly credential: ReturnType<typeof credentialDocument> | null;
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
