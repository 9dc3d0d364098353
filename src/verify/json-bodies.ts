import type { DeliveryDetail } from "../model/delivery.ts";
import { asciiOnly, htmlSafe, plainString, rewriteJson, upperEscapes } from "./rewrite-json.ts";

/** One way in which a body may have been written, and its name. */
export interface Candidate {
  readonly rule: string;
  readonly body: string;
}

type Write = (literal: string) => string;

/** Later ones are less plausible. */
const writings: readonly (readonly [string, Write])[] = [
  ["plain", plainString],
  ["upper-escapes", (text) => upperEscapes(plainString(text))],
  ["as-answered", (text) => text],
  ["html-safe", (text) => htmlSafe(plainString(text))],
  ["ascii", (text) => asciiOnly(plainString(text))],
  ["ascii-upper-escapes", (text) => upperEscapes(asciiOnly(plainString(text)))],
];

/**
 * The JSON that GitHub may have sent, most plausible first. What it sent is compact, with other
 * scripts as they are and control characters escaped in upper case; what its API answers is the same
 * value, and may be laid out in another way.
 */
export function* jsonBodies({
  payload,
  payloadText,
}: DeliveryDetail["request"]): Generator<Candidate> {
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
