import { createHmac, timingSafeEqual } from "node:crypto";
import type { DeliveryDetail } from "../model/delivery.ts";
import type { Secret } from "../model/secret.ts";

/** One string of a JSON document. */
export const jsonString: RegExp = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** Or a run of what stands between the values. */
const token = new RegExp(`${jsonString.source}|[\\t\\n\\r ]+`, "gs");

type Write = (literal: string) => string;

/**
 * Takes the blanks out of a JSON document and writes each of its strings as told. Numbers, the order
 * of keys and everything else stay as they are, which no parser would promise.
 *
 * @example rewriteJson('{"n": 1.0}', (text) => text) // '{"n":1.0}'
 */
function rewriteJson(json: string, write: Write): string {
  return json.replace(token, (found) => (found.startsWith('"') ? write(found) : ""));
}

/** A string's text with nothing escaped that need not be. */
function plainString(literal: string): string {
  return literal.includes("\\") ? JSON.stringify(JSON.parse(literal)) : literal;
}

/**
 * With the hexadecimal digits of escapes in upper case, as GitHub sends control characters:
 * https://github.com/octokit/webhooks.js/issues/71
 */
function upperEscapes(literal: string): string {
  // Each escape in its turn, so that `\\u001b` behind an escaped backslash is left alone.
  return literal.replace(/\\(?:u[0-9a-fA-F]{4}|.)/gs, (sequence) =>
    sequence.length === 6 ? `\\u${sequence.slice(2).toUpperCase()}` : sequence,
  );
}

/** What could end a script element, which some encoders escape. */
const unsafeInHtml = /[<>&\u2028\u2029]/g;

/** What encoders escape that keep to ASCII. */
const beyondAscii = /[\u007f-\uffff]/g;

function escapeEach(literal: string, characters: RegExp): string {
  return literal.replace(
    characters,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** One way in which a body may have been written, and its name. */
interface Candidate {
  readonly rule: string;
  readonly body: string;
}

/** Later ones are less plausible. */
const writings: readonly (readonly [string, Write])[] = [
  ["plain", plainString],
  ["upper-escapes", (text) => upperEscapes(plainString(text))],
  ["as-answered", (text) => text],
  ["html-safe", (text) => escapeEach(plainString(text), unsafeInHtml)],
  ["ascii", (text) => escapeEach(plainString(text), beyondAscii)],
  ["ascii-upper-escapes", (text) => upperEscapes(escapeEach(plainString(text), beyondAscii))],
];

/**
 * The JSON that GitHub may have sent, most plausible first. What it sent is compact, with other
 * scripts as they are and control characters escaped in upper case; what its API answers is the same
 * value, and may be laid out in another way.
 */
function* jsonBodies({ payload, payloadText }: DeliveryDetail["request"]): Generator<Candidate> {
  // Payloads that are no objects have never been seen; a text would be the body itself.
  if (typeof payload === "string") yield { rule: "text", body: payload };
  if (payloadText === undefined) return;
  for (const [rule, write] of writings)
    yield { rule: `json-${rule}`, body: rewriteJson(payloadText, write) };
  // A parser's own order of keys and spelling of numbers.
  const parsed = JSON.stringify(payload);
  yield { rule: "json-parsed", body: parsed };
  yield { rule: "json-parsed-upper-escapes", body: rewriteJson(parsed, upperEscapes) };
}

/**
 * Encoders in use, the one that a recorded ping's length speaks for first. Between them they have
 * every mix of the space and of `*` and `~`, in which encoders are known to differ.
 * `bare` are characters beside letters, digits and `-._` that stay as they are.
 */
const encodings: readonly (readonly [
  rule: string,
  space: "+" | "%20",
  bare: string,
  hex?: "lower",
])[] = [
  ["form-ruby", "+", "~"],
  ["form-whatwg", "+", "*"],
  ["form-ruby-old", "+", ""],
  ["form-star-and-tilde", "+", "*~"],
  ["form-percent", "%20", "~"],
  ["form-percent-all", "%20", ""],
  ["form-percent-star", "%20", "*"],
  ["form-percent-star-and-tilde", "%20", "*~"],
  ["form-component", "%20", "~!'()*"],
  ["form-component-plus", "+", "~!'()*"],
  ["form-php", "+", "!'()"],
  ["form-lower", "+", "~", "lower"],
  ["form-lower-whatwg", "+", "*", "lower"],
];

/** The forms that may have carried one JSON, most plausible first. */
function* formBodies({ rule, body }: Candidate): Generator<Candidate> {
  // Half a pair of surrogates has no UTF-8; everybody writes U+FFFD for it.
  const wellFormed = body.replace(/\p{Surrogate}/gu, "\ufffd");
  const encoded = encodeURIComponent(wellFormed);
  for (const [name, space, bare, hex] of encodings) {
    const strict = encoded.replace(/[!'()*~]/g, (character) =>
      bare.includes(character) ? character : percent(character),
    );
    const spaced = strict.replaceAll("%20", space);
    const form =
      hex === "lower" ? spaced.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()) : spaced;
    yield { rule: `${name}, ${rule}`, body: `payload=${form}` };
  }
}

function percent(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** What the headers say of how the payload was sent; undefined where they do not say. */
export type Encoding = "json" | "form" | undefined;

/** Characters hashed for one delivery; pings take a twentieth of it in all their variants. */
const most = 64_000_000;

/** Characters of a payload: more would keep the machine busy for seconds. */
const longest = 4_000_000;

/**
 * Looks for the body that a signature belongs to among all that GitHub may have sent.
 *
 * @returns how that body was written; `undefined` where none of them gives the signature, and
 *   `"gave-up"` where the payload is too large to try all
 */
export function findBody(
  request: DeliveryDetail["request"],
  encoding: Encoding,
  secret: Secret,
  signature: string,
): { readonly rule: string } | "gave-up" | undefined {
  if ((request.payloadText?.length ?? 0) > longest) return "gave-up";
  const expected = Buffer.from(signature, "hex");
  let hashed = 0;
  for (const { rule, body } of candidates(request, encoding)) {
    if (hashed > most) return "gave-up";
    hashed += body.length;
    const actual = createHmac("sha256", secret.reveal()).update(body, "utf8").digest();
    if (actual.length === expected.length && timingSafeEqual(actual, expected)) return { rule };
  }
  return undefined;
}

function* candidates(request: DeliveryDetail["request"], encoding: Encoding): Generator<Candidate> {
  const distinct = new Map<string, Candidate>();
  for (const candidate of jsonBodies(request))
    if (!distinct.has(candidate.body)) {
      distinct.set(candidate.body, candidate);
      if (encoding !== "form") yield candidate;
    }
  if (encoding === "json") return;
  const tried = new Set<string>();
  for (const candidate of distinct.values())
    for (const form of formBodies(candidate))
      if (!tried.has(form.body)) {
        tried.add(form.body);
        yield form;
      }
}
