import type { Diagnostic, SourcePosition } from "./diagnostic.ts";

/** Where a secret's value comes from at run time. */
export type SecretSource =
  | { readonly kind: "env"; readonly name: string }
  | {
      readonly kind: "file";
      /** Absolute. */
      readonly path: string;
      /** As the user wrote it. */
      readonly shown: string;
      /** The path behind every link, which tells files apart; undefined = `path`. */
      readonly real?: string | undefined;
    };

/** The same for two references to one value, whatever the entries or the paths are called. */
export function secretSourceKey(source: SecretSource): string {
  return source.kind === "env" ? `env:${source.name}` : `file:${source.real ?? source.path}`;
}

/**
 * One entry of `secrets`, or a reference written in place. A secret is its source: all that have the
 * same source share `hosts` and `rotatedAt`, wherever they are written.
 */
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

/** The secret that a hook is signed with; undefined where its entry names none. */
export function managedSecret(
  hook: { readonly secret: DesiredSecret } | undefined,
): SecretDefinition | undefined {
  return hook?.secret.kind === "managed" ? hook.secret.secret : undefined;
}

/** What makes a value, or the way it is used, easier to guess or to abuse than it should be. */
export type SecretWeakness =
  /** Shorter than anybody should choose. */
  | "short"
  /** Of few different characters, repeated or counted up. */
  | "low-entropy"
  /** A word for something that was never filled in, or a variable that was never expanded. */
  | "placeholder"
  /** Another reference, from another source, holds the same. */
  | "shared";

/** What is known of a secret's value here, without any of it. */
export interface SecretReading {
  readonly definition: SecretDefinition;
  /** `missing` = there is none; `refused` = there is one that is never sent, such as a mask. */
  readonly status: "set" | "missing" | "refused";
  /** Why it is not set. */
  readonly problem: Pick<Diagnostic, "code" | "message" | "help"> | undefined;
  readonly weaknesses: readonly SecretWeakness[];
  /** The references that hold the same, sorted. */
  readonly sharedWith: readonly string[];
}

/** A place in the file that uses a secret. */
export interface SecretEntry {
  readonly definition: SecretDefinition;
  /** The receiver; `env:NAME` where the URL is a credential, undefined where names make the host. */
  readonly receiver: string | undefined;
}
