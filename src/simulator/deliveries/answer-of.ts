import type { Delivery, Receiver, ReceiverAnswer, ReceiverStatus } from "../world/world.ts";
import { deliveryBody } from "./delivery-body.ts";
import { sign } from "./sign.ts";

/** A delivery on its way. */
export type Outgoing = Pick<
  Delivery,
  "url" | "secret" | "contentType" | "payload" | "formEncoding"
>;

/** How an answer stands in lists. No answer at all is a 5xx of GitHub's own, with the reason. */
export function receiverAnswer(status: ReceiverStatus, duration = 0.1): ReceiverAnswer {
  if (status === 0 || status === "failed to connect")
    return { statusCode: 502, status: "failed to connect", duration };
  // https://docs.github.com/webhooks/testing-and-troubleshooting-webhooks/troubleshooting-webhooks
  if (status === "timed out") return { statusCode: 504, status: "timed out", duration: 10 };
  const fine = status >= 200 && status < 300;
  return { statusCode: status, status: fine ? "OK" : `Invalid HTTP Response: ${status}`, duration };
}

/** Whether a receiver that checks signatures takes the delivery. */
function trusts({ secret }: Receiver, delivery: Outgoing): boolean {
  if (secret === undefined) return true;
  if (delivery.secret === undefined || delivery.secret === "") return false;
  const body = deliveryBody(delivery);
  return sign(delivery.secret, body).sha256 === sign(secret, body).sha256;
}

/** What the receiver of a delivery answers; 200 where the seed does not speak of the URL. */
export function answerOf(receivers: readonly Receiver[], delivery: Outgoing): ReceiverAnswer {
  const receiver = receivers.find(({ matches }) => matches(delivery.url));
  if (receiver === undefined) return receiverAnswer(200);
  return receiverAnswer(trusts(receiver, delivery) ? receiver.status : 401, receiver.duration);
}
