import { createHmac, timingSafeEqual } from "node:crypto";
import type { DeliveryDetail } from "../model/delivery.ts";
import type { Secret } from "../model/secret.ts";
import { formBodies } from "./form-bodies.ts";
import { type Candidate, jsonBodies } from "./json-bodies.ts";

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
