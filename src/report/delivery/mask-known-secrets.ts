import { repeatsOf } from "../../model/repeats-of.ts";
import type { Secret } from "../../model/secret.ts";

/** A shorter one is found in words that have nothing to do with it. */
const shortest = 4;

/** Takes secrets out of a text, however they are written there. */
export function maskKnownSecrets(secrets: readonly Secret[]): (text: string) => string {
  const expressions = secrets
    .map((secret) => secret.reveal())
    .filter(({ length }) => length >= shortest)
    // One may be a part of another.
    .toSorted((left, right) => right.length - left.length)
    .map(repeatsOf);
  return (text) =>
    expressions.reduce((masked, expression) => masked.replace(expression, "[secret]"), text);
}
