import type { FleetConfig } from "../../config/fleet-config.ts";
import { hookSetsOf, urlsOfVariables } from "../../config/fleet-urls.ts";
import { readSecret } from "../../config/read-secret.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import { variableOf } from "../../model/environment.ts";
import { expectedFailure } from "../../model/errors.ts";
import { Secret } from "../../model/secret.ts";
import { managedSecret, type SecretSource, secretSourceKey } from "../../model/secret-reference.ts";
import type { Io } from "../io.ts";

/** Shorter ones occur in unrelated words, and redacting those would show them. */
const shortest = 4;

/** Reads a secret; from then on no message repeats it. */
export async function readKnownSecret(source: SecretSource, io: Io): Promise<Secret> {
  const secret = await readSecret(source, io.environment);
  if (secret.reveal().length >= shortest) io.hidden.known.add(secret);
  return secret;
}

/** Every source of a secret that a hook of a configuration names. */
export function neededSecrets(config: FleetConfig): readonly SecretSource[] {
  return secretSources(hookSetsOf(config).flatMap(({ hooks }) => hooks));
}

function secretSources(hooks: readonly Parameters<typeof managedSecret>[0][]) {
  const sources = hooks.flatMap((hook) => managedSecret(hook)?.source ?? []);
  return [...new Map(sources.map((source) => [secretSourceKey(source), source])).values()];
}

/**
 * Notes what the variables of a configuration hold, secrets and URLs alike: GitHub repeats what it has
 * stored in answers to requests that do not carry it.
 */
export function noteVariables(config: FleetConfig, { environment, hidden }: Io): void {
  const sources = [
    ...neededSecrets(config),
    ...[...config.secrets.values()].map(({ source }) => source),
  ];
  const names = sources.flatMap((source) => (source.kind === "env" ? [source.name] : []));
  const secrets = [...new Set(names)].map(
    (name) => new Secret(variableOf(environment, name) ?? ""),
  );
  for (const one of [...urlsOfVariables(config, environment).values(), ...secrets])
    if (one.reveal().length >= shortest) hidden.known.add(one);
}

/** The declared secrets that can be read here, so that none of them is shown. Others do no harm. */
export async function availableSecrets(
  { scopes }: DesiredState,
  io: Io,
): Promise<readonly Secret[]> {
  const read = secretSources(scopes.flatMap(({ hooks }) => hooks)).map((source) =>
    readKnownSecret(source, io).catch(expectedFailure),
  );
  return (await Promise.all(read)).filter((one) => one instanceof Secret);
}
