import { createHmac } from "node:crypto";
import type { Delivery } from "../world/world.ts";

/** The same JSON value with the keys of every object in order. */
export function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([key, entry]) => [key, sortKeys(entry)]));
}

/**
 * Writes a payload as GitHub does: compact JSON with other scripts as raw UTF-8 and nothing escaped
 * for HTML, but control characters as `\u001B` in upper case (octokit/webhooks.js #71).
 */
export function writePayload(value: unknown): string {
  // Takes every escape in turn, so that the text `\\u001b` behind an escaped backslash stays.
  return JSON.stringify(value).replace(/\\(?:u[0-9a-f]{4}|.)/g, (sequence) =>
    sequence.length === 6 ? `\\u${sequence.slice(2).toUpperCase()}` : sequence,
  );
}

/** Both signatures of a body, in hexadecimal. */
export function sign(
  secret: string,
  body: string,
): { readonly sha1: string; readonly sha256: string } {
  return {
    sha1: createHmac("sha1", secret).update(body, "utf8").digest("hex"),
    sha256: createHmac("sha256", secret).update(body, "utf8").digest("hex"),
  };
}

/** Hosts that encode forms differ in exactly these two characters. */
function encode(text: string, encoding: Delivery["formEncoding"]): string {
  const whatwg = new URLSearchParams([["payload", text]]).toString().slice("payload=".length);
  return encoding === "whatwg" ? whatwg : whatwg.replaceAll("*", "%2A").replaceAll("%7E", "~");
}

/** The bytes that a delivery sends and signs, as text. */
export function deliveryBody(
  delivery: Pick<Delivery, "contentType" | "payload" | "formEncoding">,
): string {
  const json = delivery.payload();
  return delivery.contentType.includes("json")
    ? json
    : `payload=${encode(json, delivery.formEncoding)}`;
}
