import type { Secret } from "../../model/secret.ts";

/** A shorter one is found in words that have nothing to do with it. */
const shortest = 4;

/** Takes secrets out of a text, as they are or escaped inside of JSON or of a form. */
export function maskKnownSecrets(secrets: readonly Secret[]): (text: string) => string {
  const forms = secrets
    .map((secret) => secret.reveal())
    .filter((value) => value.length >= shortest)
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1), encodeURIComponent(value)])
    .toSorted((left, right) => right.length - left.length);
  return (text) => forms.reduce((masked, form) => masked.replaceAll(form, "[secret]"), text);
}
