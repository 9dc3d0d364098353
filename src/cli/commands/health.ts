import { fleetHealth } from "../../deliveries/fleet-health.ts";
import { healthDocument } from "../../documents/health-document.ts";
import { healthMetrics, runMetrics } from "../../documents/metrics.ts";
import { hasUnverifiable, warnUnproved } from "../../documents/verification-document.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { hasErrors } from "../../model/diagnostic.ts";
import { HookfleetError } from "../../model/errors.ts";
import { renderHealthHtml } from "../../render/html/render-health-html.ts";
import { renderHealthMarkdown } from "../../render/markdown/render-health-markdown.ts";
import { renderPrometheus } from "../../render/render-prometheus.ts";
import { renderHealth } from "../../render/text/render-health.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { Since } from "../options/option.ts";
import type { ResultOptions, WatchedFormat } from "../options/options.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { checkFilters } from "../steps/check-filters.ts";
import { listLiveHooks } from "../steps/live-hooks.ts";
import { readDeliveriesWithProgress } from "../steps/read-deliveries.ts";
import { proveByPast } from "../steps/verify-secrets.ts";

/** `hookfleet health`: how receivers did, and which hooks exceed a threshold. */
export async function health(
  session: Session<ResultOptions<WatchedFormat> & { readonly since: Since }>,
  targets: readonly string[],
): Promise<number> {
  const { options, apiUrl } = session;
  const now = session.now();
  checkFilters(session);
  const reader = await createGitHubReader(clientOptions(session));
  if (options.verify === true) refuseWithoutFile(targets, options.file);
  const fleet = await listLiveHooks(reader, session, targets);
  const { readings, problems: unread } = await readDeliveriesWithProgress(fleet, reader, session);
  const proof = options.verify === true ? await proveByPast(fleet, reader, session) : undefined;
  const problems = [...unread, ...warnUnproved(proof?.verified ?? [])];
  const { minSuccess, maxDuration } = options;
  const judged = fleetHealth(readings, {
    since: options.since(now),
    until: now,
    thresholds: {
      maxFailures: options.maxFailures,
      minSuccess: minSuccess === undefined ? undefined : minSuccess / 100,
      maxMedianMs: maxDuration === undefined ? undefined : maxDuration * 1_000,
    },
    proofOf: proof?.proofOf,
  });
  const complete = !hasErrors(problems);
  printResult(session, {
    text: () => renderHealth(judged, { ...session.out, all: options.all === true }),
    json: ({ showUrls }) => healthDocument(judged, { showUrls, apiUrl, problems }),
    markdown: () => renderHealthMarkdown(judged, { apiUrl, problems }),
    html: ({ showUrls }) => renderHealthHtml(judged, { showUrls, apiUrl, problems }),
    prometheus: () =>
      renderPrometheus([...healthMetrics(judged), ...runMetrics("health", { now, complete })]),
  });
  if (printDiagnostics(problems, session)) return exitCodes.failed;
  const isUnhealthy = judged.receivers.some(({ complaints }) => complaints.length > 0);
  return isUnhealthy || hasUnverifiable(proof?.verified) ? exitCodes.changes : exitCodes.ok;
}

/** Without a file nobody knows which secrets GitHub should sign with. */
function refuseWithoutFile(targets: readonly string[], files: readonly string[]): void {
  if (targets.length === 0 || files.length > 0) return;
  throw new HookfleetError("verify-needs-file", "--verify compares with the secrets of a file", {
    help: "Name the file with -f, or leave --verify out.",
  });
}
