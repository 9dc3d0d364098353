import { Refusal } from "./answer.ts";
import type { Exchange } from "./exchange.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses the body as GitHub does; nothing, or `null`, is an empty object. */
export function readBody(exchange: Exchange): JsonObject {
  if (exchange.text.trim() === "") return {};
  let body: unknown;
  try {
    body = JSON.parse(exchange.text);
  } catch {
    throw new Refusal(400, "Problems parsing JSON");
  }
  if (body === null) return {};
  if (typeof body !== "object" || Array.isArray(body))
    throw new Refusal(400, "Body should be a JSON object");
  return body as JsonObject;
}
