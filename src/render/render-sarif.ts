import type { SarifReport, SarifResult } from "../documents/sarif-report.ts";
import { sanitize, sanitizeProse } from "../redact/sanitize.ts";
import { renderJsonPieces } from "./render-json.ts";

/** GitHub code scanning refuses a run with more results. */
const mostResults = 25_000;

const problemSeverity = { error: "error", warning: "warning", note: "recommendation" } as const;

/**
 * A report as SARIF 2.1.0 that GitHub code scanning accepts: every rule has help, every result a place
 * in a file and a fingerprint that stays the same. Ends with a line break.
 * https://docs.github.com/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function renderSarif(report: SarifReport, most?: number): string {
  return [...sarifPieces(report, most)].join("");
}

/** The same in pieces: each result is made and written after the other. */
export function* sarifPieces(report: SarifReport, most: number = mostResults): Generator<string> {
  const { tool, rules, complete } = report;
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const results = report.results.slice(0, most);
  const left = report.results.length - results.length;
  const notifications = report.notifications.map(({ severity, code, message, scope }) =>
    notification(severity, code, scope === undefined ? message : `${scope}: ${message}`),
  );
  if (left > 0) {
    const text = `Code scanning takes ${most} results; the last ${left} of ${report.results.length}, the least severe, are left out.`;
    notifications.push(notification("warning", "results-left-out", text));
  }
  const document = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "hookfleet",
            semanticVersion: tool.version,
            informationUri: "https://github.com/hookfleet/hookfleet",
            rules: rules.map(({ id, level, sentence, help, page }) => ({
              id,
              name: id,
              shortDescription: { text: sentence },
              fullDescription: { text: sentence },
              help: { text: help, markdown: help },
              helpUri: `https://github.com/hookfleet/hookfleet/blob/main/${page}`,
              defaultConfiguration: { level },
              properties: {
                tags: ["webhooks", "security"],
                precision: "high",
                "problem.severity": problemSeverity[level],
              },
            })),
          },
        },
        automationDetails: { id: `hookfleet-${tool.command}/` },
        columnKind: "utf16CodeUnits",
        invocations: [{ executionSuccessful: complete, toolExecutionNotifications: notifications }],
        results: {
          *[Symbol.iterator]() {
            for (const make of results) yield resultOf(make(), indexes);
          },
        },
      },
    ],
  };
  yield* renderJsonPieces(document, 4);
  yield "\n";
}

function notification(level: string, id: string, text: string) {
  return { level, descriptor: { id }, message: { text: sanitizeProse(text) } };
}

function resultOf(
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
