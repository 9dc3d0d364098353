import {
  type Audit,
  type AuditedHook,
  type Finding,
  type FindingRule,
  findingMessage,
  findingRules,
  type Severity,
  severities,
} from "../model/audit.ts";
import { type Diagnostic, hasErrors, type SourcePosition } from "../model/diagnostic.ts";
import { hookSettingsUrl } from "../model/hook-link.ts";
import { scopeKey, scopeName } from "../model/scope.ts";
import { sha256 } from "../plan/saved/digest.ts";
import { sanitize, sanitizeProse } from "../redact/sanitize.ts";
import type { AuditMeta } from "./audit-document.ts";

/** GitHub code scanning refuses a run with more results. */
const mostResults = 25_000;

const problemSeverity = { error: "error", warning: "warning", note: "recommendation" } as const;

/** What a run of hookfleet is about. */
interface SarifRun {
  readonly command: string;
  readonly version: string;
  /** Of the documentation, from the root of the project. */
  readonly page: string;
  readonly rules: ReadonlyMap<string, FindingRule>;
  /** False where not everything was looked at. */
  readonly complete: boolean;
  /** What went wrong, beside the results. */
  readonly problems: readonly Diagnostic[];
}

/** All text is raw. */
interface SarifResult {
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

function fingerprintOf(parts: readonly unknown[]): string {
  return sha256(parts).slice("sha256:".length, "sha256:".length + 32);
}

/** The findings of an audit. A hook that no file declares has its place in a file named after its scope. */
export function auditSarif(audit: Audit, meta: AuditMeta, most: number = mostResults) {
  const resultOf = ({ scope, live, position }: AuditedHook, finding: Finding): SarifResult => {
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
  };
  const resultsOf = (hook: AuditedHook, of: Severity) =>
    hook.findings
      .filter(({ severity }) => severity === of)
      .map((finding) => () => resultOf(hook, finding));
  const run = {
    ...{ command: "audit", version: meta.toolVersion, page: "docs/codes.md#audit" },
    ...{ rules: findingRules, complete: !hasErrors(meta.problems), problems: meta.problems },
  };
  // Worst first. Each is made when it is written: of many thousands most are left out.
  const results = severities.flatMap((of) => audit.hooks.flatMap((hook) => resultsOf(hook, of)));
  return sarifDocument(run, results, most);
}

/**
 * The problems of a configuration. Lines may move: a fingerprint does not depend on them.
 *
 * @param codes what each code means
 */
export function validationSarif(
  diagnostics: readonly Diagnostic[],
  version: string,
  codes: ReadonlyMap<string, { readonly sentence: string }>,
) {
  const seen = new Map<string, number>();
  const rules = new Map<string, FindingRule>();
  const results = diagnostics.map(({ severity, code, message, help, position }): SarifResult => {
    const place = position ?? { file: "hookfleet.yaml", line: 1, column: 1 };
    const same = fingerprintOf([code, place.file, message]);
    const nth = seen.get(same) ?? 0;
    seen.set(same, nth + 1);
    const sentence = codes.get(code)?.sentence ?? message;
    // What helps with one result need not help with the next: it stands in its message.
    rules.set(code, { severity, sentence, help: sentence });
    return {
      ruleId: code,
      level: severity,
      message: help === undefined ? `${message}.` : `${message}. ${help}`,
      place,
      link: null,
      fingerprint: fingerprintOf([same, nth]),
    };
  });
  const run = { command: "validate", version, page: "docs/codes.md#the-file", rules };
  const sorted = severities.flatMap((of) => results.filter(({ level }) => level === of));
  const made = sorted.map((result) => () => result);
  return sarifDocument({ ...run, complete: true, problems: [] }, made, mostResults);
}

/**
 * A run as SARIF 2.1.0 that GitHub code scanning accepts: every rule has help, every result a place in a
 * file and a fingerprint that stays the same.
 * https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
function sarifDocument(run: SarifRun, made: readonly (() => SarifResult)[], most: number) {
  const { command, version, page, complete } = run;
  const indexes = new Map([...run.rules.keys()].map((id, index) => [id, index]));
  const notifications = run.problems.map(({ severity, code, message, scope }) =>
    notification(severity, code, scope === undefined ? message : `${scope}: ${message}`),
  );
  const left = made.length - most;
  if (left > 0) {
    const text = `Code scanning takes ${most} results; the last ${left} of ${made.length}, the least severe, are left out.`;
    notifications.push(notification("warning", "results-left-out", text));
  }
  const rules = [...run.rules].map(([id, { severity, sentence, help }]) => ({
    id,
    name: id,
    shortDescription: { text: sentence },
    fullDescription: { text: sentence },
    help: { text: help, markdown: help },
    helpUri: `https://github.com/hookfleet/hookfleet/blob/main/${page}`,
    defaultConfiguration: { level: severity },
    properties: {
      tags: ["webhooks", "security"],
      precision: "high",
      "problem.severity": problemSeverity[severity],
    },
  }));
  const informationUri = "https://github.com/hookfleet/hookfleet";
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "hookfleet", semanticVersion: version, informationUri, rules } },
        automationDetails: { id: `hookfleet-${command}/` },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: complete, toolExecutionNotifications: notifications }],
        results: {
          *[Symbol.iterator]() {
            for (const make of made.slice(0, most)) yield resultDocument(make(), indexes);
          },
        },
      },
    ],
  };
}

function notification(level: string, id: string, text: string) {
  return { level, descriptor: { id }, message: { text: sanitizeProse(text) } };
}

function resultDocument(
  { ruleId, level, message, place, name, link, fingerprint }: SarifResult,
  indexes: ReadonlyMap<string, number>,
) {
  const { file, line, column } = place;
  return {
    ruleId,
    ruleIndex: indexes.get(ruleId) ?? -1,
    level,
    message: { text: sanitizeProse(message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: fileUri(file) },
          region: { startLine: line, startColumn: column, endLine: line, endColumn: column + 1 },
        },
        ...(name === undefined
          ? {}
          : { logicalLocations: [{ fullyQualifiedName: sanitize(name), kind: "resource" }] }),
      },
    ],
    // Code scanning reads the first alone; other readers compare all.
    partialFingerprints: {
      primaryLocationLineHash: `${fingerprint}:1`,
      "hookfleet/v1": fingerprint,
    },
    ...(link === null ? {} : { hostedViewerUri: link }),
  };
}

/** A path as a relative URI, or one of the scheme `file` where it is absolute. */
function fileUri(path: string): string {
  const parts = path
    .replaceAll("\\", "/")
    .replace(/\p{Surrogate}/gu, "\ufffd")
    .split("/");
  const uri = parts.map(encodeURIComponent).join("/");
  return uri.startsWith("/") ? `file://${uri}` : uri;
}
