import { isCredentialField } from "./credential-name.ts";

/**
 * A payload in which every text went through `maskText`, keys included, and what stands under the
 * name of a credential is not shown at all.
 */
export function maskPayload(payload: unknown, maskText: (text: string) => string): unknown {
  if (typeof payload === "string") return maskText(payload);
  if (Array.isArray(payload)) return payload.map((item) => maskPayload(item, maskText));
  if (typeof payload !== "object" || payload === null) return payload;
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]: [string, unknown]) => [
      maskText(key),
      isCredentialField(key) ? hide(value) : maskPayload(value, maskText),
    ]),
  );
}

/** Of a credential nothing stays but that it is there, and how many. */
function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide);
  const isNothing = value === null || value === "" || typeof value === "boolean";
  return isNothing ? value : "***";
}
