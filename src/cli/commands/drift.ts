import { driftDocument } from "../../documents/drift-document.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import { createPalette } from "../../render/text/palette.ts";
import { renderVerifications } from "../../render/text/render-verifications.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyPlan } from "../../verify/verify-plan.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import { stopIfInterrupted } from "../interrupts.ts";
import type { FleetOptions } from "../options/options.ts";
import type { FileFormat, OutFile } from "../options/out-option.ts";
import { driftText } from "../output/formats.ts";
import { writeFiles } from "../output/output-file.ts";
import { packageVersion } from "../package-file.ts";
import type { Session } from "../session.ts";
import { readKnownSecret } from "../steps/known-values.ts";
import { load } from "../steps/load.ts";
import { planFleet } from "../steps/plan-fleet.ts";

interface DriftOptions extends FleetOptions {
  readonly format: FileFormat | "text";
  readonly out: readonly OutFile[];
  readonly strict?: true;
}

/** `hookfleet drift`: what changed on GitHub outside hookfleet. Writes nothing to GitHub. */
export async function drift(session: Session<DriftOptions>): Promise<number> {
  const { options, stdout, out } = session;
  const config = await load(session);
  const client = clientOptions(session);
  const reader = await createGitHubReader(client);
  const { plan } = await planFleet(config, reader, session);
  const verified =
    options.verify === true
      ? await verifyPlan(plan, {
          verify: (subject) => verifyByPast(reader, subject),
          readSecret: (source) => readKnownSecret(source, session),
        })
      : undefined;
  stopIfInterrupted(session);
  const createdAt = new Date(session.now()).toISOString();
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
  writeFiles(options.out, (format) => driftText(masked, format, plain), session);
  const shown = session.showUrls ? documentOf(true) : masked;
  stdout.write(driftText(shown, options.format, out));
  if (verified !== undefined && options.format === "text")
    stdout.write(`\n${renderVerifications(verified, out)}\n`);
  return exitCode(shown, options.strict === true);
}

/** Receivers that fail are for a human to judge unless `--strict` says otherwise. */
function exitCode(document: DriftDocument, strict: boolean): number {
  const hasErrors = document.diagnostics.some(({ severity }) => severity === "error");
  if (hasErrors || !document.complete) return exitCodes.failed;
  const counts = document.drift.some(({ kind }) => strict || kind !== "unhealthy");
  return counts ? exitCodes.changes : exitCodes.ok;
}
