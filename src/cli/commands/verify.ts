import { runMetrics, verificationMetrics } from "../../documents/metrics.ts";
import { verificationsDocument } from "../../documents/verification-document.ts";
import { createGitHubReader, createGitHubTrigger } from "../../github/create-clients.ts";
import { stopIfInterrupted } from "../../model/errors.ts";
import { isHealthy } from "../../model/receiver-answer.ts";
import type { VerificationSubject } from "../../model/verification.ts";
import { renderPrometheus } from "../../render/render-prometheus.ts";
import { renderVerifications } from "../../render/text/render-verifications.ts";
import { verifyByPing } from "../../verify/verify-by-ping.ts";
import { clientOptions } from "../client/client-options.ts";
import { exitCodes } from "../exit-codes.ts";
import type { ResultOptions } from "../options/options.ts";
import { checkOutputs } from "../output/output-file.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { load } from "../steps/load.ts";
import { planForLiveHooks } from "../steps/plan-fleet.ts";
import { verifySecrets } from "../steps/verify-secrets.ts";

interface VerifyOptions extends ResultOptions<"json" | "prometheus"> {
  readonly ping: boolean;
  /** Seconds. */
  readonly timeout: number;
}

/** `hookfleet verify`: proves that GitHub signs with the secrets of the file. */
export async function verify(session: Session<VerifyOptions>): Promise<number> {
  const { interrupted: signal } = session;
  const { ping, timeout, out: files = [] } = session.options;
  checkOutputs(files, session);
  const config = await load(session);
  const client = clientOptions(session);
  const waiting = { clock: session, timeoutMs: timeout * 1_000, signal };
  // Without a ping, nothing but reads can leave the client.
  const pinger = ping ? await createGitHubTrigger(client) : undefined;
  const reader = pinger ?? (await createGitHubReader(client));
  const { plan, isPartial } = await planForLiveHooks(config, reader, session);
  const byPing =
    pinger && ((subject: VerificationSubject) => verifyByPing(pinger, subject, waiting));
  const verified = await verifySecrets(plan, reader, session, byPing);
  const metrics = [
    ...verificationMetrics(verified, !isPartial),
    ...runMetrics("verify", { now: session.now(), complete: !isPartial }),
  ];
  const { apiUrl, out } = session;
  printResult(session, {
    text: () => renderVerifications(verified, { ...out, isPast: !ping }),
    json: ({ showUrls }) => verificationsDocument(verified, { showUrls, apiUrl }),
    prometheus: () => renderPrometheus(metrics),
  });
  stopIfInterrupted(session.interrupted);
  if (isPartial) return exitCodes.failed;
  return verified.every(isHealthy) ? exitCodes.ok : exitCodes.changes;
}
