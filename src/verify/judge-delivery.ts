import type { DeliveryDetail } from "../model/delivery.ts";
import type { Secret } from "../model/secret.ts";
import type { Verdict } from "../model/verification.ts";
import { type Encoding, findBody } from "./find-body.ts";
import { payloadHazard } from "./payload-hazard.ts";
import { type Finding, unverifiable } from "./verification-of.ts";

/** What one delivery says of a secret. */
export interface Judgement extends Finding {
  readonly verdict: Exclude<Verdict, "no-delivery">;
}

/**
 * Judges by one delivery whether GitHub signs with the secret: the HMAC-SHA256 of every body that
 * GitHub may have sent is compared with the delivery's signature. A match proves; that nothing
 * matches is a `mismatch` only where the bytes are certain, which they are for a ping without
 * hazards. Whether the delivery is newer than the hook's last update is for the caller to see.
 * https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function judgeDelivery(delivery: DeliveryDetail, secret: Secret): Judgement {
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

function judgeMiss(delivery: DeliveryDetail, encoding: Encoding): Judgement {
  if (delivery.event !== "ping")
    return unverifiable(
      "not-a-ping",
      `its signature does not fit, and only a ping's bytes are certain enough to tell (this is ${delivery.event})`,
    );
  if (delivery.redelivery)
    return unverifiable("redelivery", "it was sent again, perhaps with the signature of before");
  if (encoding === undefined)
    return unverifiable("content-type", "its headers do not say how the payload was encoded");
  const hazard = payloadHazard(delivery.request);
  if (hazard !== undefined) return unverifiable(hazard.rule, hazard.reason);
  return {
    verdict: "mismatch",
    rule: "certain-ping",
    reason:
      "GitHub signs with another secret: the bytes of a ping are certain, and none of their forms gives its signature",
  };
}

/** By what was sent: what the hook's configuration says of it need not be `json` or `form`. */
function encodingOf(contentType: string | undefined): Encoding {
  const type = contentType?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/json") return "json";
  return type === "application/x-www-form-urlencoded" ? "form" : undefined;
}
