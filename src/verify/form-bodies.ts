import type { Candidate } from "./json-bodies.ts";

/** What encoders of forms do differently. */
interface FormEncoding {
  readonly rule: string;
  readonly space: "+" | "%20";
  /** Characters beside letters, digits and `-._` that stay as they are. */
  readonly bare: string;
  readonly hex: "upper" | "lower";
}

const encoding = (
  rule: string,
  space: FormEncoding["space"],
  bare: string,
  hex: FormEncoding["hex"] = "upper",
): FormEncoding => ({ rule, space, bare, hex });

/**
 * Encoders in use, the one that a recorded ping's length speaks for first. Between them they have
 * every mix of the space and of `*` and `~`, in which encoders are known to differ.
 */
const encodings: readonly FormEncoding[] = [
  encoding("form-ruby", "+", "~"),
  encoding("form-whatwg", "+", "*"),
  encoding("form-ruby-old", "+", ""),
  encoding("form-star-and-tilde", "+", "*~"),
  encoding("form-percent", "%20", "~"),
  encoding("form-percent-all", "%20", ""),
  encoding("form-percent-star", "%20", "*"),
  encoding("form-percent-star-and-tilde", "%20", "*~"),
  encoding("form-component", "%20", "~!'()*"),
  encoding("form-component-plus", "+", "~!'()*"),
  encoding("form-php", "+", "!'()"),
  encoding("form-lower", "+", "~", "lower"),
  encoding("form-lower-whatwg", "+", "*", "lower"),
];

/** The forms that may have carried one JSON, most plausible first. */
export function* formBodies({ rule, body }: Candidate): Generator<Candidate> {
  for (const form of encodings)
    yield { rule: `${form.rule}, ${rule}`, body: `payload=${encode(body, form)}` };
}

function encode(text: string, { space, bare, hex }: FormEncoding): string {
  // Half a pair of surrogates has no UTF-8; everybody writes U+FFFD for it.
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd");
  const strict = encodeURIComponent(wellFormed).replace(/[!'()*~]/g, (character) =>
    bare.includes(character) ? character : percent(character),
  );
  const spaced = space === "%20" ? strict : strict.replaceAll("%20", "+");
  return hex === "upper"
    ? spaced
    : spaced.replace(/%[0-9A-F]{2}/g, (escaped) => escaped.toLowerCase());
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}
