import { type Audit, type AuditedHook, findingMessage } from "../model/audit.ts";
import { compareStrings } from "../model/compare-strings.ts";
import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { timeOrNull } from "../model/format.ts";
import { countBy, groupBy } from "../model/group-by.ts";
import { receiverName } from "../model/hook-url.ts";
import { isFailing } from "../model/receiver-answer.ts";
import { scopeName } from "../model/scope.ts";
import { compareDiagnostics, diagnosticDocument } from "./diagnostic-document.ts";
import { lastResponseDocument } from "./drift-document.ts";
import { hookRefDocument, type PlanMeta } from "./plan-document.ts";

/** What a document says beyond the audit. */
export interface AuditMeta extends Omit<PlanMeta, "configDigest" | "offline" | "origin"> {
  /** What could not be read, and what the credential cannot see. */
  readonly problems: readonly Diagnostic[];
}

export function auditSummary({ scopes, hooks }: Audit) {
  const severityOf = countBy(
    hooks.flatMap(({ findings }) => findings),
    ({ severity }) => severity,
  );
  return {
    hooks: hooks.length,
    scopes,
    errors: severityOf("error"),
    warnings: severityOf("warning"),
    notes: severityOf("note"),
  };
}

/** The hooks of each receiver, by host. */
export function hooksByReceiver({ hooks }: Audit): ReadonlyMap<string, readonly AuditedHook[]> {
  return groupBy(hooks, ({ live }) => receiverName(live.url));
}

export function scopeCount(hooks: readonly AuditedHook[]): number {
  return new Set(hooks.map(({ scope }) => scopeName(scope))).size;
}

export type AuditDocument = ReturnType<typeof auditDocument>;

/**
 * What is there, as data, and what `audit --format json` prints: nothing secret in it, URLs masked. The
 * same fleet gives the same document. The order of keys is part of the format.
 */
export function auditDocument(audit: Audit, meta: AuditMeta) {
  return {
    format: "hookfleet.audit/1",
    tool_version: meta.toolVersion,
    created_at: meta.createdAt,
    api_url: meta.apiUrl,
    targets: meta.targets.toSorted(compareStrings),
    complete: !hasErrors(meta.problems),
    receivers: [...hooksByReceiver(audit)]
      .toSorted(([left], [right]) => compareStrings(left, right))
      .map(([host, hooks]) => ({
        host,
        hooks: hooks.length,
        scopes: scopeCount(hooks),
        without_secret: hooks.filter(({ live }) => !live.hasSecret).length,
        failing: hooks.filter(({ live }) => isFailing(live)).length,
      })),
    /** By scope and id. Made one after another, because a fleet may have many thousands. */
    hooks: {
      *[Symbol.iterator]() {
        for (const hook of audit.hooks) yield auditedHookDocument(hook, meta);
      },
    },
    summary: auditSummary(audit),
    diagnostics: meta.problems.toSorted(compareDiagnostics).map(diagnosticDocument),
  };
}

export type AuditedHookDocument = ReturnType<typeof auditedHookDocument>;

/** One hook as it is, and what is wrong with it. */
function auditedHookDocument({ scope, live, declared, findings }: AuditedHook, meta: AuditMeta) {
  return {
    ...hookRefDocument({ scope, hookId: live.id, url: live.url }, meta),
    events: live.events,
    /** What is neither true nor false is GitHub's own text. */
    active: live.active,
    content_type: live.contentType,
    insecure_ssl: live.insecureSsl,
    has_secret: live.hasSecret,
    last_response: live.lastResponse === undefined ? null : lastResponseDocument(live),
    created_at: timeOrNull(live.createdAt),
    updated_at: timeOrNull(live.updatedAt),
    declared,
    findings: findings.map((finding) => ({
      code: finding.code,
      severity: finding.severity,
      message: findingMessage(finding),
    })),
  };
}

const columns = [
  ...(["scope", "hook_id", "url", "html_url", "events", "active", "content_type"] as const),
  ...(["insecure_ssl", "has_secret", "last_response", "created_at", "updated_at"] as const),
  "declared",
] as const;

/** Its hooks as rows of a table, the titles first. Cells are raw. */
export function* auditRows({ hooks }: AuditDocument): Generator<readonly string[]> {
  yield [...columns, "severity", "findings"];
  for (const hook of hooks) {
    const { events, findings, last_response: answer } = hook;
    const row = {
      ...hook,
      events: events.join(" "),
      last_response: answer?.code ?? answer?.status,
    };
    const codes = findings.map(({ code }) => code).join(" ");
    const cells = [...columns.map((name) => row[name]), findings[0]?.severity, codes];
    yield cells.map((cell) => String(cell ?? ""));
  }
}
