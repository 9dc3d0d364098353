import { driftDocument } from "../../documents/drift-document.ts";
import type { GitHubReader } from "../../github/client-options.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import type { DriftDocument } from "../../model/drift-document.ts";
import type { Plan } from "../../model/plan.ts";
import type { VerifiedHook } from "../../model/verification.ts";
import { isRefusal } from "../../plan/guards/guard.ts";
import { driftDigest } from "../../plan/saved/digest.ts";
import { createPalette } from "../../render/text/palette.ts";
import { renderVerifications } from "../../render/text/render-verifications.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyPlan } from "../../verify/verify-plan.ts";
import { clientOptions } from "../client/client-options.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { exitCodes } from "../exit-codes.ts";
import { readKnownSecret } from "../fleet/known-values.ts";
import { load } from "../fleet/load.ts";
import { observe } from "../fleet/observe.ts";
import type { Io } from "../io.ts";
import type {
  ConfigOptions,
  GitHubOptions,
  OutputOptions,
  TargetOptions,
} from "../options/options.ts";
import { driftText, type FileFormat, fileFormat } from "../output/formats.ts";
import { writeFileWhole } from "../output/output-file.ts";
import { packageVersion } from "../package-file.ts";
import { palettes } from "../terminal/palettes.ts";

export interface DriftOptions extends ConfigOptions, TargetOptions, GitHubOptions, OutputOptions {
  readonly format: FileFormat | "text";
  readonly out: readonly string[];
  readonly strict?: true;
  readonly verify?: true;
  readonly showUrls?: true;
}

/** Looks, with `--verify`, at what GitHub has delivered: nothing is sent. */
async function verifySecrets(
  plan: Plan,
  reader: GitHubReader,
  { verify }: DriftOptions,
  io: Io,
): Promise<readonly VerifiedHook[] | undefined> {
  if (verify !== true) return undefined;
  const verified = await verifyPlan(plan, {
    verify: (subject) => verifyByPast(reader, subject),
    readSecret: (source) => readKnownSecret(source, io),
  });
  stopIfInterrupted(io);
  return verified;
}

/** Receivers that fail are told, and are for a human to judge unless `--strict` says otherwise. */
function exitCode(document: DriftDocument, strict: boolean): number {
  const hasErrors = document.diagnostics.some(({ severity }) => severity === "error");
  if (hasErrors || !document.complete) return exitCodes.failed;
  const counts = document.drift.some(({ kind }) => strict || kind !== "unhealthy");
  return counts ? exitCodes.changes : exitCodes.ok;
}

/** `hookfleet drift`: what has moved since. Nothing is written to GitHub. */
export async function drift(options: DriftOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const files = options.out.map((path) => ({ path, format: fileFormat(path) }));
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const client = clientOptions(options, io, err);
  const { apiUrl } = client;
  const reader = await createGitHubReader(client);
  const seen = { ...options, hooksPerEvent: apiUrl.hooksPerEvent };
  const { plan } = await observe(config, reader, seen, io);
  const verified = await verifySecrets(plan, reader, options, io);
  const createdAt = new Date(io.now()).toISOString();
  const documentOf = (showUrls: boolean): DriftDocument =>
    driftDocument(plan, {
      toolVersion: packageVersion(),
      createdAt,
      apiUrl: apiUrl.url,
      configDigest: config.digest,
      targets: options.target,
      digest: driftDigest,
      refusals: plan.diagnostics.filter(isRefusal),
      showUrls,
      ...(verified === undefined ? {} : { verified }),
    });
  const masked = documentOf(false);
  const plain = { palette: createPalette(false), columns: undefined };
  for (const { path, format } of files) writeFileWhole(path, driftText(masked, format, plain), io);
  const shown = options.showUrls === true ? documentOf(true) : masked;
  io.stdout.write(driftText(shown, options.format, { palette: out, columns: io.stdout.columns }));
  if (verified !== undefined && options.format === "text") {
    const { columns } = io.stdout;
    const width = columns === undefined ? {} : { width: columns };
    const showUrls = options.showUrls === true;
    io.stdout.write(`\n${renderVerifications(verified, { palette: out, showUrls, ...width })}\n`);
  }
  return exitCode(shown, options.strict === true);
}
