import {
  type Audit,
  type AuditedHook,
  findingMessage,
  findingRules,
  type Severity,
  severities,
  worstOf,
} from "../../model/audit.ts";
import { compareStrings } from "../../model/compare-strings.ts";
import { countNoun, showTime } from "../../model/format.ts";
import { countBy } from "../../model/group-by.ts";
import { isFailingResponse } from "../../model/receiver-answer.ts";
import { scopeName } from "../../model/scope.ts";
import {
  type AuditDocument,
  type AuditMeta,
  auditSummary,
  hooksByReceiver,
  scopeCount,
} from "../audit-document.ts";
import { diagnosticOf } from "../diagnostic-document.ts";
import { lastResponseDocument } from "../drift-document.ts";
import { alerts, documentFacts, notes } from "./alerts.ts";
import type {
  AlertView,
  ChartView,
  DocumentView,
  EntryView,
  FieldView,
  GroupView,
  Tone,
} from "./document-view.ts";
import { hookView, placeOf } from "./entry-view.ts";
import { foldEntries } from "./fold.ts";

export type AuditFindingView = ReturnType<typeof auditView>["findings"][number];

export const incompleteAudit = "This audit is incomplete: not every scope could be read.";

/** An audit as people read it: what is worst comes first. All text is raw. */
export function auditView(audit: Audit) {
  return {
    summary: auditSummary(audit),
    receivers: [...hooksByReceiver(audit)]
      .map(([host, hooks]) => receiverView(host, hooks))
      .toSorted(
        (left, right) =>
          rankOf(left.worst) - rankOf(right.worst) ||
          right.hooks.length - left.hooks.length ||
          compareStrings(left.host, right.host),
      ),
    /** Each code, and where it was found. */
    findings: [...findingRules]
      .map(([code, rule]) => {
        const isOf = ({ findings }: AuditedHook) => findings.some((one) => one.code === code);
        return { code, ...rule, hooks: audit.hooks.filter(isOf) };
      })
      .filter(({ hooks }) => hooks.length > 0),
  };
}

function rankOf(severity: Severity | undefined): number {
  return severity === undefined ? severities.length : severities.indexOf(severity);
}

export type AuditReceiverView = ReturnType<typeof receiverView>;

/** What one host receives. */
function receiverView(host: string, hooks: readonly AuditedHook[]) {
  // What is there is not changed by findings that are left out.
  const share = (is: (hook: AuditedHook) => boolean, all: string, none: string): string => {
    const count = hooks.filter(is).length;
    return count === hooks.length ? all : count === 0 ? none : `${count}/${hooks.length}`;
  };
  const isVerified = ({ live: { url, insecureSsl } }: AuditedHook): boolean =>
    insecureSsl !== true && url.normalized().startsWith("https:");
  const last = hooks.reduce((latest, { live }) => Math.max(latest, live.updatedAt), 0);
  return {
    host,
    hooks,
    scopes: scopeCount(hooks),
    /** The most frequent first. */
    events: eventsOf(hooks),
    /** `all`, `none` or `12/15`. */
    secret: share(({ live }) => live.hasSecret, "all", "none"),
    /** Sent with TLS and a verified certificate: `on`, `off`, `12/15`, or `–` without a host. */
    tls: hooks.some(({ live }) => live.url.host() !== "") ? share(isVerified, "on", "off") : "–",
    /** How the receiver last answered, as far as GitHub tells. */
    answer: answersOf(hooks),
    /** A day, or empty. */
    changed: last === 0 ? "" : showTime(last).slice(0, 10),
    worst: worstOf(hooks.flatMap(({ findings }) => findings)),
  };
}

function eventsOf(hooks: readonly AuditedHook[]): string {
  const events = hooks.flatMap(({ live }) => live.events);
  const count = countBy(events, (event) => event);
  const names = [...new Set(events)].toSorted(
    (left, right) => count(right) - count(left) || compareStrings(left, right),
  );
  return names.length === 0 ? "none" : names.join(", ");
}

function answersOf(hooks: readonly AuditedHook[]): string {
  const responses = hooks.map(({ live }) => live.lastResponse);
  const failed = responses.filter(isFailingResponse).length;
  const answered = responses.filter((one) => (one?.code ?? 0) !== 0 || isFailingResponse(one));
  if (answered.length === 0) return "–";
  if (failed === 0) return "ok";
  return failed === answered.length ? "failed" : `${failed} failed`;
}

const tones: Readonly<Record<Severity | "fine", Tone>> = {
  error: "remove",
  warning: "warning",
  note: "muted",
  fine: "create",
};

