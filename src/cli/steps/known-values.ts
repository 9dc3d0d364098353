import type { FleetConfig } from "../../config/fleet-config.ts";
import { readSecret } from "../../config/read-secret.ts";
import { urlsIn } from "../../config/urls/resolve-url.ts";
import type { DesiredState } from "../../model/desired-state.ts";
import { variableOf } from "../../model/environment.ts";
import { HookfleetError } from "../../model/errors.ts";
import { HookUrl } from "../../model/hook-url.ts";
import { Secret } from "../../model/secret.ts";
import { managedSecret, type SecretSource, secretSourceKey } from "../../model/secret-reference.ts";
import type { Sensitive } from "../../redact/redact-known.ts";
import type { Io } from "../io.ts";

/** Shorter ones occur in unrelated words, and redacting those would show them. */
const shortest = 4;

/** Reads a secret; from then on no message repeats it. */
export async function readKnownSecret(source: SecretSource, io: Io): Promise<Secret> {
  const secret = await readSecret(source, io.environment);
  if (secret.reveal().length >= shortest) io.hidden.known.add(secret);
  return secret;
}

/**
 * Notes what the variables of a configuration hold, secrets and URLs alike: GitHub repeats what it has
 * stored in answers to requests that do not carry it.
 */
export function noteVariables({ owners, secrets }: FleetConfig, { environment, hidden }: Io): void {
  const sets = owners.flatMap(({ own, repositories }) => [...(own ? [own] : []), ...repositories]);
  const hooks = sets.flatMap((set) => set.hooks);
  const urls = sets.flatMap(urlsIn);
  const sources = [
    ...[...secrets.values()].map(({ source }) => source),
    ...hooks.flatMap((hook) => managedSecret(hook)?.source ?? []),
  ];
  const note = (
    from: readonly { readonly kind: string; readonly name?: string }[],
    make: (value: string, name: string) => Sensitive,
  ): void => {
    const names = from.flatMap(({ kind, name }) => (kind === "env" && name ? [name] : []));
    for (const name of new Set(names)) {
      const value = variableOf(environment, name) ?? "";
      if (value.length >= shortest) hidden.known.add(make(value, name));
    }
  };
  note(urls, (value, name) => new HookUrl(value, { kind: "env", name }));
  note(sources, (value) => new Secret(value));
}

/** The declared secrets that can be read here, so that none of them is shown. Others do no harm. */
export async function availableSecrets(
  { scopes }: DesiredState,
  io: Io,
): Promise<readonly Secret[]> {
  const sources = new Map(
    scopes
      .flatMap(({ hooks }) => hooks)
      .flatMap((hook) => managedSecret(hook) ?? [])
      .map(({ source }) => [secretSourceKey(source), source]),
  );
  const read = [...sources.values()].map((source) =>
    readKnownSecret(source, io).catch((error: unknown) => {
      if (error instanceof HookfleetError) return undefined;
      throw error;
    }),
  );
  return (await Promise.all(read)).filter((secret) => secret !== undefined);
}
