import { liveHookRefs } from "../../deliveries/read-deliveries.ts";
import { type AuditDocument, auditDocument, auditRows } from "../../documents/audit-document.ts";
import { auditMetrics, runMetrics } from "../../documents/metrics.ts";
import { auditSarif } from "../../documents/sarif-document.ts";
import { auditPage } from "../../documents/views/audit-view.ts";
import { type AuditOptions, auditFleet, unidentifiedHooks } from "../../fleet/audit-fleet.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { type Audit, type FindingCode, type Severity, severities } from "../../model/audit.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import { type Diagnostic, hasErrors } from "../../model/diagnostic.ts";
import { countNoun } from "../../model/format.ts";
import { longestSummary } from "../../model/github-limits.ts";
import { existingHooksOf } from "../../model/plan.ts";
import { hookKey, type Scope, scopeKey, scopeName } from "../../model/scope.ts";
import { planFleet } from "../../plan/plan-fleet.ts";
import { reportHtmlPieces } from "../../render/html/report-page.ts";
import { renderReportMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { renderCsv } from "../../render/render-csv.ts";
import { renderJsonLines } from "../../render/render-json.ts";
import { renderPrometheus } from "../../render/render-prometheus.ts";
import { renderAudit } from "../../render/text/render-audit.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ResultOptions, WatchedFormat } from "../options/options.ts";
import { documentMeta } from "../output/formats.ts";
import { printResult, type ResultShown } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { type LiveFleet, readLiveFleet } from "../steps/live-hooks.ts";
import { placeInRepository } from "./validate.ts";

interface AuditCommandOptions extends ResultOptions<WatchedFormat | "csv" | "sarif"> {
  readonly failOn: Severity | "none";
  readonly ignore: readonly FindingCode[];
}

/** `hookfleet audit`: what is there, and what is wrong with it. Writes nothing to GitHub. */
export async function audit(
  session: Session<AuditCommandOptions>,
  targets: readonly string[],
): Promise<number> {
  const { options } = session;
  const client = clientOptions(session);
  const reader = await createGitHubReader(client);
  const fleet = await readLiveFleet(reader, session, targets);
  const { hooksPerEvent } = client.apiUrl;
  const audited = auditFleet(fleet.live, {
    inFile: fleet.hasFile ? hooksInFile(fleet, hooksPerEvent) : undefined,
    ignore: new Set(options.ignore),
  });
  const problems = [...fleet.problems, ...unsetUrls(fleet.state), ...unidentifiedHooks(fleet.live)];
  const now = session.now();
  const meta = {
    ...documentMeta(session, now),
    targets: targets.length === 0 ? options.target : targets,
    problems,
  };
  const complete = !hasErrors(problems);
  const document = ({ showUrls }: ResultShown): AuditDocument =>
    auditDocument(audited, { ...meta, showUrls });
  const page = (shown: ResultShown) =>
    auditPage(audited, document(shown), { ...meta, showUrls: shown.showUrls });
  printResult(session, {
    text: () =>
      renderAudit(audited, {
        ...session.out,
        all: options.all === true || session.out.verbose === true,
        complete,
      }),
    json: (shown) => renderJsonLines(document(shown)),
    csv: (shown) => renderCsv(auditRows(document(shown))),
    markdown: (shown) => renderReportMarkdown(page(shown), { bytes: longestSummary }),
    html: (shown) => reportHtmlPieces(page(shown)),
    sarif: ({ showUrls }) =>
      renderJsonLines(auditSarif(inRepository(audited, session), { ...meta, showUrls }), 4),
    prometheus: () =>
      renderPrometheus([...auditMetrics(audited), ...runMetrics("audit", { now, complete })]),
  });
  if (printDiagnostics(problems, session)) return exitCodes.failed;
  return isBad(audited, options.failOn) ? exitCodes.changes : exitCodes.ok;
}

/** An audit with its places as GitHub looks them up. */
function inRepository(audited: Audit, session: Session): Audit {
  const place = placeInRepository(session);
  const hooks = audited.hooks.map((hook) => ({
    ...hook,
    position: hook.position && place(hook.position),
  }));
  return { ...audited, hooks };
}

/** What the file says of each hook: the planner decides which hook is which declared one. */
function hooksInFile(
  { state, live, isOpen }: LiveFleet,
  hooksPerEvent: number,
): NonNullable<AuditOptions["inFile"]> {
  const plan = planFleet(state, live, { hooksPerEvent });
  const positions = new Map(
    existingHooksOf(plan).map(({ scope, live: { id }, desired }) => [
      hookKey(scope, id),
      desired.position,
    ]),
  );
  const ignored = new Set(plan.ignored.map(({ scope, hookId }) => hookKey(scope, hookId)));
  const unset = new Set(unsetScopes(state).map(scopeKey));
  const isUnknown = (scope: Scope): boolean => unset.has(scopeKey(scope)) || isOpen(scope);
  const urls = new Map(
    liveHookRefs(state, live).map(({ scope, hookId, url }) => [hookKey(scope, hookId), url]),
  );
  return (scope, { id, url }) => {
    const key = hookKey(scope, id);
    return {
      position: positions.get(key) ?? (isUnknown(scope) ? null : undefined),
      ignored: ignored.has(key),
      url: urls.get(key) ?? url,
    };
  };
}

/** Those of which a declared hook may be any: the variable of its URL is not set. */
function unsetScopes({ scopes }: DesiredState): readonly Scope[] {
  return scopes
    .filter(({ hooks }) => hooks.some(({ url }) => url.isUnset()))
    .map(({ scope }) => scope);
}

function unsetUrls(state: DesiredState): readonly Diagnostic[] {
  const scopes = unsetScopes(state).map(scopeName);
  if (scopes.length === 0) return [];
  return [
    {
      severity: "warning",
      code: "url-unset",
      message: `variables of URLs are not set, so it is unknown which hooks of ${countNoun(scopes.length, "scope")} are declared`,
      help: "Set them, or pass a file that has them with --env-file.",
      scopes,
    },
  ];
}

function isBad({ hooks }: Audit, failOn: Severity | "none"): boolean {
  if (failOn === "none") return false;
  const counted = severities.slice(0, severities.indexOf(failOn) + 1);
  return hooks.some(({ findings }) => findings.some(({ severity }) => counted.includes(severity)));
}
