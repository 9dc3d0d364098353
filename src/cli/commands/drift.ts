import type { FleetConfig } from "../../config/fleet-config.ts";
import { driftDocument } from "../../documents/drift-document.ts";
import { driftMetrics, runMetrics } from "../../documents/metrics.ts";
import { hasUnverifiable } from "../../documents/verification-document.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { hasErrors } from "../../model/diagnostic.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { DiagnosticsError, HookfleetError, stopIfInterrupted } from "../../model/errors.ts";
import { longestSummary } from "../../model/github-limits.ts";
import { renderDriftHtml } from "../../render/html/report-page.ts";
import { renderDriftMarkdown } from "../../render/markdown/render-report-markdown.ts";
import { renderPrometheus } from "../../render/render-prometheus.ts";
import { renderDrift } from "../../render/text/render-report.ts";
import { renderVerifications } from "../../render/text/render-verifications.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ResultOptions, WatchedFormat } from "../options/options.ts";
import { documentMeta } from "../output/formats.ts";
import { madeOnce, printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { load } from "../steps/load.ts";
import { planWithProgress } from "../steps/plan-fleet.ts";
import { verifySecrets } from "../steps/verify-secrets.ts";

/** `hookfleet drift`: what changed on GitHub outside hookfleet. Writes nothing to GitHub. */
export async function drift(
  whole: Session<ResultOptions<WatchedFormat>>,
  given: readonly string[],
): Promise<number> {
  const targets = [...whole.options.target, ...given];
  const session = { ...whole, options: { ...whole.options, target: targets } };
  const { options, out } = session;
  const config = await loadFor(given, session);
  const reader = await createGitHubReader(clientOptions(session));
  const { plan } = await planWithProgress(config, reader, session);
  const verified = options.verify === true ? await verifySecrets(plan, reader, session) : undefined;
  stopIfInterrupted(session.interrupted);
  const now = session.now();
  const configDigest = config.digest;
  const meta = { ...documentMeta(session, now), configDigest, targets, verified };
  const document = madeOnce(({ showUrls }) => driftDocument(plan, { ...meta, showUrls }));
  const masked = document({ showUrls: false });
  const { complete } = masked;
  printResult(session, {
    text: (shown) =>
      [
        renderDrift(document(shown), { ...out, summary: shown.summary }),
        ...(verified === undefined ? [] : [renderVerifications(verified, out)]),
      ].join("\n\n"),
    json: document,
    markdown: (shown) =>
      renderDriftMarkdown(document(shown), { bytes: longestSummary, summary: shown.summary }),
    html: (shown) => renderDriftHtml(document(shown), { summary: shown.summary }),
    prometheus: () =>
      renderPrometheus([
        ...driftMetrics(masked, plan, verified),
        ...runMetrics("drift", { now, complete }),
      ]),
  });
  const strict = options.strict === true;
  return exitCode(masked, hasUnverifiable(verified, strict), strict);
}

/** Without a file there is nothing that live hooks could differ from. */
async function loadFor(targets: readonly string[], session: Session): Promise<FleetConfig> {
  try {
    return await load(session);
  } catch (error) {
    const isMissing =
      error instanceof DiagnosticsError &&
      error.diagnostics.some(({ code }) => code === "file-missing");
    if (!isMissing || targets.length === 0 || session.options.file.length > 0) throw error;
    const scopes = targets.map((target) => `'${target}'`).join(" ");
    const message = "drift compares GitHub with a file, and there is no hookfleet.yaml here";
    throw new HookfleetError("drift-needs-file", message, {
      help: `Name the file with -f. Without a file, \`hookfleet audit ${scopes}\` shows what is there, and \`hookfleet import ${scopes}\` writes a file.`,
    });
  }
}

/** Receivers that fail are for a human to judge unless `--strict` says otherwise. */
function exitCode(document: DriftDocument, isUnproved: boolean, strict: boolean): number {
  if (hasErrors(document.diagnostics) || !document.complete) return exitCodes.failed;
  const counts = document.drift.some(({ kind }) => strict || kind !== "unhealthy");
  return counts || isUnproved ? exitCodes.changes : exitCodes.ok;
}
