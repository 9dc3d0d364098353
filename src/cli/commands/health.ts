import { fleetHealth } from "../../deliveries/fleet-health.ts";
import { healthDocument } from "../../documents/health-document.ts";
import { healthMetrics, runMetrics } from "../../documents/metrics.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { HookfleetError } from "../../model/errors.ts";
import { renderHealthHtml } from "../../render/html/render-health-html.ts";
import { renderHealthMarkdown } from "../../render/markdown/render-health-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderPrometheus } from "../../render/render-prometheus.ts";
import { renderHealth } from "../../render/text/render-health.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import type { HookOptions } from "../options/delivery-options.ts";
import type { FileFormat, OutFile, WatchedFormat } from "../options/out-option.ts";
import { type Since, sinceTime } from "../options/values.ts";
import { writeFiles } from "../output/output-file.ts";
import type { Session } from "../session.ts";
import { refuseFuture } from "../steps/check-filters.ts";
import { listLiveHooks } from "../steps/live-hooks.ts";
import { readDeliveries } from "../steps/read-deliveries.ts";
import { proveByPast } from "../steps/verify-secrets.ts";

interface HealthOptions extends HookOptions {
  readonly format: FileFormat | "text";
  readonly since: Since;
  readonly maxFailures?: number;
  readonly minSuccess?: number;
  readonly maxDuration?: number;
  readonly all?: true;
  readonly out: readonly OutFile<WatchedFormat>[];
}

/** `hookfleet health`: how receivers did, and which hooks exceed a threshold. */
export async function health(
  session: Session<HealthOptions>,
  targets: readonly string[],
): Promise<number> {
  const { options, showUrls, apiUrl, stdout } = session;
  const now = session.now();
  refuseFuture(options.since, now);
  const reader = await createGitHubReader(clientOptions(session));
  if (options.verify === true) refuseWithoutFile(targets, options.file);
  const fleet = await listLiveHooks(reader, session, targets);
  const { readings, ...read } = await readDeliveries(fleet.hooks, reader, session);
  const problems = [...fleet.problems, ...read.problems];
  const { minSuccess, maxDuration } = options;
  const judged = fleetHealth(readings, {
    since: sinceTime(options.since, now),
    until: now,
    thresholds: {
      maxFailures: options.maxFailures,
      minSuccess: minSuccess === undefined ? undefined : minSuccess / 100,
      maxMedianMs: maxDuration === undefined ? undefined : maxDuration * 1_000,
    },
    proofOf: options.verify === true ? await proveByPast(fleet, reader, session) : () => undefined,
  });
  const complete = problems.every(({ severity }) => severity !== "error");
  const render = (format: WatchedFormat, showUrls: boolean): string => {
    const shown = { showUrls, apiUrl, problems };
    switch (format) {
      case "json":
        return `${renderJson(healthDocument(judged, shown))}\n`;
      case "markdown":
        return renderHealthMarkdown(judged, shown);
      case "html":
        return renderHealthHtml(judged, shown);
      case "prometheus":
        return renderPrometheus([
          ...healthMetrics(judged),
          ...runMetrics("health", { now, complete }),
        ]);
      default:
        return format satisfies never;
    }
  };
  writeFiles(options.out, (format) => render(format, false), session);
  stdout.write(
    options.format === "text"
      ? `${renderHealth(judged, { ...session.out, all: options.all === true })}\n`
      : render(options.format, showUrls),
  );
  if (printDiagnostics(problems, session)) return exitCodes.failed;
  return judged.receivers.some(({ complaints }) => complaints.length > 0)
    ? exitCodes.changes
    : exitCodes.ok;
}

/** Without a file nobody knows which secrets GitHub should sign with. */
function refuseWithoutFile(targets: readonly string[], files: readonly string[]): void {
  if (targets.length === 0 || files.length > 0) return;
  throw new HookfleetError("verify-needs-file", "--verify compares with the secrets of a file", {
    help: "Name the file with -f, or leave --verify out.",
  });
}
