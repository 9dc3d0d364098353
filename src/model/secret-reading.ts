import type { SecretDefinition } from "./secret-reference.ts";

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
  readonly problem:
    | { readonly code: string; readonly message: string; readonly help: string | undefined }
    | undefined;
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
