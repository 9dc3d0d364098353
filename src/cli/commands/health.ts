import { fleetHealth } from "../../deliveries/fleet-health.ts";
import { healthDocument } from "../../documents/health-document.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { FleetHealth } from "../../model/fleet-health.ts";
import { renderHealthHtml } from "../../render/html/render-health-html.ts";
import { renderHealthMarkdown } from "../../render/markdown/render-health-markdown.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderHealth } from "../../render/text/render-health.ts";
import { clientOptions } from "../client/client-options.ts";
import { tellProblems } from "../errors/tell-problems.ts";
import { exitCodes } from "../exit-codes.ts";
import { proveByPast } from "../fleet/prove-by-past.ts";
import { readFleet } from "../fleet/read-fleet.ts";
import { refuseFuture, watchFleet } from "../fleet/watch-fleet.ts";
import type { Io } from "../io.ts";
import type { FleetOptions } from "../options/delivery-options.ts";
import { sinceTime } from "../options/parse-since.ts";
import { type FileFormat, fileFormat } from "../output/formats.ts";
import { writeFileWhole } from "../output/output-file.ts";
import { palettes } from "../terminal/palettes.ts";

export interface HealthOptions extends FleetOptions {
  readonly maxFailures?: number;
  readonly minSuccess?: number;
  readonly maxDuration?: number;
  readonly verify?: true;
  readonly all?: true;
  readonly out: readonly string[];
}

type Render = (
  health: FleetHealth,
  options: { readonly showUrls: boolean; readonly problems: readonly Diagnostic[] },
) => string;

const renderers: Readonly<Record<FileFormat, Render>> = {
  json: (health, options) => `${renderJson(healthDocument(health, options))}\n`,
  markdown: renderHealthMarkdown,
  html: renderHealthHtml,
};

function isFileFormat(format: string): format is FileFormat {
  return Object.hasOwn(renderers, format);
}

function thresholdsOf({ maxFailures, minSuccess, maxDuration }: HealthOptions) {
  return {
    ...(maxFailures === undefined ? {} : { maxFailures }),
    ...(minSuccess === undefined ? {} : { minSuccess: minSuccess / 100 }),
    ...(maxDuration === undefined ? {} : { maxMedianMs: maxDuration * 1_000 }),
  };
}

/** `hookfleet health`: how receivers did, and where something is beyond a threshold. */
export async function health(options: HealthOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const files = options.out.map((path) => ({ path, render: renderers[fileFormat(path)] }));
  const now = io.now();
  const from = sinceTime(options.since ?? { kind: "ago", milliseconds: 86_400_000 }, now);
  refuseFuture(from, now);
  const client = clientOptions(options, io, err);
  const reader = await createGitHubReader(client);
  const fleet = await watchFleet(options, async () => reader, io);
  const { readings, problems: unread } = await readFleet(fleet.hooks, reader, options, io);
  const problems = [...fleet.problems, ...unread];
  const { hooksPerEvent } = client.apiUrl;
  const proofOf =
    options.verify === true
      ? await proveByPast(fleet, reader, { ...options, hooksPerEvent }, io)
      : () => undefined;
  const judged = fleetHealth(readings, {
    since: from,
    until: now,
    thresholds: thresholdsOf(options),
    proofOf,
  });
  const showUrls = options.showUrls === true;
  for (const { path, render } of files)
    writeFileWhole(path, render(judged, { showUrls: false, problems }), io);
  const { columns: width } = io.stdout;
  const all = options.all === true;
  io.stdout.write(
    isFileFormat(options.format)
      ? renderers[options.format](judged, { showUrls, problems })
      : `${renderHealth(judged, { palette: out, width, all })}\n`,
  );
  if (tellProblems(problems, { palette: err, quiet: options.quiet === true }, io))
    return exitCodes.failed;
  return judged.receivers.some(({ complaints }) => complaints.length > 0)
    ? exitCodes.changes
    : exitCodes.ok;
}
