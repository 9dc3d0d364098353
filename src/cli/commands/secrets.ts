import type { FleetConfig } from "../../config/fleet-config.ts";
import { inspectSecrets } from "../../config/secrets/inspect-secrets.ts";
import { secretEntries } from "../../config/secrets/secret-entries.ts";
import { type SecretsDocument, secretsDocument } from "../../documents/secrets-document.ts";
import { createGitHubReader } from "../../github/create-clients.ts";
import type { Diagnostic } from "../../model/diagnostic.ts";
import { type SecretUse, secretUses } from "../../model/managed-secrets.ts";
import { renderJson } from "../../render/render-json.ts";
import { renderSecrets } from "../../render/text/render-secrets.ts";
import { clientOptions } from "../client/client-options.ts";
import { tellProblems } from "../errors/tell-problems.ts";
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
import { palettes } from "../terminal/palettes.ts";

export interface SecretsOptions extends ConfigOptions, TargetOptions, GitHubOptions, OutputOptions {
  readonly offline?: true;
  readonly strict?: true;
  readonly showUrls?: true;
}

interface Asked {
  /** undefined where GitHub was not asked. */
  readonly uses: readonly SecretUse[] | undefined;
  readonly complete: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** The hooks as GitHub has them; what a plan would refuse or warn of is none of this command's. */
async function askGitHub(config: FleetConfig, options: SecretsOptions, io: Io): Promise<Asked> {
  if (options.offline === true) return { uses: undefined, complete: true, diagnostics: [] };
  const client = clientOptions(options, io, palettes(options, io).err);
  const reader = await createGitHubReader(client);
  const { hooksPerEvent } = client.apiUrl;
  const { plan } = await observe(config, reader, { ...options, hooksPerEvent }, io);
  const unseen = plan.complete
    ? []
    : plan.diagnostics.filter(({ severity }) => severity === "error");
  return {
    uses: secretUses(plan),
    complete: plan.complete,
    diagnostics: [...reader.notices(), ...unseen],
  };
}

/** A secret that nothing uses need not be there. */
function exitCode({ complete, secrets: all }: SecretsDocument, strict: boolean): number {
  const isWanting = all.some(
    ({ status, weaknesses, entries }) => entries > 0 && (status !== "set" || weaknesses.length > 0),
  );
  return !complete || (strict && isWanting) ? exitCodes.failed : exitCodes.ok;
}

/** `hookfleet secrets`: every secret of the configuration, without any of their values. */
export async function secrets(options: SecretsOptions, io: Io): Promise<number> {
  const { out, err } = palettes(options, io);
  const quiet = options.quiet === true;
  const config = await load(options, io, { palette: err, quiet });
  const asked = await askGitHub(config, options, io);
  const entries = secretEntries(config, options.target);
  const definitions = [
    // With targets, only what these use; without, also what nothing uses.
    ...(options.target.length === 0 ? config.secrets.values() : []),
    ...[...entries, ...(asked.uses ?? [])].map(({ definition }) => definition),
  ];
  const document = secretsDocument({
    readings: await inspectSecrets(definitions, (source) => readKnownSecret(source, io)),
    entries,
    ...asked,
    now: io.now(),
    showUrls: options.showUrls === true,
  });
  const width = io.stdout.columns === undefined ? {} : { width: io.stdout.columns };
  const verbose = options.verbose === true;
  const json = options.format === "json";
  if (!json) tellProblems(asked.diagnostics, { palette: err, quiet }, io);
  io.stdout.write(
    `${json ? renderJson(document) : renderSecrets(document, { palette: out, verbose, ...width })}\n`,
  );
  return exitCode(document, options.strict === true);
}
