import type { Delivery } from "../world/world.ts";

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
