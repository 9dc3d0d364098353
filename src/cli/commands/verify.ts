import { verificationsDocument } from "../../documents/verification-document.ts";
import { createGitHubProber, createGitHubReader } from "../../github/create-clients.ts";
import { isSound } from "../../model/receiver-answer.ts";
import type { VerifySecret } from "../../model/verification.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderVerifications } from "../../render/text/render-verifications.ts";
import { verifyByPast } from "../../verify/verify-by-past.ts";
import { verifyByPing } from "../../verify/verify-by-ping.ts";
import { verifyPlan } from "../../verify/verify-plan.ts";
import { clientOptions } from "../client/client-options.ts";
import { stopIfInterrupted } from "../errors/stop-early.ts";
import { exitCodes } from "../exit-codes.ts";
import { readKnownSecret } from "../fleet/known-values.ts";
import { load } from "../fleet/load.ts";
import { managedPlan } from "../fleet/managed-plan.ts";
import type { Io } from "../io.ts";
import type {
  ConfigOptions,
  GitHubOptions,
  OutputOptions,
  TargetOptions,
} from "../options/options.ts";
import { palettes } from "../terminal/palettes.ts";
import { showsProgress } from "../terminal/progress.ts";

export interface VerifyOptions extends ConfigOptions, TargetOptions, GitHubOptions, OutputOptions {
  readonly ping: boolean;
  /** Seconds. */
  readonly timeout: number;
  readonly showUrls?: true;
}

/** `hookfleet verify`: proves that GitHub signs with the secrets of the file. */
export async function verify(options: VerifyOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const config = await load(options, io, { palette: err, quiet: options.quiet === true });
  const client = clientOptions(options, io, err);
  // Without a ping, nothing but reads can leave the client.
  const [github, verifyOne] = options.ping
    ? byPing(await createGitHubProber(client), options, io)
    : byPast(await createGitHubReader(client));
  const { hooksPerEvent } = client.apiUrl;
  const { plan, isPartial } = await managedPlan(config, github, { ...options, hooksPerEvent }, io);
  const isShown = showsProgress(io, options);
  const verified = await verifyPlan(plan, {
    verify: verifyOne,
    readSecret: (source) => readKnownSecret(source, io),
    onVerified: (done, total) => {
      if (isShown) io.status.progress(`Verifying secrets: ${done} of ${total}`);
    },
  }).finally(() => io.status.progress(undefined));
  const showUrls = options.showUrls === true;
  if (options.format === "json") {
    io.stdout.write(`${renderJson(verificationsDocument(verified, { showUrls }))}\n`);
  } else {
    const { columns } = io.stdout;
    const width = columns === undefined ? {} : { width: columns };
    io.stdout.write(
      `${renderVerifications(verified, { palette: out, showUrls, isPast: !options.ping, ...width })}\n`,
    );
  }
  stopIfInterrupted(io);
  if (isPartial) return exitCodes.failed;
  return verified.every(isSound) ? exitCodes.ok : exitCodes.changes;
}

function byPing(
  github: Awaited<ReturnType<typeof createGitHubProber>>,
  { timeout }: VerifyOptions,
  io: Io,
): readonly [typeof github, VerifySecret] {
  const waiting = { clock: io, timeoutMs: timeout * 1_000, signal: io.interrupted };
  return [github, (subject) => verifyByPing(github, subject, waiting)];
}

function byPast(
  github: Awaited<ReturnType<typeof createGitHubReader>>,
): readonly [typeof github, VerifySecret] {
  return [github, (subject) => verifyByPast(github, subject)];
}
