import {
  type Audit,
  type AuditedHook,
  findingMessage,
  findingRules,
  type Severity,
  severities,
} from "../model/audit.ts";
import type { Diagnostic, SourcePosition } from "../model/diagnostic.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import { scopeKey, scopeName } from "../model/scope.ts";
import { sha256 } from "../plan/saved/digest.ts";
import { type AuditMeta, isComplete } from "./audit-document.ts";

/** All text is raw. */
export interface SarifResult {
  readonly ruleId: string;
  readonly level: Severity;
  readonly message: string;
  readonly place: SourcePosition;
  /** Of what it is about, where that is no file. */
  readonly name?: string;
  /** Where people see it. */
  readonly link: string | null;
  /** The same in every run in which the same is found. */
  readonly fingerprint: string;
}

export type SarifReport = ReturnType<typeof auditSarif>;

function fingerprintOf(parts: readonly unknown[]): string {
  return sha256(parts).slice("sha256:".length, "sha256:".length + 32);
}

/** The findings of an audit. A hook that no file declares has its place in a file named after its scope. */
export function auditSarif(audit: Audit, meta: AuditMeta) {
  const resultsOf = ({ scope, live, position, findings }: AuditedHook, of: Severity) =>
    findings
      .filter(({ severity }) => severity === of)
      .map((finding) => (): SarifResult => {
        const { code, severity, help } = finding;
        const name = `${scopeName(scope)}#${live.id}`;
        const link = hookSettingsUrl(scope, live.id, meta.apiUrl);
        const where = link === null ? "" : ` ${link}`;
        return {
          ruleId: code,
          level: severity,
          message: `${name}: ${findingMessage(finding)} ${help}${where}`,
          place: position ?? { file: scopeName(scope), line: 1, column: 1 },
          name,
          link,
          fingerprint: fingerprintOf([code, meta.apiUrl, scopeKey(scope), live.id]),
        };
      });
  return {
    tool: { version: meta.toolVersion, command: "audit" },
    rules: [...findingRules].map(([id, { severity, sentence, help }]) => ({
      id: String(id),
      level: severity,
      sentence,
      help,
      /** Of the documentation, from the root of the project. */
      page: "docs/codes.md#audit",
    })),
    /** Worst first. Each is made when it is written: of many thousands most are left out. */
    results: severities.flatMap((of) => audit.hooks.flatMap((hook) => resultsOf(hook, of))),
    /** False where not everything was looked at. */
    complete: isComplete(meta),
    /** What went wrong, beside the results. */
    notifications: meta.problems,
  };
}

/** The problems of a configuration. Lines may move: a fingerprint does not depend on them. */
export function validationSarif(
  diagnostics: readonly Diagnostic[],
  {
    toolVersion,
    codes,
  }: {
    readonly toolVersion: string;
    /** What each code means. */
    readonly codes: ReadonlyMap<string, { readonly sentence: string }>;
  },
): SarifReport {
  const seen = new Map<string, number>();
  const rules = new Map<string, SarifReport["rules"][number]>();
  const results = diagnostics.map(({ severity, code, message, help, position }): SarifResult => {
    const place = position ?? { file: "hookfleet.yaml", line: 1, column: 1 };
    const same = fingerprintOf([code, place.file, message]);
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    const sentence = codes.get(code)?.sentence ?? message;
    const page = "docs/codes.md#the-file";
    // What helps with one result need not help with the next: it stands in its message.
    rules.set(code, { id: code, level: severity, sentence, help: sentence, page });
    return {
      ruleId: code,
      level: severity,
      message: help === undefined ? `${message}.` : `${message}. ${help}`,
      place,
      link: null,
      fingerprint: fingerprintOf([same, nth]),
    };
  });
  return {
    tool: { version: toolVersion, command: "validate" },
    rules: [...rules.values()],
    results: worstFirst(results).map((result) => () => result),
    complete: true,
    notifications: [],
  };
}

function worstFirst(results: readonly SarifResult[]): readonly SarifResult[] {
  return severities.flatMap((severity) => results.filter(({ level }) => level === severity));
}
