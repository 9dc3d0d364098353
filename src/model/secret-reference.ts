import type { SourcePosition } from "./diagnostic.ts";

/** Where a secret's value comes from at run time. `path` is absolute, `shown` as the user wrote it. */
export type SecretSource =
  | { readonly kind: "env"; readonly name: string }
  | { readonly kind: "file"; readonly path: string; readonly shown: string };

/** One entry of `secrets`, or a reference written in place (which has no hosts and no rotation). */
export interface SecretDefinition {
  /** The entry's name, or `env:NAME` / `file:PATH` where it was written in place. */
  readonly ref: string;
  readonly source: SecretSource;
  /** Host globs of the receivers it may be used for; undefined = any. */
  readonly hosts: readonly string[] | undefined;
  /** Milliseconds since the epoch; hooks last updated before it get the secret again. */
  readonly rotatedAt: number | undefined;
  readonly position: SourcePosition;
}

/** What a hook's entry says of its secret. */
export type DesiredSecret =
  /** The entry does not mention a secret: never sent, never removed. */
  | { readonly kind: "undeclared" }
  /** `secret: none`: the hook must have no secret. */
  | { readonly kind: "none" }
  | { readonly kind: "managed"; readonly secret: SecretDefinition };
