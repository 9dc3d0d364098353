import type { FleetConfig } from "../../config/fleet-config.ts";
import { inspectSecrets, secretEntries } from "../../config/secrets/inspect-secrets.ts";
import { type SecretsDocument, secretsDocument } from "../../documents/secrets-document.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import { errorsOf } from "../../model/diagnostic.ts";
import { secretUses } from "../../model/managed-secrets.ts";
import { renderSecrets } from "../../render/text/render-secrets.ts";
import { clientOptions } from "../client/client-options.ts";
import { printDiagnostics } from "../errors/print-error.ts";
import { exitCodes } from "../exit-codes.ts";
import { printResult } from "../output/print-result.ts";
import type { Session } from "../session.ts";
import { readKnownSecret } from "../steps/known-values.ts";
import { load } from "../steps/load.ts";
import { planWithProgress } from "../steps/plan-fleet.ts";

/** `hookfleet secrets`: every secret of the configuration, without any of their values. */
export async function secrets(session: Session): Promise<number> {
  const { target: targets, strict } = session.options;
  const config = await load(session);
  const found = await readUses(config, session);
  const entries = secretEntries(config, targets);
  const definitions = [
    // With targets, only what these use; without, also what nothing uses.
    ...(targets.length === 0 ? config.secrets.values() : []),
    ...[...entries, ...(found.uses ?? [])].map(({ definition }) => definition),
  ];
  const document = secretsDocument({
    readings: await inspectSecrets(definitions, (source) => readKnownSecret(source, session)),
    entries,
    ...found,
    now: session.now(),
    showUrls: session.showUrls,
    apiUrl: session.apiUrl,
  });
  if (!session.json) printDiagnostics(found.diagnostics, session);
  printResult(session, {
    text: () => renderSecrets(document, session.out),
    json: () => document,
  });
  return exitCode(document, strict === true);
}

/**
 * The hooks as GitHub has them, undefined with `--offline`; what a plan would be refused for does not
 * matter here.
 */
async function readUses(config: FleetConfig, session: Session) {
  if (session.options.offline === true) return { uses: undefined, complete: true, diagnostics: [] };
  const reader = await createGitHubReader(clientOptions(session));
  const { plan } = await planWithProgress(config, reader, session);
  const unread = plan.complete ? [] : errorsOf(plan.diagnostics);
  return {
    uses: secretUses(plan),
    complete: plan.complete,
    diagnostics: [...reader.notices(), ...unread],
  };
}

/** A secret that nothing uses need not be there. */
function exitCode({ complete, secrets: all }: SecretsDocument, strict: boolean): number {
  const isWanting = all.some(
    ({ status, weaknesses, entries }) => entries > 0 && (status !== "set" || weaknesses.length > 0),
  );
  return !complete || (strict && isWanting) ? exitCodes.failed : exitCodes.ok;
}
