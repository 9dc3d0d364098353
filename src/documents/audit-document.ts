import { receiverName } from "../deliveries/fleet-health.ts";
import {
  type Audit,
  type AuditedHook,
  type FindingCode,
  findingMessage,
  type Severity,
} from "../model/audit.ts";
import { compareStrings } from "../model/compare-strings.ts";
import type { Diagnostic } from "../model/diagnostic.ts";
import type { LastResponseDocument } from "../model/drift-document.ts";
import { groupBy } from "../model/group-by.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import type { DiagnosticDocument } from "../model/plan-document.ts";
import { isFailing } from "../model/receiver-answer.ts";
import { scopeName } from "../model/scope.ts";
import { compareDiagnostics, diagnosticDocument } from "./diagnostic-document.ts";
import { lastResponseDocument } from "./drift-document.ts";
import { showTime } from "./format.ts";

/** One hook as it is, and what is wrong with it. The order of keys is part of the format. */
export interface AuditedHookDocument {
  readonly scope: string;
  readonly hook_id: number;
  readonly url: string;
  readonly html_url: string | null;
  readonly events: readonly string[];
  /** What is neither true nor false is GitHub's own text. */
  readonly active: boolean | string;
  readonly content_type: string;
  readonly insecure_ssl: boolean | string;
  readonly has_secret: boolean;
  readonly last_response: LastResponseDocument | null;
  readonly created_at: string | null;
  readonly updated_at: string | null;
  readonly declared: boolean | null;
  readonly findings: readonly {
    readonly code: FindingCode;
    readonly severity: Severity;
    readonly message: string;
  }[];
}

export interface AuditSummary {
  readonly hooks: number;
  readonly scopes: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
}

/** What `audit --format json` prints. The order of keys is part of the format. */
export interface AuditDocument {
  readonly format: "hookfleet.audit/1";
  readonly tool_version: string;
  readonly created_at: string;
  readonly api_url: string;
  readonly targets: readonly string[];
  readonly complete: boolean;
  /** By host. */
  readonly receivers: readonly {
    readonly host: string;
    readonly hooks: number;
    readonly scopes: number;
    readonly without_secret: number;
    readonly failing: number;
  }[];
  /** By scope and id. Made one after another, because a fleet may have many thousands. */
  readonly hooks: Iterable<AuditedHookDocument>;
  readonly summary: AuditSummary;
  readonly diagnostics: readonly DiagnosticDocument[];
}

/** What a document says beyond the audit. */
export interface AuditMeta {
  readonly toolVersion: string;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly apiUrl: string;
  /** As they were given. */
  readonly targets: readonly string[];
  readonly showUrls: boolean;
  /** What could not be read, and what the credential cannot see. */
  readonly problems: readonly Diagnostic[];
}

/** Whether everything could be read. */
export function isComplete({ problems }: Pick<AuditMeta, "problems">): boolean {
  return problems.every(({ severity }) => severity !== "error");
}

export function auditSummary({ scopes, hooks }: Audit): AuditSummary {
  const count = (severity: Severity): number =>
    hooks.reduce(
      (sum, { findings }) => sum + findings.filter((one) => one.severity === severity).length,
      0,
    );
  return {
    hooks: hooks.length,
    scopes,
    errors: count("error"),
    warnings: count("warning"),
    notes: count("note"),
  };
}

export function hasFinding({ findings }: AuditedHook, code: FindingCode): boolean {
  return findings.some((one) => one.code === code);
}

/** The hooks of each receiver, by host. */
export function hooksByReceiver({ hooks }: Audit): ReadonlyMap<string, readonly AuditedHook[]> {
  return groupBy(hooks, ({ live }) => receiverName(live.url));
}

export function countScopes(hooks: readonly AuditedHook[]): number {
  return new Set(hooks.map(({ scope }) => scopeName(scope))).size;
}

/** What is there, as data: nothing secret in it, URLs masked. The same fleet gives the same document. */
export function auditDocument(audit: Audit, meta: AuditMeta): AuditDocument {
  return {
    format: "hookfleet.audit/1",
    tool_version: meta.toolVersion,
    created_at: meta.createdAt,
    api_url: meta.apiUrl,
    targets: meta.targets.toSorted(compareStrings),
    complete: isComplete(meta),
    receivers: [...hooksByReceiver(audit)]
      .toSorted(([left], [right]) => compareStrings(left, right))
      .map(([host, hooks]) => ({
        host,
        hooks: hooks.length,
        scopes: countScopes(hooks),
        without_secret: hooks.filter(({ live }) => !live.hasSecret).length,
        failing: hooks.filter(({ live }) => isFailing(live)).length,
      })),
    hooks: {
      *[Symbol.iterator]() {
        for (const hook of audit.hooks) yield auditedHookDocument(hook, meta);
      },
    },
    summary: auditSummary(audit),
    diagnostics: meta.problems.toSorted(compareDiagnostics).map(diagnosticDocument),
  };
}

/** One hook as data. */
export function auditedHookDocument(
  { scope, live, declared, findings }: AuditedHook,
  { apiUrl, showUrls }: Pick<AuditMeta, "apiUrl" | "showUrls">,
): AuditedHookDocument {
  const time = (at: number): string | null => (at === 0 ? null : showTime(at));
  return {
    scope: scopeName(scope),
    hook_id: live.id,
    url: live.url.show(showUrls),
    html_url: hookSettingsUrl(scope, live.id, apiUrl),
    events: live.events,
    active: live.active,
    content_type: live.contentType,
    insecure_ssl: live.insecureSsl,
    has_secret: live.hasSecret,
    last_response: live.lastResponse === undefined ? null : lastResponseDocument(live),
    created_at: time(live.createdAt),
    updated_at: time(live.updatedAt),
    declared,
    findings: findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      message: findingMessage(finding),
    })),
  };
}

/** Its hooks as rows of a table, the titles first. Cells are raw. */
export function* auditRows({ hooks }: AuditDocument): Generator<readonly string[]> {
  yield [
    ...["scope", "hook_id", "url", "html_url", "events", "active", "content_type", "insecure_ssl"],
    ...["has_secret", "last_response", "created_at", "updated_at", "declared", "severity"],
    "findings",
  ];
  for (const hook of hooks) {
    const { events, findings, last_response: answer } = hook;
    const cells = [
      ...[hook.scope, hook.hook_id, hook.url, hook.html_url, events.join(" "), hook.active],
      ...[hook.content_type, hook.insecure_ssl, hook.has_secret, answer?.code ?? answer?.status],
      ...[hook.created_at, hook.updated_at, hook.declared, findings[0]?.severity],
      findings.map(({ code }) => code).join(" "),
    ];
    yield cells.map((cell) => String(cell ?? ""));
  }
}
