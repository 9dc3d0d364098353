import type { DeliveryDetail } from "../model/delivery.ts";

/** Why the bytes that were signed cannot be told from a payload, and the rule's name. */
export interface Hazard {
  readonly rule: string;
  readonly reason: string;
}

const texts = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** Escapes that every encoder of JSON writes alike. */
const plainEscapes: ReadonlySet<string> = new Set(['\\"', "\\\\", "\\n", "\\r", "\\t"]);

/**
 * Why a signature that fits none of the bodies may all the same be the right one: something in the
 * payload that encoders write differently, or signs that the API does not show what was sent.
 * undefined where the bytes are certain.
 */
export function payloadHazard({
  payload,
  payloadText = "",
}: DeliveryDetail["request"]): Hazard | undefined {
  const strings = payloadText.match(texts) ?? [];
  const values = strings.map((literal) => String(JSON.parse(literal)));
  const escapes = strings.flatMap((literal) => literal.match(/\\(?:u[0-9a-f]{4}|.)/gis) ?? []);
  if (values.some((text) => /[^ -~\t\n\r]/.test(text) && /[^\p{Cc}\p{ASCII}]/u.test(text)))
    return hazard("non-ascii", "its payload holds characters beyond ASCII");
  if (values.some((text) => /[^ -~\t\n\r]/.test(text)))
    return hazard("control-characters", "its payload holds control characters");
  if (
    escapes.some((sequence) => !plainEscapes.has(sequence)) ||
    values.some((text) => /[<>&]/.test(text))
  )
    return hazard("escapes", "its payload holds characters that some encoders escape");
  if (!numbersAreCertain(payloadText.replace(texts, "")))
    return hazard("numbers", "its payload holds numbers that can be written in several ways");
  if (/"\d+"\s*:/.test(payloadText))
    return hazard("number-keys", "its payload holds keys that look like numbers and change places");
  if (!isInSentOrder(payload))
    return hazard("key-order", "the keys of its payload are not in the order that GitHub sends");
  return undefined;
}

function hazard(rule: string, what: string): Hazard {
  return { rule, reason: `its signature fits no body that GitHub may have sent, but ${what}` };
}

function numbersAreCertain(outsideStrings: string): boolean {
  const numbers = outsideStrings.match(/-?\d[\d.eE+-]*/g) ?? [];
  return numbers.every(
    (text) => /^(?:0|-?[1-9]\d*)$/.test(text) && Number.isSafeInteger(Number(text)),
  );
}

/**
 * Pings begin with zen, hook_id and hook, and a hook with its type, in every capture since 2015. In
 * another order the API has sorted what it shows.
 */
function isInSentOrder(payload: unknown): boolean {
  const [first, second, third] = entriesOf(payload);
  const [inner] = entriesOf(third?.[1]);
  return (
    first?.[0] === "zen" &&
    second?.[0] === "hook_id" &&
    third?.[0] === "hook" &&
    inner?.[0] === "type"
  );
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === "object" && value !== null ? Object.entries(value) : [];
}
