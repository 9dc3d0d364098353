import type { DeliveryDetail } from "../model/delivery.ts";
import type { HookReader } from "../model/github-port.ts";
import type { LiveHook } from "../model/hook.ts";
import type { Secret } from "../model/secret.ts";
import type { Verdict, VerificationSubject } from "../model/verification.ts";
import { type Encoding, findBody, jsonString } from "./find-body.ts";
import {
  belongsTo,
  type Judgment,
  memberOf,
  sentBefore,
  type Unverifiable,
  unverifiable,
  wasSentBefore,
} from "./finding.ts";

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
}: DeliveryDetail["request"]): Unverifiable | undefined {
  const strings = payloadText.match(jsonString) ?? [];
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
  if (!numbersAreCertain(payloadText.replace(jsonString, "")))
    return hazard("numbers", "its payload holds numbers that can be written in several ways");
  if (/"\d+"\s*:/.test(payloadText))
    return hazard("number-keys", "its payload holds keys that look like numbers and change places");
  if (!isInSentOrder(payload))
    return hazard("key-order", "the keys of its payload are not in the order that GitHub sends");
  return undefined;
}

function hazard(rule: string, what: string): Unverifiable {
  return unverifiable(rule, `its signature fits no body that GitHub may have sent, but ${what}`);
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
  const [first, second, third] = Object.keys(Object(payload));
  const [inner] = Object.keys(Object(memberOf(payload, "hook")));
  return first === "zen" && second === "hook_id" && third === "hook" && inner === "type";
}

/** What one delivery says of a secret. */
type DeliveryJudgment = Judgment & { readonly verdict: Exclude<Verdict, "no-delivery"> };

/** A delivery, and what it says. */
export interface JudgedDelivery {
  readonly judgment: DeliveryJudgment;
  readonly delivery: DeliveryDetail;
}

/**
 * Judges by one delivery whether GitHub signs with the secret: the HMAC-SHA256 of every body that
 * GitHub may have sent is compared with the delivery's signature. A match proves; that nothing
 * matches is a `mismatch` only where the bytes are certain, which they are for a ping without
 * hazards. Whether the delivery is newer than the hook's last update is for the caller to see.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function judgeDelivery(delivery: DeliveryDetail, secret: Secret): DeliveryJudgment {
  const { headers, payload } = delivery.request;
  // Without them nothing can be said of a signature that may have stood beside them.
  if (headers?.["x-github-event"] === undefined && headers?.["x-github-delivery"] === undefined)
    return unverifiable("no-headers", "GitHub has no headers of this delivery any more");
  const signature = headers["x-hub-signature-256"];
  if (signature === undefined)
    return headers["x-hub-signature"] === undefined
      ? {
          verdict: "unsigned",
          rule: "no-signature",
          reason: "GitHub sent no signature: the hook has no secret",
        }
      : unverifiable("sha1-only", "it is signed with SHA-1 alone");
  const digest = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1];
  if (digest === undefined)
    return unverifiable("odd-signature", "its signature is not in the form that GitHub documents");
  if (payload === null || payload === undefined)
    return unverifiable("no-payload", "GitHub has no payload of this delivery any more");
  const encoding = encodingOf(headers["content-type"]);
  const found = findBody(delivery.request, encoding, secret, digest);
  if (found === "gave-up")
    return unverifiable("large-payload", "its payload is too large to try every way of writing it");
  if (found !== undefined) return { verdict: "proved", reason: undefined, rule: found.rule };
  return judgeMiss(delivery, encoding);
}

function judgeMiss(delivery: DeliveryDetail, encoding: Encoding): DeliveryJudgment {
  if (delivery.event !== "ping")
    return unverifiable(
      "not-a-ping",
      `its signature does not fit, and only a ping's bytes are certain enough to tell (this is ${delivery.event})`,
    );
  if (delivery.redelivery)
    return unverifiable("redelivery", "it was sent again, perhaps with the signature of before");
  if (encoding === undefined)
    return unverifiable("content-type", "its headers do not say how the payload was encoded");
  return payloadHazard(delivery.request) ?? certainMismatch;
}

const certainMismatch: DeliveryJudgment = {
  verdict: "mismatch",
  rule: "certain-ping",
  reason:
    "GitHub signs with another secret: the bytes of a ping are certain, and none of their forms gives its signature",
};

/** By what was sent: what the hook's configuration says of it need not be `json` or `form`. */
function encodingOf(contentType: string | undefined): Encoding {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return "json";
  return type === "application/x-www-form-urlencoded" ? "form" : undefined;
}

/**
 * The verdict on a hook that does not send to the URL for which its secret is declared; undefined
 * where it does. A proof would say that the secret is right where another receiver has it.
 */
export function elsewhere(
  { declaredUrl }: Pick<VerificationSubject, "declaredUrl">,
  { url }: LiveHook,
): Judgment | undefined {
  if (url.normalized() === declaredUrl.normalized()) return undefined;
  return unverifiable(
    "other-url",
    "the hook sends to another URL than the declared one, so that a proof would say nothing of its receiver; `hookfleet plan` shows it",
  );
}

/**
 * Reads the hook once more before a verdict is passed on: a signature from before a change says
 * nothing of what is there now.
 */
export async function confirmVerdict(
  port: Pick<HookReader, "getHook">,
  subject: Pick<VerificationSubject, "scope" | "hookId" | "declaredUrl">,
  before: LiveHook,
  { judgment, delivery }: JudgedDelivery,
): Promise<Judgment> {
  const { scope, hookId } = subject;
  if (judgment.verdict === "unverifiable") return judgment;
  if (!belongsTo(delivery, hookId))
    return unverifiable("foreign-delivery", "GitHub answered with a delivery of something else");
  const now = await port.getHook(scope, hookId);
  const moved = elsewhere(subject, now);
  if (moved !== undefined) return moved;
  if (now.updatedAt !== before.updatedAt || now.hasSecret !== before.hasSecret)
    return unverifiable("hook-changed", "the hook was changed while it was looked at");
  if (wasSentBefore(delivery, now.updatedAt)) return sentBefore;
  if (judgment.verdict === "unsigned" && now.hasSecret)
    return {
      ...judgment,
      reason: "GitHub sent no signature, although the hook shows that it has a secret",
    };
  return judgment;
}