/** An audit as a page or as Markdown: the findings, then the hooks of each receiver. */
export function auditPage(audit: Audit, document: AuditDocument, meta: AuditMeta): DocumentView {
  const { summary, receivers, findings } = auditView(audit);
  const count = (noun: string, number: number, tone: Tone) => {
    const label = `${noun}s`;
    return { label, words: number === 1 ? noun : label, count: number, tone };
  };
  const counts = [
    count("hook", summary.hooks, "create"),
    count("scope", summary.scopes, "create"),
    count("receiver", receivers.length, "create"),
    count("error", summary.errors, "remove"),
    count("warning", summary.warnings, "warning"),
    count("note", summary.notes, "muted"),
  ];
  return {
    title: "Webhook audit",
    counts: [{ name: "", counts }],
    notes: notes([
      ["warning", document.complete ? "" : incompleteAudit],
      ["strong", summary.hooks === 0 ? "No hooks." : ""],
    ]),
    alerts: [...alerts(document.diagnostics.map(diagnosticOf)), ...findings.map(findingAlert)],
    sections: receivers.length === 0 ? [] : [{ heading: "", groups: receivers.map(groupOf(meta)) }],
    closing: { title: "Audit:", counts },
    facts: documentFacts(document),
  };
}

function findingAlert({ code, severity, hooks, sentence, help }: AuditFindingView): AlertView {
  const where = `${countNoun(hooks.length, "hook")} in ${countNoun(scopeCount(hooks), "scope")}`;
  const level = severity === "error" ? "caution" : severity;
  return { level, code, message: sentence, help, where, diagnostics: [] };
}

function groupOf(meta: AuditMeta) {
  return (receiver: AuditReceiverView, rank: number): GroupView => ({
    rank,
    weight: "quiet",
    tone: "muted",
    heading: receiver.host,
    lede: [
      `${countNoun(receiver.hooks.length, "hook")} in ${countNoun(receiver.scopes, "scope")}`,
      `secret: ${receiver.secret}`,
      `verified TLS: ${receiver.tls}`,
      `last answer: ${receiver.answer}`,
      ...(receiver.changed === "" ? [] : [`last change: ${receiver.changed}`]),
    ].join("; "),
    entries: foldEntries(
      receiver.hooks,
      (hook) => hookEntry(hook, meta, true),
      (hook) => hookEntry(hook, meta, false),
    ),
    chart: changesOverTime(receiver.hooks, Date.parse(meta.createdAt)),
  });
}

const barCount = 24;
const barMs = (365.25 * 86_400_000) / 4;

/** When hooks were last changed, by quarters; what is older stands in the first bar. */
function changesOverTime(hooks: readonly AuditedHook[], now: number): ChartView {
  const bars = Array.from({ length: barCount }, (_, index) => ({
    start: now - (barCount - index) * barMs,
    good: 0,
    bad: 0,
  }));
  for (const { live, findings } of hooks) {
    if (live.updatedAt === 0) continue;
    const index = barCount - 1 - Math.floor((now - live.updatedAt) / barMs);
    const bar = bars[Math.min(barCount - 1, Math.max(0, index))];
    const worst = worstOf(findings);
    if (bar !== undefined) bar[worst === "error" || worst === "warning" ? "bad" : "good"] += 1;
  }
  return {
    label: `Last changes since ${showTime(now - barCount * barMs).slice(0, 7)}; hooks with errors or warnings below the line`,
    bars: bars.map(({ start, good, bad }) => ({
      label: `last changed from ${showTime(start).slice(0, 10)}: ${good} without errors and warnings, ${bad} with`,
      good,
      bad,
    })),
  };
}

/** @param isAlone else it is one of many, and when it was changed stands beside it */
function hookEntry(
  hook: AuditedHook,
  { showUrls, apiUrl }: AuditMeta,
  isAlone: boolean,
): EntryView {
  const { scope, live, findings, position } = hook;
  const kind = worstOf(findings) ?? "fine";
  const words = (field: string, text: string, tone?: Tone): FieldView => {
    return { kind: "words", field, text, tone };
  };
  const { code, status } = lastResponseDocument(live);
  const answer = code === null || code === 0 ? status : String(code);
  const codes = findings.map((finding) => finding.code).join(", ");
  const changed = live.updatedAt === 0 ? "" : showTime(live.updatedAt).slice(0, 10);
  const place = hookView(scopeName(scope), live.id, apiUrl, placeOf(position ?? null));
  return {
    kind,
    verb: kind,
    sign: kind === "error" || kind === "warning" ? "!" : " ",
    tone: tones[kind],
    url: live.url.show(showUrls),
    isWhole: true,
    note: hook.declared === false ? "undeclared" : "",
    fields: [
      words("events", live.events.length === 0 ? "none" : live.events.join(", ")),
      words("secret", live.hasSecret ? "present" : "none"),
      ...(answer === null ? [] : [words("last answer", answer)]),
      ...(isAlone && changed !== "" ? [words("changed", changed)] : []),
      ...(codes === "" ? [] : [words("findings", codes, tones[kind])]),
      ...findings
        .filter(({ detail }) => detail !== undefined)
        .map((one) => words("", findingMessage(one))),
    ],
    blocked: null,
    origin: null,
    hooks: [{ ...place, note: isAlone || changed === "" ? "" : `changed ${changed}` }],
  };
}
