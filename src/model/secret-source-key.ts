import type { SecretSource } from "./secret-reference.ts";

/** The same for two references to one value, whatever the entries are called. */
export function secretSourceKey(source: SecretSource): string {
  return source.kind === "env" ? `env:${source.name}` : `file:${source.path}`;
}
