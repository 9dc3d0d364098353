import { type DesiredState, HookfleetError, readSecret, type Secret } from "../../index.ts";
import type { Io } from "../io.ts";

/** The declared secrets that can be read here, so that none of them is shown. Others do no harm. */
export async function secretsAtHand({ scopes }: DesiredState, io: Io): Promise<readonly Secret[]> {
  const sources = new Map(
    scopes
      .flatMap(({ hooks }) => hooks)
      .flatMap(({ secret }) => (secret.kind === "managed" ? [secret.secret] : []))
      .map(({ source }) => [source.kind === "env" ? `env:${source.name}` : source.path, source]),
  );
  const read = [...sources.values()].map((source) =>
    readSecret(source, io.environment).catch((error: unknown) => {
      if (error instanceof HookfleetError) return undefined;
      throw error;
    }),
  );
  return (await Promise.all(read)).filter((secret) => secret !== undefined);
}
