import type { FleetConfig } from "../../config/fleet-config.ts";
import { driftDocument } from "../../documents/drift-document.ts";
import { driftMetrics, runMetrics } from "../../documents/metrics.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { DiagnosticsError, HookfleetError } from "../../model/errors.ts";
import { renderPrometheus } from "../../render/render-prometheus.ts";
import { createPalette } from "../../render/text/palette.ts";
import { renderVerifications } from "../../render/text/render-verifications.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopIfInterrupted } from "../interrupts.ts";
import type { FleetOptions } from "../options/options.ts";
import type { FileFormat, OutFile, WatchedFormat } from "../options/out-option.ts";
import { driftText } from "../output/formats.ts";
import { writeFiles } from "../output/output-file.ts";
import { packageVersion } from "../package-file.ts";
import type { Session } from "../session.ts";
import { load } from "../steps/load.ts";
import { planFleet } from "../steps/plan-fleet.ts";
import { verifySecrets } from "../steps/verify-secrets.ts";

interface DriftOptions extends FleetOptions {
  readonly format: FileFormat | "text";
  readonly out: readonly OutFile<WatchedFormat>[];
  readonly strict?: true;
  readonly summary?: true;
}

/** `hookfleet drift`: what changed on GitHub outside hookfleet. Writes nothing to GitHub. */
export async function drift(
  whole: Session<DriftOptions>,
  targets: readonly string[],
): Promise<number> {
  const target = [...whole.options.target, ...targets];
  const session = { ...whole, options: { ...whole.options, target } };
  const { options, stdout, out } = session;
  const config = await loadFor(targets, session);
  const client = clientOptions(session);
  const reader = await createGitHubReader(client);
  const { plan } = await planFleet(config, reader, session);
  const verified = options.verify === true ? await verifySecrets(plan, reader, session) : undefined;
  stopIfInterrupted(session);
  const now = session.now();
  const createdAt = new Date(now).toISOString();
  const documentOf = (showUrls: boolean): DriftDocument =>
    driftDocument(plan, {
      toolVersion: packageVersion(),
      createdAt,
      apiUrl: client.apiUrl.url,
      configDigest: config.digest,
      targets: options.target,
      showUrls,
      verified,
    });
  const masked = documentOf(false);
  const plain = { palette: createPalette(false), width: undefined };
  const { complete } = masked;
  const render = (format: WatchedFormat): string =>
    format === "prometheus"
      ? renderPrometheus([
          ...driftMetrics(masked, plan, verified),
          ...runMetrics("drift", { now, complete }),
        ])
      : driftText(masked, format, plain);
  writeFiles(options.out, render, session);
  const shown = session.showUrls ? documentOf(true) : masked;
  stdout.write(driftText(shown, options.format, { ...out, summary: options.summary }));
  if (verified !== undefined && options.format === "text")
    stdout.write(`\n${renderVerifications(verified, out)}\n`);
  return exitCode(shown, options.strict === true);
}

/** Without a file there is nothing that live hooks could differ from. */
async function loadFor(
  targets: readonly string[],
  session: Session<DriftOptions>,
): Promise<FleetConfig> {
  try {
    return await load(session);
  } catch (error) {
    const isMissing =
      error instanceof DiagnosticsError &&
      error.diagnostics.some(({ code }) => code === "file-missing");
    if (!isMissing || targets.length === 0 || session.options.file.length > 0) throw error;
    const scopes = targets.map((target) => `'${target}'`).join(" ");
    throw new HookfleetError(
      "drift-needs-file",
      "drift compares GitHub with a file, and there is no hookfleet.yaml here",
      {
        help: `Name the file with -f. Without a file, \`hookfleet audit ${scopes}\` shows what is there, and \`hookfleet import ${scopes}\` writes a file.`,
      },
    );
  }
}

/** Receivers that fail are for a human to judge unless `--strict` says otherwise. */
function exitCode(document: DriftDocument, strict: boolean): number {
  const hasErrors = document.diagnostics.some(({ severity }) => severity === "error");
  if (hasErrors || !document.complete) return exitCodes.failed;
  const counts = document.drift.some(({ kind }) => strict || kind !== "unhealthy");
  return counts ? exitCodes.changes : exitCodes.ok;
}
